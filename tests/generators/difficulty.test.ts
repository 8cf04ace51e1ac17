/** A linear model must stay clearly behind a small network; scripts/measure-generator.py measures the network's side. */
import { expect, test } from 'vitest';
import type { SplitName } from '../../engine/data/dataset';
import { openBuiltin } from '../../engine/data/generators';
import { bestLinearAccuracies, type Examples } from './softmax-regression';

async function examplesOf(name: string, count: number, inputs: readonly string[], label: string): Promise<Record<SplitName, Examples>> {
  const data = await openBuiltin({ kind: 'builtin', name, count, seed: 1 }, { seed: 1, validation: 0.2, test: 0 });
  const width = data.columns
    .filter((column) => inputs.includes(column.name))
    .reduce((sum, { image }) => sum + (image ? image.height * image.width * image.channels : 1), 0);
  const read = async (split: SplitName): Promise<Examples> => {
    const rows = data.splits[split];
    const examples = { inputs: new Float32Array(rows.length * width), labels: new Uint8Array(rows.length) };
    let next = 0;
    for (const [at, row] of rows.entries()) {
      examples.labels[at] = Number(await data.read(row, label));
      for (const input of inputs) {
        const cell = await data.read(row, input);
        if (typeof cell === 'object' && 'data' in cell) for (const value of cell.data) examples.inputs[next++] = value / 255;
        else examples.inputs[next++] = Number(cell);
      }
    }
    return examples;
  };
  return { train: await read('train'), validation: await read('validation'), test: await read('test') };
}

test('digits: logistic regression stays under 0.92 on unseen fonts', { timeout: 120_000 }, async () => {
  const { train, validation, test: held } = await examplesOf('digits', 6000, ['image'], 'class');
  const accuracies = bestLinearAccuracies(train, [validation, held], 10, 8);
  expect(Math.max(...accuracies)).toBeLessThan(0.92);
  // Well above guessing: the digits are legible even to a linear model.
  expect(Math.min(...accuracies)).toBeGreaterThan(0.75);
});

async function linearAccuracy(name: string, count: number, inputs: readonly string[], label: string, classes: number, epochs: number): Promise<number> {
  const { train, validation } = await examplesOf(name, count, inputs, label);
  return bestLinearAccuracies(train, [validation], classes, epochs)[0]!;
}

test('spirals and xor: no line divides them', { timeout: 60_000 }, async () => {
  expect(await linearAccuracy('spirals', 900, ['x', 'y'], 'arm', 3, 50)).toBeLessThan(0.65);
  expect(await linearAccuracy('xor', 800, ['x1', 'x2'], 'y', 2, 50)).toBeLessThan(0.8);
});

test('shapes: a linear model hardly beats guessing one of eight', { timeout: 60_000 }, async () => {
  expect(await linearAccuracy('shapes', 1000, ['image'], 'class', 8, 3)).toBeLessThan(0.4);
});

test('dials: neither the picture nor the numbers alone tell the status', { timeout: 60_000 }, async () => {
  expect(await linearAccuracy('dials', 2000, ['scaleStart', 'scaleEnd', 'limit'], 'status', 3, 30)).toBeLessThan(0.75);
  expect(await linearAccuracy('dials', 1000, ['image'], 'status', 3, 5)).toBeLessThan(0.75);
});
