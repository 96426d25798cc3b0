// Runs in the page before its own scripts do, and notes what the browser tells of its work.

/** Everything noted is in `window.noted`. Handed to the browser as text, so it uses nothing from outside. */
export function observe() {
  const noted = { shifts: [], tasks: [], events: [], moments: {}, memory: null };
  window.noted = noted;

  const name = (node) => {
    const element = node instanceof Element ? node : node?.parentElement;
    const classes = element ? [...element.classList].map((one) => `.${one}`).join("") : "";
    return element ? `${element.localName}${element.id ? `#${element.id}` : ""}${classes}` : "what is gone";
  };
  const keep = (type, list, words, options = {}) => {
    const observer = new PerformanceObserver((entries) => list.push(...entries.getEntries().map(words)));
    observer.observe({ type, buffered: true, ...options });
  };
  keep("layout-shift", noted.shifts, (entry) => ({
    at: entry.startTime,
    value: entry.value,
    isAfterInput: entry.hadRecentInput,
    what: entry.sources.map(({ node }) => name(node)),
  }));
  const span = (entry) => ({ at: entry.startTime, duration: entry.duration });
  keep("longtask", noted.tasks, span);
  keep("event", noted.events, span, { durationThreshold: 16 });

  // The memory of a program is reachable only where it is started.
  const start = WebAssembly.instantiateStreaming;
  WebAssembly.instantiateStreaming = async (...words) => {
    const started = await start.apply(WebAssembly, words);
    noted.memory = started.instance.exports.memory ?? null;
    return started;
  };

  /** Calls back after the browser has painted the next frame. */
  const painted = (done) => {
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => done(performance.now());
      port2.postMessage(null);
    });
  };

  const moment = (name, isThere) => {
    if (noted.moments[name] === undefined && isThere()) noted.moments[name] = performance.now();
  };
  let waiting = null;
  const look = () => {
    moment("box", () => document.querySelector("textarea"));
    moment("program", () => document.querySelector("#verdict"));
    moment("catalog", () => document.querySelector("header")?.textContent.includes("Releases as of "));
    if (waiting?.began && !waiting.shown && waiting.isShown()) {
      const { began, done } = waiting;
      waiting.shown = true;
      painted((end) => done(end - began));
    }
  };
  new MutationObserver(look).observe(document, { childList: true, characterData: true, subtree: true });

  /**
   * Waits for the next key press, and for the frame with its result: the client's version in the pairing, or,
   * where a page has no result, the text itself. `window.answer` has the milliseconds.
   */
  window.await = (client) => {
    const hasResult = () => document.querySelector("#pairing b")?.textContent === client;
    window.answer = new Promise((done) => {
      waiting = { began: 0, shown: false, isShown: client === null ? () => true : hasResult, done };
    });
  };
  const begin = (event) => {
    if (waiting && !["Control", "Meta"].includes(event.key)) waiting.began ||= event.timeStamp;
  };
  addEventListener("keydown", begin, true);
  addEventListener("change", begin, true);
  // After the page's own listeners, and after what these have put off to the end of the task.
  addEventListener("input", () => queueMicrotask(look));
}

/**
 * Pastes a text as soon as the box is seen, and notes what is painted when. `window.arrived` has the milliseconds
 * since navigation: of `first`, which is what the selector finds and takes the text, of `answer`, which is the verdict
 * on the version in the text, and of `whole`, the verdict with a plan. Without a text only the first is waited for.
 *
 * Handed to the browser as text, so it uses nothing from outside.
 */
export function arrive({ selector, text, version }) {
  const painted = () =>
    new Promise((done) => {
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => done(performance.now());
        port2.postMessage(null);
      });
    });
  const appears = (isThere) =>
    new Promise((done) => {
      const look = () => {
        if (!isThere()) return;
        observer.disconnect();
        done();
      };
      const observer = new MutationObserver(look);
      observer.observe(document, { childList: true, characterData: true, subtree: true });
      look();
    });
  const when = async (isThere) => {
    await appears(isThere);
    // A frame without content is none that anybody sees.
    for (;;) {
      const now = await painted();
      if (performance.getEntriesByName("first-contentful-paint").length > 0) return now;
    }
  };
  const hasVerdict = () => document.querySelector("#verdict")?.textContent.includes(version);
  const moments = async () => {
    const answers = [when(hasVerdict), when(() => hasVerdict() && document.querySelector("#plan"))];
    const first = await when(() => document.querySelector(selector));
    if (text === null) return { first };
    const box = document.querySelector(selector);
    box.focus();
    // As a paste ends: what the browser does before costs the same in every page.
    box.value = text;
    box.dispatchEvent(new InputEvent("input", { bubbles: true, inputType: "insertFromPaste" }));
    const [answer, whole] = await Promise.all(answers);
    return { first, answer, whole };
  };
  window.arrived = moments();
}
