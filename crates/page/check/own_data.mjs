// Does a module say of a file of somebody's own what the command line says? Each line of a list is `{"words": ["--data=own.csv", …], "file": "path",
// "text": "path of what the command line printed", "answered": true}`; `.ci/browser/own_files.mjs` writes one.

import { readFileSync } from "node:fs";
import { ask } from "./ask.mjs";

/** The first line in which two texts differ. */
function firstDifference(was, is) {
  const [before, after] = [was, is].map((bytes) => [...bytes.toString().split("\n"), "the end"]);
  const line = before.findIndex((text, place) => text !== after[place]);
  return `line ${line + 1}: the command line prints \`${before[line]}\`, the module \`${after[line]}\``;
}

/** What differs in the answer to these words, or nothing. */
function difference(module, { words, file, text, answered }, planted) {
  const { advise } = ask(module, { advise: { words } }, readFileSync(file));
  const [was, is] = [readFileSync(text), Buffer.from(advise.text)];
  if (planted) was[was.length >> 1] ^= 1;
  if (advise.answered !== answered) return `is ${answered ? "refused" : "answered"} by the module alone`;
  return was.equals(is) ? null : firstDifference(was, is);
}

/** Asks about every file of a list; whether all that is said is the same, or nothing is, if a bit of each text was changed. */
export function ownData(module, list, planted = false) {
  const files = readFileSync(list, "utf8").split("\n").filter((line) => line !== "").map((line) => JSON.parse(line));
  const differing = files.filter((each) => {
    let said;
    try {
      said = difference(module, each, planted);
    } catch (error) {
      said = error.message;
    }
    if (said && !planted) console.log(`${each.words.join(" ")}: ${said}`);
    return said;
  });
  console.log(`${files.length} files, ${differing.length} answered otherwise than by the command line`);
  return files.length > 0 && differing.length === (planted ? files.length : 0);
}
