// Schemas of data files, held against the published files and against files that are wrong: each rule of a schema has
// to refuse one of those that would pass without it.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { Ajv2020 } from "ajv/dist/2020.js";

/** A parsed file of static/. */
export function read(name) {
  return JSON.parse(readFileSync(new URL(`../../static/${name}`, import.meta.url), "utf8"));
}

/** Some of the entries of a group. */
export function pick(group, ...keys) {
  return Object.fromEntries(keys.map((key) => [key, group[key]]));
}

/**
 * Makes the tests of a schema. `small` is a file with little in it, since it is read thousands of times. `wrong` is what
 * is wrong, as the path to a value and the value; without a value, the path is that of something to delete.
 */
export function testSchema({ name, schema, published, small, wrong }) {
  const broken = wrong.map((one) => ({ name: JSON.stringify(one).slice(1, -1), data: changed(small, one) }));

  for (const file of published) {
    test(`${file} is as ${name} says`, () => {
      const validate = validator(schema, true);
      assert.ok(validate(read(file)), JSON.stringify(validate.errors));
    });
  }

  test(`${name} refuses every file that is wrong`, () => {
    const validate = validator(schema, true);
    assert.ok(validate(small), JSON.stringify(validate.errors));
    assert.deepEqual(broken.filter(({ data }) => validate(data)).map(({ name }) => name), []);
    assert.equal(new Set(broken.map(({ name }) => name)).size, broken.length, "no two are the same");
  });

  test(`no rule of ${name} is idle`, () => {
    assert.deepEqual(idle(schema, small, broken.map(({ data }) => data)), []);
  });
}

/** The rules without which the same files pass and are refused. */
export function idle(schema, small, broken) {
  const unneeded = rules(schema).filter((path) => {
    const validate = validator(without(schema, path), false);
    return validate(small) && !broken.some((data) => validate(data));
  });
  return unneeded.map((path) => path.join("/"));
}

/** A file with one thing changed. */
function changed(small, [path, value]) {
  if (path === "") return value;
  const data = structuredClone(small);
  const keys = path.split("/");
  const last = keys.pop();
  const parent = keys.reduce((at, key) => at[key], data);
  if (value === undefined) {
    assert.ok(last in parent, `${path} is there to be deleted`);
    delete parent[last];
  } else {
    parent[last] = value;
  }
  return data;
}

/** What a schema says of files; `strict` finds mistakes in the schema itself. */
function validator(schema, strict) {
  return new Ajv2020({ strict }).compile(schema);
}

/** Every rule of a schema, as what has to be done to a copy of it to take the rule out. */
function rules(schema) {
  const NAMES = new Set(["properties", "patternProperties", "$defs"]);
  const NOT_RULES = new Set(["$schema", "title", "description"]);
  const found = [];
  const walk = (at, path, isNames) => {
    for (const [key, value] of Object.entries(at)) {
      const here = [...path, key];
      if (isNames || typeof value === "object") walk(value, here, !isNames && NAMES.has(key));
      if (isNames || NOT_RULES.has(key) || NAMES.has(key) || Array.isArray(at)) continue;
      if (key === "required") value.forEach((_, index) => found.push([...here, index]));
      else found.push(here);
    }
  };
  walk(schema, [], false);
  return found;
}

/** A schema without one of its rules. */
function without(schema, path) {
  const copy = structuredClone(schema);
  const last = path.at(-1);
  const parent = path.slice(0, -1).reduce((at, key) => at[key], copy);
  if (Array.isArray(parent)) parent.splice(last, 1);
  else delete parent[last];
  return copy;
}
