// Are the files that a module computes for an experiment those of `reports/`? Bytes are compared, and the first line that differs is named.

import { readdirSync, readFileSync } from "node:fs";
import { ask } from "./ask.mjs";

const REPORTS = new URL("../../../reports/", import.meta.url);
const CLAIMS = "claims.json";

/** Claims as one text, in the order of their rows; numbers keep every bit. */
function ledger(claims) {
  const sorted = [...claims].sort((one, other) => (one.id < other.id ? -1 : 1));
  return Buffer.from(JSON.stringify(sorted, null, 1));
}

/** The files of an experiment as the module computes them, by path. */
export function computed(module, name) {
  const { files, claims } = ask(module, { run: name }).run;
  const texts = Object.entries(files).map(([path, text]) => [path, Buffer.from(text)]);
  return new Map([...texts, [CLAIMS, ledger(claims)]]);
}

/** The files of an experiment that are committed, by path: those of its name, and those in the folder of its name. */
export function committed(name) {
  const [chapter, experiment] = name.split("/");
  const below = readdirSync(new URL(chapter, REPORTS), { recursive: true }).map((file) => file.replaceAll("\\", "/"));
  const names = below.filter((file) => file.includes(".") && file.split(/[./]/)[0] === experiment);
  const read = (path) => [path, readFileSync(new URL(path, REPORTS))];
  const claims = JSON.parse(readFileSync(new URL(CLAIMS, REPORTS)));
  const own = claims.filter((claim) => claim.chapter === chapter && claim.experiment === experiment);
  return new Map([...names.map((file) => read(`${chapter}/${file}`)), [CLAIMS, ledger(own)]]);
}

/** The first line in which two files differ. They are cut as bytes, so no byte is lost in reading. */
function firstDifference(was, is) {
  const [before, after] = [was, is].map((bytes) => bytes.toString("latin1").split("\n"));
  let line = 0;
  while (before[line] === after[line]) line += 1;
  const [left, right] = [before, after].map((lines) =>
    lines[line] === undefined ? "the end" : `\`${Buffer.from(lines[line], "latin1")}\``,
  );
  return `line ${line + 1}: was ${left}, is ${right}`;
}

/** A line for each file that is not the same on both sides. */
export function differences(was, is) {
  const said = [];
  for (const path of new Set([...was.keys(), ...is.keys()])) {
    if (!was.has(path)) said.push(`${path}: is not among the reports`);
    else if (!is.has(path)) said.push(`${path}: was not computed`);
    else if (!was.get(path).equals(is.get(path))) {
      said.push(`${path}: ${firstDifference(was.get(path), is.get(path))}`);
    }
  }
  return said;
}

/** The same files, one of them with another bit in its middle. */
function changed(files, path) {
  const bytes = Buffer.from(files.get(path));
  bytes[bytes.length >> 1] ^= 1;
  return new Map([...files, [path, bytes]]);
}

/** The same files without one of them. */
function without(files, path) {
  return new Map([...files].filter(([other]) => other !== path));
}

/** A line for each planted error that is not noticed, or not alone. */
export function unnoticed(was, is) {
  const planted = [...is.keys()].flatMap((path) => [
    [`${path}, a bit changed`, was, changed(is, path)],
    [`${path}, not computed`, was, without(is, path)],
    [`${path}, not committed`, without(was, path), is],
  ]);
  const missed = planted.filter(([, before, after]) => differences(before, after).length !== 1);
  return missed.map(([what]) => `${what}: is not the one difference that is noticed`);
}

