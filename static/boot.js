// Starts the page. It is a file of its own because the page's policy forbids inline scripts.

// The shell: what is in the page until the program draws another in its place.
const [shellBox, shellTitle, shellText] = ["terminal-output", "shell-title", "shell-text"].map((id) =>
  document.getElementById(id),
);
const purpose = [shellTitle.textContent, shellText.textContent];

function explain(title, text) {
  shellTitle.textContent = title;
  shellText.textContent = text;
}

// What is pasted while nothing is typed into belongs into the box.
document.addEventListener("paste", (event) => {
  const box = document.getElementById("terminal-output");
  if (!box || event.target.closest?.("input, textarea, select")) return;
  const text = event.clipboardData?.getData("text");
  if (!text) return;
  event.preventDefault();
  box.value = text;
  box.dispatchEvent(new InputEvent("input", { bubbles: true }));
  box.focus();
});

/** Says where a text waits for the program. */
function wait() {
  const waiting = ["Loading the reader…", "Your text is in the box. It is read as soon as the reader is here."];
  explain(...(shellBox.value ? waiting : purpose));
}

/** Says why the program does not come: it is there and does not start, or it could not be fetched. */
function fail(error) {
  const { CompileError, LinkError, RuntimeError } = WebAssembly;
  if ([CompileError, LinkError, RuntimeError].some((kind) => error instanceof kind)) {
    explain(
      "The page could not start.",
      `The host's policy may forbid WebAssembly ('wasm-unsafe-eval'). Reload the page to try again. ${error}`,
    );
  } else {
    const where = navigator.onLine ? "You may be offline, or the host does not answer." : "You are offline.";
    explain("The page could not load.", `${where} Reload the page to try again. ${error}`);
  }
}

/** Has the page kept for when there is no network. Where that is not possible the page works as before. */
async function keep(home) {
  // A page on a disk is there anyway, and one in a frame is its host's to keep.
  if (parent !== window || !location.protocol.startsWith("http") || !navigator.serviceWorker) return;
  const address = new URL("sw.js", home).href;
  const policy = window.trustedTypes?.createPolicy("gloo-advisor", {
    createScriptURL: (url) => {
      if (url !== address) throw new TypeError(`${url} is no script of the page`);
      return url;
    },
  });
  await navigator.serviceWorker.register(policy?.createScriptURL(address) ?? address).catch(() => undefined);
}

if (typeof WebAssembly !== "object") {
  explain(
    "This browser has no WebAssembly.",
    "The page can't read a paste without it. The same program runs in a terminal: gloo-advisor FILE.",
  );
} else {
  shellBox.addEventListener("input", wait);
  // It may have been typed before this script came.
  wait();
  try {
    const page = await import("./gloo-advisor-page.js");
    // All that the program needs lies beside this file, and what hosts and browsers ask for beside the page.
    const [base, home] = [import.meta.url, document.baseURI].map((url) => new URL("./", url).href);
    await page.default({ module_or_path: new URL("gloo-advisor-page_bg.wasm", base) });
    const app = document.getElementById("app");
    if (parent === window) {
      const mounted = page.mountPage(app, base, home, location.hash);
      // A link to a part of the page asks for nothing.
      addEventListener("hashchange", () => location.hash.includes("=") && mounted.ask(location.hash));
    } else {
      const { talk } = await import("./frame.js");
      const host = talk(location.hash);
      host.attach(page.mountPage(app, base, home, host.link(), host.told), app);
    }
    // Not while the first answer is on its way.
    setTimeout(keep, 3_000, home);
  } catch (error) {
    shellBox.removeEventListener("input", wait);
    fail(error);
    throw error;
  }
}
