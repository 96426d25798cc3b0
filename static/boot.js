// Starts the page. It stands in a file of its own because the page's policy forbids inline scripts.

function explain(title, text) {
  const heading = document.getElementById("shell-title");
  if (!heading) return;
  heading.textContent = title;
  document.getElementById("shell-text").textContent = text;
}

// A text of more letters would stop the page for a moment on its way into the box, so it stays a file.
const LONGEST = 500_000;

// What is pasted while nothing is typed into belongs into the box.
document.addEventListener("paste", (event) => {
  const box = document.getElementById("terminal-output");
  const text = event.clipboardData?.getData("text");
  if (!box || !text) return;
  const isTyping = Boolean(event.target.closest?.("input, textarea, select"));
  const isWhole = !isTyping || (event.target === box && box.selectionEnd - box.selectionStart === box.value.length);
  const files = document.querySelector('input[type="file"]');
  if (files && isWhole && text.length > LONGEST) {
    const taken = new DataTransfer();
    taken.items.add(new File([text], "What was pasted"));
    files.files = taken.files;
    files.dispatchEvent(new Event("change", { bubbles: true }));
  } else if (isTyping) {
    return;
  } else {
    box.value = text;
    box.dispatchEvent(new InputEvent("input", { bubbles: true }));
    box.focus();
  }
  event.preventDefault();
});

if (typeof WebAssembly !== "object") {
  explain(
    "This browser has no WebAssembly.",
    "The page can't read a paste without it. The same program runs in a terminal: gloo-advisor FILE.",
  );
} else {
  try {
    const page = await import("./gloo-advisor-page.js");
    await page.default({ module_or_path: "./gloo-advisor-page_bg.wasm" });
  } catch (error) {
    explain(
      "The page could not start.",
      `Reload it; if that does not help, the host's policy may forbid WebAssembly ('wasm-unsafe-eval'). ${error}`,
    );
    throw error;
  }
}
