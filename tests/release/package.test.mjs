// The npm package, installed as its users install it.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { ADVISOR } from "../real-tools/advisor.mjs";
import { handed } from "./handed.mjs";

const top = fileURLToPath(new URL("../..", import.meta.url));
const EXAMPLES = join(top, "static/examples");
const examples = readdirSync(EXAMPLES).map((name) => join(EXAMPLES, name));
const folder = mkdtempSync(join(tmpdir(), "package-"));
after(() => rmSync(folder, { recursive: true }));

const run = (program, ...words) => execFileSync(program, words, { cwd: folder, encoding: "utf8", maxBuffer: 100_000_000 });
/** What a module prints that has the package. */
const printed = (code) => run(process.execPath, "--input-type=module", "--eval", `import { advise } from "gloo-advisor";${code}`);

/** The report of the terminal program. Its status only says what it found. */
function reported(...words) {
  try {
    return run(ADVISOR, "--format", "json", ...words);
  } catch (error) {
    return error.stdout;
  }
}

before(() => {
  writeFileSync(join(folder, "package.json"), JSON.stringify({ private: true, type: "module" }));
  run("npm", "install", "--offline", "--ignore-scripts", "--no-audit", "--no-fund", handed(".tgz"));
});

test("it gives the report that the terminal program gives", () => {
  const options = ["--target", "1.20", "--helm", "4", "--today", "2026-11-01"];
  const texts = JSON.stringify(examples.map((name) => ({ name, text: readFileSync(name, "utf8") })));
  const choices = `{ target: "1.20", helm: "4", today: "2026-11-01" }`;
  const reports = JSON.parse(printed(`console.log(JSON.stringify(${texts}.map((text) => advise(text, ${choices}))))`));
  reports.forEach((report, place) => {
    assert.deepEqual(report, JSON.parse(reported(...options, examples[place])), examples[place]);
  });
});

test("several texts, no text and half a character are texts", () => {
  const said = printed(`
    const first = "Client: {\\"version\\":\\"1.3.17\\"}\\nServer: version undefined, could not find any version of gloo running";
    console.log(advise([first, { name: "b", text: "" }]).transcripts.map(({ name }) => name).join());
    console.log(advise("").verdict.level);
    console.log(advise("\\ud800").transcripts[0].lines);
    console.log(advise("", null).catalog.age_days > 0, advise("", { today: null }).catalog.age_days);
  `);
  assert.equal(said, "paste,b\nempty\n1\ntrue null\n");
});

test("what it does not know is refused in a sentence", () => {
  const refused = (call) => printed(`try { ${call} } catch (error) { console.log(error.name + ": " + error.message) }`).trim();
  assert.equal(refused(`advise("", { target: "latest" })`), 'TypeError: target: "latest" is not a release, a line or a product');
  assert.equal(refused(`advise("", { targte: "1.20" })`), 'TypeError: "targte" is not known among the choices');
  assert.equal(refused("advise(7)"), "TypeError: a text is no string and no { name, text }");
  assert.equal(refused("advise()"), "TypeError: a text is no string and no { name, text }");
});

test("its types are those of real reports", () => {
  const reports = examples.map((name, place) => `export const report${place}: Report = ${reported("--target", "1.20", name)};`);
  writeFileSync(
    join(folder, "use.ts"),
    `import { advise, type Report } from "gloo-advisor";
    import type { GlooAdvisorElement } from "gloo-advisor/element";
    export const element: GlooAdvisorElement | null = document.querySelector("gloo-advisor");
    export const own: Report = advise([{ text: "" }], { target: "1.20", answers: { a: "yes" }, shell: null });
    // @ts-expect-error A choice of another name is none.
    advise("", { targte: "1.20" });
    ${reports.join("\n")}`,
  );
  const tsc = join(top, "node_modules/typescript/bin/tsc");
  const words = ["--noEmit", "--strict", "--target", "es2022", "--module", "nodenext", "--moduleResolution", "nodenext"];
  run(process.execPath, tsc, ...words, "use.ts");
});

test("its element is the page that is published", () => {
  const element = join(folder, "node_modules/gloo-advisor/element");
  const sum = (file) => createHash("sha256").update(readFileSync(file)).digest("hex");
  for (const name of readdirSync(element).filter((name) => name !== "examples")) {
    assert.equal(sum(join(element, name)), sum(join(top, "dist", name)), name);
  }
  assert.ok(readdirSync(element).includes("embed.js"));
});
