// Does a module answer as the native library does? Each line of a file is a question with the SHA-256 of the native answer's bytes (`examples/calls.rs`).

import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { answered } from "./ask.mjs";

/** So many answers that differ are shown. */
const SHOWN = 5;

/** A quantile of numbers, the nearest that occurs. */
function quantile(numbers, share) {
  const sorted = [...numbers].sort((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
}

/** A line for each figure: how often it was asked, and how long an answer takes. */
function summary(times) {
  for (const [figure, milliseconds] of times) {
    const [median, most, largest] = [0.5, 0.95, 1].map((share) => quantile(milliseconds, share).toFixed(1));
    const count = String(milliseconds.length).padStart(6);
    console.log(`${figure.padEnd(10)} ${count} questions; an answer takes ${median} ms (95 of 100 at most ${most}, the longest ${largest})`);
  }
}

/** Asks every question of one instance; whether all answers are those of the file. */
export function calls(module, file, planted = false) {
  const lines = readFileSync(file, "utf8").split("\n").filter((line) => line !== "");
  const instance = new WebAssembly.Instance(module);
  const [times, differing] = [new Map(), []];
  for (const line of lines) {
    const { question, digest, answer } = JSON.parse(line);
    const start = performance.now();
    const bytes = answered(instance, Buffer.from(JSON.stringify(question)));
    const figure = question.explore.figure;
    times.set(figure, [...(times.get(figure) ?? []), performance.now() - start]);
    if (planted) bytes[bytes.length >> 1] ^= 1;
    if (createHash("sha256").update(bytes).digest("hex") !== digest) differing.push({ question, answer, is: bytes.toString() });
  }
  summary(times);
  for (const { question, answer, is } of differing.slice(0, planted ? 0 : SHOWN)) {
    console.log(`differs: ${JSON.stringify(question)}\n  was ${answer ?? "another"}\n  is  ${is}`);
  }
  console.log(`${lines.length} questions, ${differing.length} answered otherwise than by the native library`);
  return lines.length > 0 && differing.length === (planted ? lines.length : 0);
}
