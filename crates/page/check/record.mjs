// Which modules does the book carry, by which compiler were they made, and how long does each experiment take in one? A file says so, and pages tell it.

import { createHash } from "node:crypto";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { ask } from "./ask.mjs";

/** Each module by its name, with the SHA-256 of its bytes before they are packed. */
function digests(folder) {
  const files = readdirSync(folder).filter((file) => file.endsWith(".wasm.gz")).sort();
  const digest = (file) => createHash("sha256").update(gunzipSync(readFileSync(`${folder}/${file}`))).digest("hex");
  return Object.fromEntries(files.map((file) => [file, digest(file)]));
}

/** Runs every experiment once, and writes what was found. */
export function record(module, { file, compiler, folder }) {
  const seconds = {};
  for (const name of ask(module, "list").list) {
    const start = performance.now();
    ask(module, { run: name });
    seconds[name] = Number(((performance.now() - start) / 1000).toPrecision(2));
    console.log(`${seconds[name].toFixed(2).padStart(6)} s  ${name}`);
  }
  const written = { command: ".ci/wasm --write", compiler, sha256: digests(folder), seconds };
  writeFileSync(file, `${JSON.stringify(written, null, 1)}\n`);
}
