/**
 * Damaged files: whatever stands in them, the answer is a network or a sentence, in bounded time and memory. A few hundred
 * mutations here; `npm run fuzz:onnx` runs 20,000.
 */
import { expect, it } from 'vitest';
import { LoomError } from '../../engine/core/diagnostic';
import { RandomStream } from '../../engine/core/random';
import { importModel } from '../../engine/import/import-model';
import { inferNetwork } from '../../engine/infer/infer-network';
import { changed, convNet, float, ints, node, onnxFile, ramp } from './onnx-files';

const MUTATIONS = Number(process.env['FUZZ_MUTATIONS'] ?? 300);
const SEED = Number(process.env['FUZZ_SEED'] ?? 1);
const LONGEST_MS = 4_000;
const MOST_BYTES = 512 * 2 ** 20;

const shapes = onnxFile({
  inputs: [float('x', 'n', 2, 3)],
  outputs: [float('y', 'n', 6)],
  weights: { zero: { ...ints(0), shape: [] }, rest: ints(-1), axis: ints(0), starts: ints(0), ends: ints(2), w: ramp(3, 3) },
  nodes: [
    node('MatMul', ['x', 'w'], ['m']),
    node('Shape', ['m'], ['s']),
    node('Gather', ['s', 'zero'], ['n']),
    node('Unsqueeze', ['n', 'axis'], ['u']),
    node('Concat', ['u', 'rest'], ['t'], { axis: { int: 0 } }),
    node('ConstantOfShape', ['t'], ['filled']),
    node('Slice', ['m', 'starts', 'ends', 'axis'], ['cut']),
    node('Split', ['cut'], ['p', 'q'], { num_outputs: { int: 2 }, axis: { int: 1 } }),
    node('Concat', ['p', 'q'], ['joined'], { axis: { int: 1 } }),
    node('Reshape', ['joined', 't'], ['y']),
  ],
});
const old = changed(onnxFile({ opset: 7, inputs: [float('x', 1, 4)], outputs: [float('y', 1, 4)], weights: { b: ramp(4) }, nodes: [node('Add', ['x', 'b'], ['a']), node('Softmax', ['a'], ['s']), node('Dropout', ['s'], ['d'], { ratio: { float: 0.5 } }), node('Slice', ['d'], ['y'], { starts: { ints: [0] }, ends: { ints: [9] } })] }), () => undefined);
const FILES = [convNet(), convNet(1), shapes, old];

function pick(random: RandomStream, below: number): number {
  return Math.min(below - 1, Math.floor(random.between(0, below)));
}

/** Bytes changed, cut, repeated, moved, or blown up where protobuf keeps lengths and sizes. */
function mutated(file: Uint8Array, random: RandomStream): Uint8Array {
  const bytes = [...file];
  const times = 1 + pick(random, 4);
  for (let index = 0; index < times; index++) {
    const at = pick(random, bytes.length);
    switch (pick(random, 7)) {
      case 0:
        bytes[at] = pick(random, 256);
        break;
      case 1:
        bytes[at]! ^= 1 << pick(random, 8);
        break;
      case 2:
        bytes.length = Math.max(1, at);
        break;
      case 3:
        bytes.splice(at, 1 + pick(random, 16));
        break;
      case 4:
        bytes.splice(at, 0, ...bytes.slice(at, at + 1 + pick(random, 64)));
        break;
      case 5:
        bytes.splice(at, 1, ...Array.from({ length: 1 + pick(random, 9) }, () => 0xff), 0x7f);
        break;
      default:
        bytes.splice(at, 0, ...bytes.slice(0, pick(random, Math.min(bytes.length, 200))));
    }
    if (bytes.length === 0) bytes.push(0);
  }
  return Uint8Array.from(bytes);
}

it(`answers ${MUTATIONS} damaged files`, { timeout: 60_000 + MUTATIONS * 50 }, async () => {
  const outcomes = { networks: 0, sentences: 0 };
  let slowest = 0;
  const before = process.memoryUsage();
  let most = 0;
  for (let index = 0; index < MUTATIONS; index++) {
    const random = new RandomStream(SEED, 'fuzz', `${index}`);
    const bytes = mutated(FILES[index % FILES.length]!, random);
    const start = performance.now();
    try {
      const { document } = await importModel(bytes, { dims: {} });
      inferNetwork(document);
      outcomes.networks++;
    } catch (error) {
      if (!(error instanceof LoomError)) throw new Error(`mutation ${index} of seed ${SEED}: ${error instanceof Error ? error.stack : String(error)}`, { cause: error });
      outcomes.sentences++;
      expect(error.message.length).toBeGreaterThan(20);
    }
    slowest = Math.max(slowest, performance.now() - start);
    const { heapUsed, arrayBuffers } = process.memoryUsage();
    most = Math.max(most, heapUsed + arrayBuffers - before.heapUsed - before.arrayBuffers);
  }
  expect(outcomes.sentences).toBeGreaterThan(MUTATIONS / 4);
  expect(slowest).toBeLessThan(LONGEST_MS);
  expect(most).toBeLessThan(MOST_BYTES);
  if (process.env['FUZZ_MUTATIONS']) process.stdout.write(`${MUTATIONS} mutations: ${outcomes.networks} networks, ${outcomes.sentences} sentences; slowest ${slowest.toFixed(0)} ms, at most ${(most / 2 ** 20).toFixed(0)} MB more memory\n`);
});

it('answers deep nesting with a sentence', async () => {
  // A graph in an attribute of a node in a graph in an attribute …
  const field = (number: number, bytes: Uint8Array): Uint8Array => Uint8Array.from([(number << 3) | 2, ...varint(bytes.length), ...bytes]);
  let graph: Uint8Array = new Uint8Array();
  for (let depth = 0; depth < 2_000; depth++) graph = field(1, field(5, field(6, graph)));
  const file = Uint8Array.from([8, 10, ...field(7, graph), ...field(8, Uint8Array.of(16, 21))]);
  await expect(importModel(file)).rejects.toBeInstanceOf(LoomError);
});

function varint(value: number): number[] {
  return value < 128 ? [value] : [(value & 127) | 128, ...varint(value >>> 7)];
}
