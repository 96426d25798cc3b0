/** How many findings of a severity there are, and which; never a word of what was pasted. */
export interface GlooAdvisorResult {
  level: "error" | "warning" | "unknown" | "note" | "ok" | "empty";
  installations: number;
  findings: Record<"error" | "warning" | "unknown" | "note", number>;
  codes: string[];
  hops: number;
  steps: number;
}

export interface GlooAdvisorError {
  code: "load" | "start" | "data" | "copy";
  /** A sentence for people. */
  help: string;
}

/** The custom element `<gloo-advisor>`. Its text is the first paste. */
export interface GlooAdvisorElement extends HTMLElement {
  /** Puts a text into the box, as if it had been pasted. */
  setInput(text: string): void;
  /** Empties the box, and takes back what was chosen. */
  reset(): void;
}

declare global {
  interface HTMLElementTagNameMap {
    "gloo-advisor": GlooAdvisorElement;
  }
}
