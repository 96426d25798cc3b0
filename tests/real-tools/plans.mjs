// What is tried: which tools, which upgrades, and what a tool may say when there is no cluster.

import { readFileSync } from "node:fs";

// The real tools, by the folder that script/setup puts them in; `options` are added to the product's call.
export const TOOLS = [
  { line: "v24", helm: "3.9.4", kubectl: "1.24.0", options: ["--helm", "3"] },
  { line: "v31", helm: "3.17.3", kubectl: "1.31.9", options: ["--helm", "3"] },
  { line: "v34", helm: "4.1.4", kubectl: "1.34.5", options: ["--helm", "4"] },
];

// The upgrades that are tried in every shell. An Enterprise release is named by its own number. A plan that starts at an old patch and
// goes to the next line has two hops; none goes further than that.
export const PLANS = [
  // Before Helm releases: the new version is installed beside the old one.
  { edition: "open-source", from: "0.20.2", target: "1.22.1" },
  { edition: "enterprise", from: "0.20.8", target: "1.2.0" },
  // Open source, within a line.
  { edition: "open-source", from: "1.2.1", target: "1.2.25" },
  { edition: "open-source", from: "1.4.0", target: "1.4.17" },
  { edition: "open-source", from: "1.11.10", target: "1.11.59" },
  { edition: "open-source", from: "1.15.1", target: "1.15.36", namespace: "my-gloo" },
  { edition: "open-source", from: "1.22.0", target: "1.22.1" },
  // Open source, to the next line.
  { edition: "open-source", from: "1.2.1", target: "1.3.34" },
  { edition: "open-source", from: "1.4.17", target: "1.5.25" },
  { edition: "open-source", from: "1.5.25", target: "1.6.38" },
  { edition: "open-source", from: "1.7.23", target: "1.8.1" },
  { edition: "open-source", from: "1.8.37", target: "1.9.30" },
  { edition: "open-source", from: "1.10.47", target: "1.11.59" },
  { edition: "open-source", from: "1.12.59", target: "1.13.39" },
  { edition: "open-source", from: "1.13.39", target: "1.14.32" },
  { edition: "open-source", from: "1.16.3", target: "1.17.38" },
  { edition: "open-source", from: "1.18.2", target: "1.19.20" },
  { edition: "open-source", from: "1.19.20", target: "1.20.22" },
  { edition: "open-source", from: "1.21.3", target: "1.22.1" },
  // Enterprise, within a line and to the next one.
  { edition: "enterprise", from: "1.2.0", target: "1.3.0" },
  { edition: "enterprise", from: "1.6.2", target: "1.6.20" },
  { edition: "enterprise", from: "1.8.13", target: "1.9.27" },
  { edition: "enterprise", from: "1.11.0", target: "1.11.59" },
  { edition: "enterprise", from: "1.13.35", target: "1.14.23" },
  { edition: "enterprise", from: "1.16.3", target: "1.17.15" },
  { edition: "enterprise", from: "1.18.2", target: "1.18.19" },
  { edition: "enterprise", from: "1.21.0", target: "1.22.0" },
  // Odd but legal names, and glooctl as a download.
  {
    edition: "enterprise",
    from: "1.20.8",
    target: "1.21.8",
    namespace: "my-gloo",
    release: "gw",
    values: "my own values.yaml",
    platform: "darwin-arm64",
  },
  {
    edition: "open-source",
    from: "1.20.0",
    target: "1.20.22",
    namespace: "my-gloo",
    release: "gw",
    values: "it's $HOME `mine`.yaml",
    platform: "linux-amd64",
  },
  // Beside the old version, twice in a row, and under names that are too long to add to.
  { edition: "open-source", from: "1.17.3", target: "1.18.41", way: "canary" },
  { edition: "enterprise", from: "1.18.2", target: "1.18.19", way: "canary", namespace: "g".repeat(63) },
  { edition: "open-source", from: "1.8.37", target: "1.9.30", way: "canary" },
  // From open source to Enterprise, within the line and on.
  { edition: "open-source", from: "1.6.2", target: "1.6.20", targetEdition: "enterprise" },
  { edition: "open-source", from: "1.16.3", target: "1.17.15", targetEdition: "enterprise" },
  {
    edition: "open-source",
    from: "1.20.0",
    target: "1.20.8",
    targetEdition: "enterprise",
    values: "it's $HOME `mine`.yaml",
  },
];

const catalog = JSON.parse(readFileSync(new URL("../../static/catalog.json", import.meta.url), "utf8"));

// Every hop from one line to the next that both editions have: from the newest known patch to the newest.
export const HOPS = ["open-source", "enterprise"].flatMap((edition) => {
  const lines = Object.entries(catalog[edition === "enterprise" ? "enterprise" : "oss"]);
  const newest = lines.map(([line, rows]) => [line, rows.map(([patch]) => patch).findLast((patch) => !/-(alpha|beta|rc)/.test(patch))]);
  const known = newest.filter(([line, patch]) => patch !== undefined && isKnown(line));
  return known.slice(1).flatMap(([line, patch], place) => {
    const [before, last] = known[place];
    return follows(before, line) ? [{ edition, from: `${before}.${last}`, target: `${line}.${patch}` }] : [];
  });
});

/** Before 1.2 there are no Helm releases, so there is no hop from line to line. */
function isKnown(line) {
  const [major, minor] = line.split(".").map(Number);
  return major > 0 && minor >= 2;
}

/** Whether a line is the next one, with a way between them: 1.1 and 1.2 are installed side by side. */
function follows(before, line) {
  const [major, minor] = line.split(".").map(Number);
  const next = major === 1 && minor === 0 ? "0.21" : `${major}.${minor - 1}`;
  return before === next && line !== "1.2";
}

// A licence key as nobody would issue it. Only what Helm itself gives a meaning inside
// --set-string (a comma, a brace at the start) is left out: no shell can be blamed for that.
export const LICENSE_KEY = "eyJ'h\"o\\s $(touch taken-1) `touch taken-2` ; * ? & | > taken-3 ! ~ # \u00e9=";

// Calls that need a cluster, by their first words. kubectl needs one for nearly everything.
export const HELM_NEEDS_CLUSTER =
  /^(get|history|install|list|ls|rollback|status|test|uninstall|upgrade)( |$)/;
export const KUBECTL_NEEDS_NONE = /^(version --client|config|kustomize|completion)( |$)/;

// What a call that needs the cluster must say, in one line at least: that the cluster is not there.
// The port is part of it, so that no other refused connection passes for the cluster.
export const UNREACHABLE = [
  // Helm, and kubectl where it names the request; the words before differ by version.
  /127\.0\.0\.1:1[ :/?].*connection refused/,
  // kubectl where it sums up.
  /The connection to the server 127\.0\.0\.1:1 was refused/,
];

// Lines of stderr that say nothing against a command. By line of tools, since this is where the versions
// differ; "all" holds for each of them.
export const HARMLESS = {
  all: [],
  v24: [
    // kubectl 1.24 announces a change of its own output.
    /^WARNING: This version information is deprecated and will be replaced/,
  ],
  v31: [],
  v34: [
    // Helm 4 wants a word after --dry-run that Helm 3.9 refuses; without one it takes what was meant.
    /^level=WARN msg="--dry-run is deprecated and should be replaced with '--dry-run=client'"$/,
  ],
};
