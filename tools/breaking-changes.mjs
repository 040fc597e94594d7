#!/usr/bin/env node
// Tells what a new package schema takes away from programs that were written for an old one:
// `node tools/breaking-changes.mjs OLD.json NEW.json`. Exits with 1 when that is something the version does not say.
import fs from "node:fs";
import { fileURLToPath } from "node:url";

/** Every breaking change, one line each; additions, descriptions and an input that takes outputs too are none. */
export function breakingChanges(before, after) {
  return [
    ...each(before.resources, after.resources, (token, old, now) => [
      ...inputs(
        token,
        old.inputProperties,
        old.requiredInputs,
        now.inputProperties,
        now.requiredInputs,
      ),
      ...outputs(token, old, now),
    ]),
    ...each(before.types, after.types, (token, old, now) =>
      old.enum ? choices(token, old, now) : record(token, old, now),
    ),
  ];
}

/** Whether the step from one version to the other announces breaking changes: the minor below 1.0, the major from there on. */
export function saysSo(before, after) {
  const [major, minor] = numbers(before);
  const [newMajor, newMinor] = numbers(after);
  return newMajor > major || (newMajor === 0 && major === 0 && newMinor > minor);
}

function numbers(version) {
  return version.split(/[.-]/).map(Number);
}

function each(before = {}, after = {}, compare) {
  return Object.entries(before).flatMap(([token, old]) =>
    after[token] === undefined ? [`${token}: is gone`] : compare(token, old, after[token]),
  );
}

function inputs(token, before = {}, requiredBefore = [], after = {}, requiredAfter = []) {
  return [
    ...requiredAfter
      .filter((key) => !requiredBefore.includes(key))
      .map((key) => `${token}.${key}: is needed now`),
    ...Object.entries(before).flatMap(([key, old]) => {
      const now = after[key];
      if (now === undefined) return [`${token}.${key}: is gone`];
      if (shape(old) !== shape(now))
        return [`${token}.${key}: was ${shape(old)}, is ${shape(now)}`];
      return now.plain && !old.plain ? [`${token}.${key}: takes no outputs now`] : [];
    }),
  ];
}

function outputs(token, before, after) {
  const optional = (required = [], key) => !required.includes(key);
  return Object.entries(before.properties ?? {}).flatMap(([key, old]) => {
    const now = after.properties?.[key];
    const at = `${token}.${key} (output)`;
    if (now === undefined) return [`${at}: is gone`];
    if (shape(old) !== shape(now)) return [`${at}: was ${shape(old)}, is ${shape(now)}`];
    const lost = optional(after.required, key) && !optional(before.required, key);
    return lost ? [`${at}: may be missing now`] : [];
  });
}

/** A record can be given and be got, so both kinds of change break something. */
function record(token, before, after) {
  return inputs(token, before.properties, before.required, after.properties, after.required);
}

function choices(token, before, after) {
  const now = new Set(after.enum?.map(({ value }) => value));
  return before.enum
    .filter(({ value }) => !now.has(value))
    .map(({ value }) => `${token}: "${value}" is gone`);
}

/** The type of a property as one word; a reference into another package counts by the major version of that package. */
function shape({ type, $ref, items, additionalProperties }) {
  if ($ref !== undefined) return $ref.replace(/^\/(\w+)\/v(\d+)[^/]*\//, "/$1/v$2/");
  if (items !== undefined) return `${shape(items)}[]`;
  if (additionalProperties !== undefined) return `{ [key]: ${shape(additionalProperties)} }`;
  return type;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [before, after] = process.argv
    .slice(2, 4)
    .map((file) => JSON.parse(fs.readFileSync(file, "utf8")));
  const broken = breakingChanges(before, after);
  for (const line of broken) console.log(line);
  if (broken.length > 0 && !saysSo(before.version, after.version)) process.exitCode = 1;
}
