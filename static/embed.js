// The custom element <gloo-advisor>. One script makes it known; the program is fetched once for all elements of a
// document, when the first of them needs it. docs/embedding.md says what a host can ask for and hear.

// The page lies beside this file, and so does all that the program needs. A release has that in a folder of its own,
// and says what the bytes of each file are (script/lib/site.mjs).
const home = new URL("./", import.meta.url);
const base = new URL("./", home);
const BYTES = {};
const beside = (name) => new URL(name, base).href;

/** Attributes that are handed on in the words of a link. */
const ASKED = ["mode", "edition", "target"];

let loading;
/** The program and its style sheet, fetched once; after a failure, once more for whoever asks next. */
function load() {
  loading ??= Promise.all([program(), style()]).catch((error) => {
    loading = undefined;
    throw error;
  });
  return loading;
}

async function program() {
  await checked("gloo-advisor-page.js");
  const page = await import(beside("gloo-advisor-page.js"));
  await page.default({ module_or_path: fetched("gloo-advisor-page_bg.wasm") });
  return page;
}

const fetched = (name) => fetch(beside(name), { integrity: BYTES[name] ?? "" });

/** Fetches a script that is imported next, and checks its bytes. An import has no word for that. */
async function checked(name) {
  const link = document.createElement("link");
  if (!BYTES[name] || !link.relList.supports("modulepreload")) return;
  Object.assign(link, { rel: "modulepreload", href: beside(name), integrity: BYTES[name] });
  await new Promise((done, failed) => {
    Object.assign(link, { onload: done, onerror: () => failed(new TypeError(name)) });
    document.head.append(link);
  }).finally(() => link.remove());
}

async function style() {
  const answer = await fetched("embed.css");
  if (!answer.ok) throw new TypeError(`embed.css: status ${answer.status}`);
  const sheet = new CSSStyleSheet();
  // A style sheet that is made here needs no permission of the host's policy for styles.
  sheet.replaceSync(await answer.text());
  return sheet;
}

/** Why the program did not come, for people and for programs. */
function reason(error) {
  const { CompileError, LinkError, RuntimeError } = WebAssembly;
  if ([CompileError, LinkError, RuntimeError].some((kind) => error instanceof kind)) {
    return ["start", "Gloo Advisor could not start. This site's policy may forbid WebAssembly ('wasm-unsafe-eval'), or a file is cut."];
  }
  return ["load", "Gloo Advisor could not be loaded. You may be offline, or this site's policy may forbid the requests."];
}

const dark = matchMedia("(prefers-color-scheme: dark)");

/** Light or dark, as what is around an element looks. */
function around(element) {
  for (let at = element; at; at = at.assignedSlot ?? at.parentElement ?? at.getRootNode().host) {
    const [red, green, blue, alpha = 1] = getComputedStyle(at).backgroundColor.match(/[\d.]+/g)?.map(Number) ?? [0, 0, 0, 0];
    if (alpha > 0.5) return 0.3 * red + 0.59 * green + 0.11 * blue < 128 ? "dark" : "light";
  }
  return dark.matches ? "dark" : "light";
}

let count = 0;

class GlooAdvisor extends HTMLElement {
  static observedAttributes = [...ASKED, "theme"];

  #root;
  #page;
  #text;
  #asked;
  #starting = false;
  #watching = [];

  connectedCallback() {
    if (!this.shadowRoot) {
      this.attachShadow({ mode: "open" });
      this.#wait();
    }
    // An element that is only moved is disconnected and connected at once, and stays as it is.
    if (this.#page || this.#starting) return;
    if (this.getAttribute("loading") === "eager") this.#start();
    else if (this.getAttribute("loading") !== "click") this.#whenSeen();
  }

  disconnectedCallback() {
    queueMicrotask(() => {
      if (this.isConnected) return;
      this.#page?.unmount();
      this.#page = undefined;
      this.#watching.forEach((stop) => stop());
      this.#watching = [];
      if (this.shadowRoot) this.#wait();
    });
  }

  attributeChangedCallback() {
    this.#ask();
  }

  /** Puts a text into the box, as if it had been pasted. */
  setInput(text) {
    this.#text = String(text);
    if (this.#page) this.#page.setInput(this.#text);
    else this.#start();
  }

  /** Empties the box, and takes back what was chosen. */
  reset() {
    this.#text = "";
    this.#page?.setInput("");
  }

  /** What is there until the program is: the element's own content, and where that is wanted a button. */
  #wait(said = "") {
    const parts = [document.createElement("slot")];
    if (said) parts.push(Object.assign(document.createElement("p"), { textContent: said, role: "status" }));
    if (said || this.getAttribute("loading") === "click") {
      const button = Object.assign(document.createElement("button"), { type: "button" });
      button.textContent = said ? "Try again" : "Explain with Gloo Advisor";
      button.addEventListener("click", () => this.#start());
      parts.push(button);
    }
    this.shadowRoot.replaceChildren(...parts);
  }

  #whenSeen() {
    const seen = new IntersectionObserver(
      (entries) => {
        if (!entries.some((entry) => entry.isIntersecting)) return;
        seen.disconnect();
        this.#start();
      },
      { rootMargin: "200px" },
    );
    seen.observe(this);
    this.#watching.push(() => seen.disconnect());
  }

  async #start() {
    if (this.#page || this.#starting) return;
    this.#starting = true;
    try {
      const [page, sheet] = await load();
      if (this.isConnected) this.#mount(page, sheet);
    } catch (error) {
      const [code, help] = reason(error);
      if (this.isConnected) this.#wait(help);
      this.#tell({ type: "error", code, help });
    } finally {
      this.#starting = false;
    }
  }

  #mount(page, sheet) {
    const root = document.createElement("div");
    // What a page keeps in the browser is kept by this name.
    root.id = this.id ? `gloo-advisor-${this.id}` : `gloo-advisor-${(count += 1)}`;
    root.className = "root";
    this.shadowRoot.adoptedStyleSheets = [sheet];
    this.shadowRoot.replaceChildren(root);
    this.#asked = this.#wishes();
    this.#page = page.mountGuest(root, base.href, home.href, this.#asked, (news) => this.#tell(JSON.parse(news)));
    // Read only now: a parser may add the content after the element.
    const text = this.#text ?? this.textContent.trim();
    if (text) this.#page.setInput(text);
    const look = () => this.#ask();
    const attributes = new MutationObserver(look);
    for (const element of [document.documentElement, document.body]) attributes.observe(element, { attributes: true });
    dark.addEventListener("change", look);
    this.#watching.push(() => attributes.disconnect(), () => dark.removeEventListener("change", look));
  }

  /** What the attributes ask for. Without a theme of its own the element follows what is around it. */
  #wishes() {
    const wishes = new URLSearchParams({ mode: "full" });
    for (const name of ASKED) if (this.hasAttribute(name)) wishes.set(name, this.getAttribute(name));
    const theme = this.getAttribute("theme");
    wishes.set("theme", ["light", "dark"].includes(theme) ? theme : around(this));
    return String(wishes);
  }

  #ask() {
    const wishes = this.#page && this.#wishes();
    if (!wishes || wishes === this.#asked) return;
    this.#asked = wishes;
    this.#page.ask(wishes);
  }

  /** News are codes and counts; what was pasted is in none of them. */
  #tell({ type, ...detail }) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}

// A second copy of this script does no harm.
if (!customElements.get("gloo-advisor")) customElements.define("gloo-advisor", GlooAdvisor);
