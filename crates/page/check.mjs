// Does the suite give the same bytes in WebAssembly? Computes experiments there and holds each of their files against `reports/`.
//
//   node crates/page/check.mjs MODULE [CHAPTER[/EXPERIMENT]…]              all experiments if none is named
//   node crates/page/check.mjs MODULE --planted [CHAPTER[/EXPERIMENT]…]    can it fail? Changes each file, and leaves each out
//
// Prints a line for each experiment, and one for each file that differs, with the first line that does. Exit status: 0 all are the same (or
// all that was planted is noticed), 1 some are not, 2 the command can't be carried out.

import { readdirSync, readFileSync } from "node:fs";
import { argv, exit } from "node:process";

const REPORTS = new URL("../../reports/", import.meta.url);
const CLAIMS = "claims.json";

/** The end of a command that can't be carried out. */
function refuse(reason) {
  console.error(`${reason}\nusage: node crates/page/check.mjs MODULE [--planted] [CHAPTER[/EXPERIMENT]…]`);
  exit(2);
}

/** What the suite answers to a question, in an instance of its own: see `src/lib.rs`. */
function ask(module, question) {
  const instance = new WebAssembly.Instance(module);
  const { memory, question: room, ask, answer, answer_length: length } = instance.exports;
  const asked = Buffer.from(JSON.stringify(question));
  const place = room(asked.length) >>> 0;
  new Uint8Array(memory.buffer, place, asked.length).set(asked);
  let thrown;
  try {
    ask();
  } catch (error) {
    thrown = error;
  }
  if (length() === 0) throw thrown;
  const answered = JSON.parse(Buffer.from(memory.buffer, answer() >>> 0, length()).toString());
  if (answered.error !== undefined) throw new Error(answered.error);
  return answered;
}

/** Claims as one text, in the order of their rows; numbers keep every bit. */
function ledger(claims) {
  const sorted = [...claims].sort((one, other) => (one.id < other.id ? -1 : 1));
  return Buffer.from(JSON.stringify(sorted, null, 1));
}

/** The files of an experiment as the module computes them, by path. */
function computed(module, name) {
  const { files, claims } = ask(module, { run: name }).run;
  const texts = Object.entries(files).map(([path, text]) => [path, Buffer.from(text)]);
  return new Map([...texts, [CLAIMS, ledger(claims)]]);
}

/** The files of an experiment that are committed, by path: those of its name, and those in the folder of its name. */
function committed(name) {
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
function differences(was, is) {
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
function unnoticed(was, is) {
  const planted = [...is.keys()].flatMap((path) => [
    [`${path}, a bit changed`, was, changed(is, path)],
    [`${path}, not computed`, was, without(is, path)],
    [`${path}, not committed`, without(was, path), is],
  ]);
  const missed = planted.filter(([, before, after]) => differences(before, after).length !== 1);
  return missed.map(([what]) => `${what}: is not the one difference that is noticed`);
}

/** The experiments that the arguments name, all if there are none. */
function selected(names, all) {
  const isNamed = (name) => (experiment) => experiment === name || experiment.startsWith(`${name}/`);
  const unknown = names.find((name) => !all.some(isNamed(name)));
  if (unknown !== undefined) refuse(`no experiment \`${unknown}\`; there are ${all.join(", ")}`);
  return names.length === 0 ? all : all.filter((experiment) => names.some((name) => isNamed(name)(experiment)));
}

/** Computes an experiment and prints what the comparison says; whether it says nothing. */
function holds(module, name, compare) {
  const start = performance.now();
  let said;
  try {
    said = compare(committed(name), computed(module, name));
  } catch (error) {
    said = [`${name}: ${error.message}`];
  }
  const seconds = ((performance.now() - start) / 1000).toFixed(2);
  console.log(`${said.length === 0 ? "ok  " : "FAIL"} ${seconds.padStart(6)} s  ${name}`);
  for (const line of said) console.log(`     ${line}`);
  return said.length === 0;
}

const [file, ...words] = argv.slice(2);
const planted = words[0] === "--planted";
const names = planted ? words.slice(1) : words;
if (file === undefined) refuse("which module? `.ci/wasm` builds it");
let module, all;
try {
  module = new WebAssembly.Module(readFileSync(file));
  all = ask(module, "list").list;
} catch (error) {
  refuse(`${file}: ${error.message}`);
}
const experiments = selected(names, all);
const failed = experiments.filter((name) => !holds(module, name, planted ? unnoticed : differences));
const outcome = planted ? "without notice of what was planted" : "differ";
console.log(`${experiments.length} computed, ${failed.length} ${outcome}`);
exit(failed.length === 0 ? 0 : 1);
