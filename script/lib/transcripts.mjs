// Pastes of any size to measure the page with: what glooctl, kubectl and helm print, between lines of logs.

import { readFileSync } from "node:fs";
import { failingCheck, version } from "../../tests/browser/pastes.mjs";

const OUTPUTS = [
  "check--list",
  "kubectl-pods--crashing",
  "kubectl-deployments--wide",
  "helm-list--other-charts",
  "helm-history--deployed-in-the-middle",
];

const fixture = (name) => readFileSync(new URL(`../../tests/fixtures/${name}.txt`, import.meta.url), "utf8");

/** The versions of the client that are typed in turn: the first has a digit less. */
export const CLIENTS = ["1.18.1", "1.18.10"];

/** The version that is installed, in each of them. */
export const VERSION = "1.18.10";

/** A paste of about so many bytes. It ends with a version, since the last one counts. */
export function transcript(size, client = CLIENTS[0]) {
  const end = `${failingCheck()}$ glooctl version\n${version({ client })}\n`;
  const parts = [];
  let room = size - end.length;
  for (let round = 0; room > 0; round += 1) {
    const part = OUTPUTS.map((name) => `${fixture(name)}\n${logs(round, 10)}`).join("") + logs(round, 20);
    parts.push(part.slice(0, part.lastIndexOf("\n", room) + 1));
    room -= part.length;
  }
  return parts.join("") + end;
}

/** A short paste that no other number gives, and the client's version in it. */
export function another(number) {
  const [client, namespace] = [`1.17.${number % 30}`, `gloo-${number}`];
  const check = failingCheck(`Pod extauth-${number} in namespace ${namespace} is not ready!`);
  return { text: `${logs(number, 30)}${check}${version({ client, namespace })}\n`, client };
}

/** Where the client's version ends in a paste. */
export const caretIn = (text) => text.lastIndexOf(`Client: {"version":"`) + `Client: {"version":"${CLIENTS[0]}`.length;

/** Lines that differ from each other, as those of logs do. */
function logs(round, count) {
  const line = (index) => {
    const time = new Date(Date.UTC(2025, 2, 20, 10) + (round * 60 + index) * 1000).toISOString();
    const forms = [
      `${time} INFO gloo.v1.event_loop event loop started {"attempt": ${index}, "snapshot": ${round}}`,
      `ts=${time} level=warn component=discovery msg="upstream default-petstore-${index} is gone"`,
      `10.0.3.${index} - - [${time}] "GET /api/v1/pets/${round} HTTP/1.1" 503 91 "-" "curl/8.5.0"`,
      `   at io.solo.Router.route(Router.java:${round + index})`,
    ];
    return `${forms[index % forms.length]}\n`;
  };
  return Array.from({ length: count }, (_, index) => line(index)).join("");
}
