/** Results of a bench, kept beside a description of the machine that they hold for. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, totalmem } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const folder = join(dirname(fileURLToPath(import.meta.url)), 'results');

/** What else the machine did when the bench began. */
const loadBefore = loadavg()[0];

export function describeMachine() {
  return { processor: cpus()[0]?.model ?? 'unknown', cores: cpus().length, memoryBytes: totalmem(), node: process.version, loadBefore };
}

/** Writes bench/results/<date>-<processor>-<cores>-cores-<bench>.json and says so. `machine` adds to the description: versions, for example. */
export function saveResults(bench, results, machine = {}) {
  const described = { ...describeMachine(), ...machine };
  const processor = /xeon|epyc|ryzen|core|apple m\d+/i.exec(described.processor)?.[0].toLowerCase().replace(' ', '-') ?? 'processor';
  const file = join(folder, `${new Date().toISOString().slice(0, 10)}-${processor}-${described.cores}-cores-${bench}.json`);
  mkdirSync(folder, { recursive: true });
  writeFileSync(file, `${JSON.stringify({ machine: described, ...results }, null, 2)}\n`);
  console.log(file);
}
