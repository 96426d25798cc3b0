// What Trunk.toml and index.html ask for, as Trunk reads them, and the page that Trunk makes of it.
//
// It knows the part of Trunk that the page uses. Whatever else is asked for is refused, never left out.

import minifier from "@minify-html/node";
import { transform } from "lightningcss";
import { parse } from "smol-toml";
import { digest } from "./digest.mjs";

/** What is done in one way only. Without a line that says so, Trunk would do it in another. */
const FIXED = { filehash: false, inject_scripts: false, minify: "on_release" };
const STAGES = ["pre_build", "build", "post_build"];

/** The attributes of each kind of link that are acted on here. */
const ATTRIBUTES = {
  css: ["href"],
  "copy-file": ["href"],
  "copy-dir": ["href"],
  rust: [
    "data-bin",
    "data-cargo-features",
    "data-cargo-no-default-features",
    "data-cargo-profile-release",
    "data-wasm-opt",
    "data-wasm-opt-params",
    // It is about the loader, which `inject_scripts = false` leaves out.
    "data-wasm-no-import",
  ],
};
const NEEDED = { rust: ["data-bin", "data-cargo-profile-release", "data-wasm-opt"] };

/** What Trunk.toml says of a build: the page it begins with, where it goes, and what runs meanwhile. */
export function settings(toml) {
  // The others are about `trunk serve`.
  const { build = {}, hooks = [], watch, serve, ...others } = parse(toml);
  const { target = "index.html", dist = "dist", public_url: base = "/", ...fixed } = build;
  refuse(Object.keys(others).map((name) => `[${name}] in Trunk.toml`));
  refuse(Object.keys(fixed).filter((name) => !(name in FIXED)).map((name) => `${name} in Trunk.toml`));
  for (const [name, value] of Object.entries(FIXED)) {
    if (fixed[name] !== value) throw new Error(`only ${name} = ${JSON.stringify(value)} in Trunk.toml is known here.`);
  }
  for (const { stage, command, command_arguments, ...more } of hooks) {
    refuse(Object.keys(more).map((name) => `${name} of a hook in Trunk.toml`));
    if (!STAGES.includes(stage)) refuse([`the stage ${stage} in Trunk.toml`]);
  }
  const known = hooks.map(({ stage, command, command_arguments: words = [] }) => ({ stage, command, words }));
  return { target, dist, base, hooks: known };
}

/** The links of a page that Trunk acts on, in their order, with their places in the text. */
export function links(html) {
  const tags = html.matchAll(/<!--[^]*?-->|<(link|script)\b((?:"[^"]*"|'[^']*'|[^"'>])*)>/gi);
  const found = [...tags]
    .filter(([, name]) => name)
    .map(({ 0: text, 1: name, 2: words, index }) => ({
      text,
      name: name.toLowerCase(),
      attributes: attributes(words),
      at: index,
    }))
    .filter((tag) => tag.attributes.has("data-trunk"));
  return found.map((tag, id) => ({ ...tag, id, rel: known(tag) }));
}

function attributes(words) {
  const found = words.matchAll(/([^\s"'>/=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?/g);
  const value = (values) => values.find((one) => one !== undefined) ?? "";
  return new Map([...found].map(([, name, ...values]) => [name.toLowerCase(), value(values)]));
}

/** The kind of a link, once everything that it asks for is known. */
function known({ text, name, attributes }) {
  const rel = attributes.get("rel");
  if (name !== "link" || !Object.hasOwn(ATTRIBUTES, rel)) refuse([text]);
  const ours = [...ATTRIBUTES[rel], "rel", "data-trunk"];
  // An attribute of HTML, such as media, has a meaning only where the link stays.
  const strange = [...attributes.keys()].filter((one) => !ours.includes(one) && (rel !== "css" || /^data-/.test(one)));
  refuse(strange.map((one) => `${one} in ${text}`));
  const missing = (NEEDED[rel] ?? ["href"]).filter((one) => !attributes.get(one));
  if (missing.length > 0) throw new Error(`${text} lacks ${missing.join(", ")}.`);
  return rel;
}

function refuse(asked) {
  if (asked.length > 0) throw new Error(`only Trunk itself knows ${asked.join(", ")}.`);
}

/** The words after `cargo` that build the program of a link. */
export function cargoWords({ attributes }) {
  const features = attributes.get("data-cargo-features");
  return [
    "build",
    "--target=wasm32-unknown-unknown",
    `--profile=${attributes.get("data-cargo-profile-release")}`,
    "--offline",
    `--bin=${attributes.get("data-bin")}`,
    ...(attributes.has("data-cargo-no-default-features") ? ["--no-default-features"] : []),
    ...(features ? [`--features=${features}`] : []),
  ];
}

/** The words after `wasm-opt` that make the program of a link smaller, or null where nothing is asked for. */
export function wasmOptWords({ attributes }) {
  const level = attributes.get("data-wasm-opt");
  const words = (attributes.get("data-wasm-opt-params") ?? "").split(/\s+/).filter(Boolean);
  return level === "0" ? null : [`-O${level}`, ...words];
}

/** A style sheet as it is downloaded. */
export function smallerStyle(name, css) {
  return transform({ filename: name, code: css, minify: true }).code;
}

/** The page as it is downloaded: `styles` has the name and the bytes of each style sheet, by the id of its link. */
export function finished(html, base, styles) {
  let text = html;
  for (const link of links(html).reverse()) {
    const instead = replacement(link, base, styles);
    text = text.slice(0, link.at) + instead + text.slice(link.at + link.text.length);
  }
  return minifier.minify(Buffer.from(text), { keep_closing_tags: true, minify_css: true, minify_js: true });
}

function replacement({ id, rel, text, attributes }, base, styles) {
  // Trunk removes it together with the loader that it writes, and there is none.
  if (rel === "rust") return text.replace(/\s*\/?>$/, ` data-trunk-id="${id}">`);
  if (rel !== "css") return "";
  const { name, bytes } = styles.get(id);
  const others = [...attributes].filter(([one]) => !["data-trunk", "rel", "href"].includes(one));
  const words = [["rel", "stylesheet"], ["href", base + name], ["integrity", digest("sha384", bytes)], ...others];
  return `<link ${words.map(([one, value]) => (value === "" ? one : `${one}="${value}"`)).join(" ")}>`;
}
