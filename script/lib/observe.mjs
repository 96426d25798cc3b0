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
