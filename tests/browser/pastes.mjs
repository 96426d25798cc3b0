// Pastes that specs share. The names of the menu are those of the page; the other texts are made here.

export const EXAMPLE = {
  failing: "Enterprise, client one minor older, failing check",
  patch: "Client 1.2.0 on a 1.2.1 server",
  enterprise: "Enterprise 0.20.8 on open-source 0.20.13",
  healthy: "A healthy check",
  document: "One JSON document (glooctl 1.17 and later)",
  noServer: "No server found",
};

/** What `glooctl version` prints for an open-source Gloo 1.18.10. */
export function version({ client = "1.18.10", namespace = "gloo-system", more = [] } = {}) {
  const image = (name) => ({ Tag: "1.18.10", Name: name, Registry: "quay.io/solo-io" });
  const containers = [...["discovery", "gloo-envoy-wrapper", "gloo"].map(image), ...more];
  const server = { type: "Gateway", kubernetes: { containers, namespace } };
  return `Client: ${JSON.stringify({ version: client })}\nServer: ${JSON.stringify(server)}`;
}

/** What is pasted of so many clusters, the worst of them last: its check fails. */
export function clusters(count) {
  const one = (index) =>
    `Switched to context "shop-${index}".\n${version().replaceAll("1.18.10", `1.19.${index + 1}`)}\n`;
  return Array.from({ length: count }, (_, index) => one(index)).join("") + `$ glooctl check\n${failingCheck()}`;
}

/** The sentence about [`version`], once it was read. */
export const INSTALLED = "Gloo open source 1.18.10 is installed, but 1.18 is out of support (since 2026-08-03).";

/** A check that fails over one pod, whatever that pod is called. */
export function failingCheck(message = "Pod extauth-1 in namespace gloo-system is not ready!") {
  return `Checking deployments... OK\nChecking pods... 1 Errors!\nError: 1 error occurred:\n\t* ${message}\n`;
}

/** Text without any sense, of at least so many characters. */
export function noise(length) {
  const line = (index) => `${index} lorem ipsum <b>dolor</b> $(id) {"a": [1,2 consectetur adipiscing élit`;
  const lines = [];
  for (let size = 0; size < length; size += lines.at(-1).length + 1) {
    lines.push(line(lines.length));
  }
  return lines.join("\n");
}

/** A word that stands in every paste of [`MARKED`], and must turn up nowhere else. */
export const MARK = "canary-4711";

/** Of every kind one, each with [`MARK`] wherever a word of the user may stand. */
export const MARKED = [
  version({ namespace: MARK }),
  failingCheck(`Pod ${MARK} in namespace ${MARK} is not ready! Message: <img src=/${MARK}.png>`),
  `<link rel=stylesheet href=/${MARK}.css><iframe src=https://${MARK}.example></iframe>`,
  `${MARK}\n${noise(50_000)}`,
];
