// Rosenbrock's function and its gradient in JavaScript; with the word `wrong`, a factor 2 is forgotten.
//
//     wellposed-check -- node rosenbrock.mjs

import { createInterface } from "node:readline";

const start = [-1.2, 1.0];
const factor = process.argv.length > 2 ? 1 : 2;
const loss = ([x, y]) => (1 - x) ** 2 + 100 * (y - x * x) ** 2;
const gradient = ([x, y]) => [-2 * (1 - x) - 200 * (y - x * x) * factor * x, 200 * (y - x * x)];

const moved = ([from, values]) => start.map((old, place) => values[place - from] ?? old);
const answers = {
  hello: () => ({ protocol: 1, parameters: start, blocks: [{ name: "w", shape: [2] }] }),
  losses: ({ runs }) => ({ losses: runs.map((run) => loss(moved(run))) }),
  gradient: ({ run }) => ({ loss: loss(moved(run)), gradient: gradient(moved(run)) }),
};
for await (const line of createInterface({ input: process.stdin })) {
  const question = JSON.parse(line);
  console.log(JSON.stringify({ answer: question.question, ...answers[question.ask](question) }));
}
