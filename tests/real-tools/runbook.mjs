// A runbook as it is read: what it asks and what it calls, and how far it comes with so many answers.

import assert from "node:assert/strict";

const ASKS = /^printf '%s' (.*) >&2$/;
const SHIMS = new Set(["helm", "kubectl", "glooctl", "curl"]);

// Commands that only look, and may fail without a stop: nothing that changes anything.
const LOOKS = /^(glooctl check-crds|helm get values [^|]* \| grep|kubectl( -n \S+)? get) /;

// Lines that only hold the others together, in the order of their reading.
const HEAD = ["#!/usr/bin/env bash", "(", "set -euo pipefail", "step='' again=''"];
const FRAME = [/^trap '.*' EXIT$/, /^trap 'exit 130' INT$/, /^#/, /^$/, /^case "\$\{FROM_HOP:-1\}" in /, /^fi$/, /^\)$/];

// What is printed is one word of the shell, so that it prints and does nothing else.
const PRINTS = /^(echo|printf '%s\\n' (?:[\w./:=-]+|(?:'[^']*'|\\')+))$/;

/** The events of a runbook, in order, each with its hop, its step and what is said where it stops. A line that is no command of the
 *  plan and holds nothing together is a mistake, and so is a command of the plan that is missing. */
export function read(text, hops) {
  const wanted = hops.flatMap(({ steps }, place) => toRun(steps, place + 1));
  const lines = text.split("\n");
  assert.deepEqual(lines.splice(0, HEAD.length), HEAD);
  const events = [];
  const state = { hop: 0, step: "", again: "" };
  let made;
  lines.forEach((line, place) => {
    const [, name, value] = /^(step|again)=(.*)$/.exec(line) ?? [];
    const [, hop] = /^if \[ "\$\{FROM_HOP:-1\}" -le (\d+) \]; then$/.exec(line) ?? [];
    const [, file] = /^if \[ -s (\S+) \]; then$/.exec(line) ?? [];
    const [, question] = ASKS.exec(line) ?? [];
    const next = wanted[0];
    if (name !== undefined) {
      state[name] = plain(value);
    } else if (hop !== undefined) {
      state.hop = Number(hop);
    } else if (file !== undefined) {
      made = { file: plain(file), isThere: true };
    } else if (line === "else") {
      made = { ...made, isThere: false };
    } else if (question !== undefined) {
      assert.equal(lines[place + 1], "read -r", "nobody is waited for");
      events.push({ ...state, made, asks: plain(question) });
    } else if (next !== undefined && [next.posix, `${next.posix} || true`].includes(line)) {
      assert.ok(line === next.posix || LOOKS.test(line), `it goes on where this fails: ${line}`);
      assert.equal(next.hop, state.hop, `it is in another hop: ${line}`);
      const call = SHIMS.has(next.argv[0]) ? next.argv.join(" ") : null;
      events.push({ ...state, made, call, mayFail: line !== next.posix });
      wanted.shift();
    } else {
      const isFrame = line === "read -r" || PRINTS.test(line) || FRAME.some((pattern) => pattern.test(line));
      assert.ok(isFrame, `it has a line that is not of the plan: ${line}`);
    }
    made = line === "fi" ? undefined : made;
  });
  assert.deepEqual(wanted, [], "commands of the plan are missing");
  return events;
}

/** How it goes: the calls, the questions, and the event that it stops at, if any. `files` are those that are there; they are added to. */
export function expect(events, { from = 1, answers = Infinity, fails = 0, files = new Set() } = {}) {
  const calls = [];
  const asked = [];
  for (const event of events.filter(({ hop }) => hop >= from)) {
    const { made, asks, call } = event;
    if (made !== undefined && files.has(made.file) !== made.isThere) {
      continue;
    }
    if (asks !== undefined) {
      asked.push(asks);
      if (asked.length > answers) {
        return { calls, asked, stop: event };
      }
    } else {
      calls.push(...(call === null ? [] : [call]));
      if (call !== null && calls.length === fails && !event.mayFail) {
        return { calls, asked, stop: event };
      }
      if (made !== undefined) {
        files.add(made.file);
      }
    }
  }
  return { calls, asked, stop: null };
}

/** The commands of a hop but for the way back. */
function toRun(steps, hop) {
  const forward = steps.filter(({ phase }) => phase !== "rollback");
  return forward.flatMap(({ commands }) => commands).map(({ argv, posix }) => ({ argv, posix, hop }));
}

/** A word without its quotes. */
function plain(word) {
  return word.replaceAll("'\\''", "\0").replaceAll("'", "").replaceAll("\0", "'");
}
