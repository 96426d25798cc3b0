// Starts the page. It stands in a file of its own because the page's policy forbids inline scripts.

function explain(title, text) {
  const heading = document.getElementById("shell-title");
  if (!heading) return;
  heading.textContent = title;
  document.getElementById("shell-text").textContent = text;
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

if (typeof WebAssembly !== "object") {
  explain(
    "This browser has no WebAssembly.",
    "The page can't read a paste without it. The same program runs in a terminal: gloo-advisor FILE.",
  );
} else {
  try {
    const page = await import("./gloo-advisor-page.js");
    // All that belongs to the page lies beside this file.
    const base = new URL("./", import.meta.url);
    await page.default({ module_or_path: new URL("gloo-advisor-page_bg.wasm", base) });
    page.mountPage(document.getElementById("app"), base.href);
  } catch (error) {
    explain(
      "The page could not start.",
      `Reload it; if that does not help, the host's policy may forbid WebAssembly ('wasm-unsafe-eval'). ${error}`,
    );
    throw error;
  }
}
