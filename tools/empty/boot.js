import start from "./gloo-advisor-empty.js";

start({ module_or_path: new URL("gloo-advisor-empty_bg.wasm", import.meta.url) });
