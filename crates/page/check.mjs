// Does the library give the same bytes in WebAssembly? Computes experiments there and holds each of their files against `reports/`.
//
//   node crates/page/check.mjs MODULE [CHAPTER[/EXPERIMENT]…]              all experiments if none is named
//   node crates/page/check.mjs MODULE --planted [CHAPTER[/EXPERIMENT]…]    can it fail? Changes each file, and leaves each out
//   node crates/page/check.mjs MODULE --calls FILE [--planted]             does it answer the questions of FILE as the native library does?
//   node crates/page/check.mjs MODULE --own-data LIST [--planted]          does it say of the files of LIST what the command line says?
//   node crates/page/check.mjs MODULE --record FILE --compiler NAME --modules FOLDER    writes how long each experiment takes, and what the modules are
//
// Prints a line for each experiment, and one for each file that differs, with the first line that does. Exit status: 0 all are the same (or
// all that was planted is noticed), 1 some are not, 2 the command can't be carried out.

import { argv, exit } from "node:process";
import { ask, moduleOf } from "./check/ask.mjs";
import { calls } from "./check/calls.mjs";
import { ownData } from "./check/own_data.mjs";
import { record } from "./check/record.mjs";
import { committed, computed, differences, unnoticed } from "./check/reports.mjs";

/** The end of a command that can't be carried out. */
function refuse(reason) {
  console.error(`${reason}\nusage: node crates/page/check.mjs MODULE [--planted] [CHAPTER[/EXPERIMENT]…], or --calls FILE, or --own-data LIST, or --record FILE`);
  exit(2);
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

/** Whether all of these experiments hold. */
function experiments(module, words) {
  const planted = words[0] === "--planted";
  const chosen = selected(planted ? words.slice(1) : words, ask(module, "list").list);
  const failed = chosen.filter((name) => !holds(module, name, planted ? unnoticed : differences));
  const outcome = planted ? "without notice of what was planted" : "differ";
  console.log(`${chosen.length} computed, ${failed.length} ${outcome}`);
  return failed.length === 0;
}

/** Whether what the words ask for is as it should be. */
function asked(module, words) {
  switch (words[0]) {
    case "--calls":
      return calls(module, words[1], words[2] === "--planted");
    case "--own-data":
      return ownData(module, words[1], words[2] === "--planted");
    case "--record":
      record(module, { file: words[1], compiler: words[3], folder: words[5] });
      return true;
    default:
      return experiments(module, words);
  }
}

const [file, ...words] = argv.slice(2);
if (file === undefined) refuse("which module? `.ci/wasm` builds it");
try {
  exit(asked(moduleOf(file), words) ? 0 : 1);
} catch (error) {
  refuse(`${file}: ${error.message}`);
}
