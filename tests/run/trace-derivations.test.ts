/** Derivations in symbols: as the course writes them, and equal to the engine's gradients for every weight. */
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { float32Tensor } from '../../engine/core/dtype';
import { createDocument } from '../../engine/document/edits';
import { GraphBuilder, type Source } from '../../engine/document/graph-builder';
import type { LoomDocument } from '../../engine/document/model';
import { requireExample } from '../../engine/examples';
import type { Walk } from '../../engine/examples/example';
import { LAYER_CATALOG } from '../../engine/infer/layer-catalog';
import { Traces, type TraceRequest } from '../../engine/run/trace';
import { formulaProblem } from '../explain/latex-parser';

const traces = new Traces();
afterAll(() => traces.close());
let version = 0;

function requestFor(document: LoomDocument, { samples, masks }: Pick<Walk, 'samples' | 'masks'>): TraceRequest {
  return { from: { document, version: `derivations ${version++}` }, mode: 'train', samples: samples.map((sample) => ({ kind: 'given', ...sample })), ...(masks && { masks }) };
}

/** Terms of this size may cancel each other; what is left of them is rounding. */
const CANCELLED = 0.05;

/** Compares every derivation with the gradient that the graph computes. */
async function compare(request: TraceRequest, tolerance: number, relativeTo: 'itself' | 'tensor') {
  const derivations = await traces.derivations(request);
  const { values } = await traces.trace({ ...request, most: 100_000 });
  const checked = new Set<string>();
  for (const { weight, value, position, result, text, latex } of derivations) {
    const found = values.find(({ name }) => name === value)!;
    const index = position.reduce((total, at, axis) => total * found.shape[axis]! + at, 0);
    const gradient = found.data[index]!;
    const scale = relativeTo === 'itself' ? Math.abs(gradient) : found.data.reduce((most, one) => Math.max(most, Math.abs(one)), CANCELLED);
    expect(Math.abs(result - gradient), `∂L/∂${weight} = ${text.symbols} = ${text.numbers} = ${result}, the engine says ${gradient}`).toBeLessThanOrEqual(tolerance * scale + 1e-12);
    expect(formulaProblem(latex), weight).toBeUndefined();
    checked.add(`${value}[${index}]`);
  }
  const weights = values.filter(({ name }) => /\.(weight|bias)\.grad$/.test(name)).reduce((total, { count }) => total + count, 0);
  expect(checked.size).toBe(weights);
  return derivations;
}

describe('the worked examples', () => {
  it.each(['mlp-2-2-2', 'mlp-3-2-2-1-squared', 'mlp-3-2-2-1-cross-entropy', 'mlp-2-1-2', 'dropout-thinned'])('%s', async (id) => {
    const { document, walks } = requireExample(id);
    for (const walk of walks) await compare(requestFor(document(), walk), 1e-6, 'itself');
  });

  it('are written as in the course', async () => {
    const { document, walks } = requireExample('mlp-3-2-2-1-cross-entropy');
    const written = new Map((await traces.derivations(requestFor(document(), walks[0]!))).map(({ weight, text }) => [weight, text]));
    expect(written.get('w46')!.symbols).toBe('(a8 − y)·w68·a6(1 − a6)·a4');
    expect(written.get('w68')!.symbols).toBe('(a8 − y)·a6');
    expect(written.get('b8')!.symbols).toBe('a8 − y');
    expect(written.get('w14')!.symbols).toBe('(a8 − y)·(w68·a6(1 − a6)·w46 + w78·a7(1 − a7)·w47)·[z4 > 0]·x1');
    expect(written.get('w46')!.numbers).toBe('(0.740735 − 1)·0.61·0.951316·(1 − 0.951316)·6.7');
    expect(Number(written.get('w46')!.result.replace('−', '-'))).toBeCloseTo(-0.0490747, 6);
  });

  it('have the slope of the sigmoid in front where the loss does not take it away', async () => {
    const { document, walks } = requireExample('mlp-3-2-2-1-squared');
    const written = new Map((await traces.derivations(requestFor(document(), walks[0]!))).map(({ weight, text }) => [weight, text.symbols]));
    expect(written.get('w46')).toBe('(a8 − y)·a8(1 − a8)·w68·a6(1 − a6)·a4');
  });
});

const ENDS = [
  ['linear', 'half-squared-error'],
  ['linear', 'mean-squared-error'],
  ['linear', 'cross-entropy'],
  ['linear', 'binary-cross-entropy'],
  ['sigmoid', 'half-squared-error'],
  ['sigmoid', 'binary-cross-entropy-probabilities'],
  ['softmax', 'cross-entropy-probabilities'],
  ['softmax', 'half-squared-error'],
  ['tanh', 'mean-absolute-error'],
] as const;

const value = fc.double({ min: -1.5, max: 1.5, noNaN: true }).map((one) => Math.round(one * 100) / 100);

const randomNetwork = fc
  .record({
    sizes: fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 2, maxLength: 5 }),
    activations: fc.array(fc.constantFrom('sigmoid', 'tanh', 'relu', 'linear'), { minLength: 4, maxLength: 4 }),
    dropout: fc.option(fc.constantFrom('inverted', 'none'), { nil: undefined }),
    end: fc.constantFrom(...ENDS),
    bias: fc.boolean(),
    numbers: fc.array(value, { minLength: 120, maxLength: 120 }),
  })
  .map(({ sizes, activations, dropout, end: [last, loss], bias, numbers }) => {
    let next = 0;
    const draw = (count: number) => Array.from({ length: count }, () => numbers[next++ % numbers.length]!);
    const graph = new GraphBuilder(LAYER_CATALOG);
    let source: Source = graph.add({ type: 'input', name: 'x', params: { shape: [sizes[0]!] } });
    sizes.slice(1).forEach((units, layer) => {
      const tensors = { weight: { value: float32Tensor([units, sizes[layer]!], draw(units * sizes[layer]!)) }, ...(bias && { bias: { value: float32Tensor([units], draw(units)) } }) };
      source = graph.add({ type: 'dense', name: `layer${layer}`, params: { units, bias }, tensors }, source);
      const isLast = layer === sizes.length - 2;
      source = graph.add({ type: isLast ? last : activations[layer]!, name: `a${layer}` }, source);
      if (dropout !== undefined && layer === 0 && !isLast) source = graph.add({ type: 'dropout', name: 'drop', params: { rate: 0.5, scaling: dropout } }, source);
    });
    graph.add({ type: 'output', name: 'output', params: { loss } }, source);
    const outputs = sizes.at(-1)!;
    const target = loss.startsWith('cross') ? [0] : loss.startsWith('binary') ? draw(outputs).map((one) => (one > 0 ? 1 : 0)) : draw(outputs);
    return { document: createDocument('random', graph.build()), samples: [{ inputs: { x: draw(sizes[0]!) }, targets: { output: target } }] };
  });

it('holds for random dense networks', async () => {
  await fc.assert(
    fc.asyncProperty(randomNetwork, async ({ document, samples }) => {
      await compare(requestFor(document, { samples }), 2e-6, 'tensor');
    }),
    { numRuns: 60 },
  );
});

it('says why a network has none', async () => {
  const { document } = requireExample('conv-grey-5x5');
  const request = requestFor(document(), { samples: [{ inputs: { picture: Array.from({ length: 25 }, () => 1) }, targets: { output: Array.from({ length: 9 }, () => 0) } }] });
  await expect(traces.derivations(request)).rejects.toThrow('is no vector');
});
