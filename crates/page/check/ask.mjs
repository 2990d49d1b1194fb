// How is a module asked? Two texts of JSON in its memory: see `crates/page/src/lib.rs`.

import { readFileSync } from "node:fs";

/** The module in a file. */
export function moduleOf(file) {
  return new WebAssembly.Module(readFileSync(file));
}

/** The bytes of the answer to the bytes of a question. */
export function answered(instance, asked) {
  const { memory, question: room, ask, answer, answer_length: length } = instance.exports;
  const place = room(asked.length) >>> 0;
  new Uint8Array(memory.buffer, place, asked.length).set(asked);
  let thrown;
  try {
    ask();
  } catch (error) {
    thrown = error;
  }
  if (length() === 0) throw thrown;
  return Buffer.from(memory.buffer, answer() >>> 0, length());
}

/** The answer to a question, by an instance of its own; bytes may follow the question. */
export function ask(module, question, bytes = undefined) {
  const text = JSON.stringify(question);
  const asked = bytes === undefined ? Buffer.from(text) : Buffer.concat([Buffer.from(`${text}\n`), bytes]);
  const answer = JSON.parse(answered(new WebAssembly.Instance(module), asked).toString());
  if (answer.error !== undefined) throw new Error(answer.error);
  return answer;
}
