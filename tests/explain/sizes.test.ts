/** Derivations of sizes, parameters, multiplications, bytes and receptive fields equal the size table, for random settings of every layer. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createDocument } from '../../engine/document/edits';
import { GraphBuilder, type Source } from '../../engine/document/graph-builder';
import type { JsonObject } from '../../engine/document/model';
import { requireExample } from '../../engine/examples';
import { evaluate } from '../../engine/explain/expression/evaluate';
import { printText } from '../../engine/explain/expression/print';
import { deriveSizes, writeSize } from '../../engine/explain/sizes/derive-sizes';
import { explainSize, QUANTITIES } from '../../engine/explain/sizes/explain-size';
import { fieldSteps } from '../../engine/explain/sizes/field-formula';
import { inferNetwork, type InferredNetwork, type InferredNode } from '../../engine/infer/infer-network';
import { LAYER_CATALOG } from '../../engine/infer/layer-catalog';
import { findLayer, LAYER_TYPES } from '../../engine/layers';
import { ARBITRARY } from '../layers/arbitrary-case';
import { latexProblem } from './latex-parser';

/** Settings that are checked, over all layers. */
const SETTINGS = 1000;

/** A convolution before the layer makes the receptive field a little larger than one cell. */
function networkAround(type: string, params: JsonObject, samples: readonly (readonly number[])[]): InferredNetwork {
  const graph = new GraphBuilder(LAYER_CATALOG);
  const sources = samples.map((shape): Source => {
    const input = graph.add({ type: 'input', params: { shape: [...shape] } });
    if (shape.length !== 3) return input;
    return graph.add({ type: 'conv2d', params: { filters: shape[0]!, kernel: [3, 2], padding: 'same' } }, input);
  });
  graph.add({ type, name: 'box', params }, Object.fromEntries(sources.map((source, index) => [portOf(type, index), source])));
  return inferNetwork(createDocument('one layer', graph.build()));
}

function portOf(type: string, index: number): string {
  const { inputs } = findLayer(type)!;
  return 'prefix' in inputs ? `${inputs.prefix}${index + 1}` : inputs[index]!.name;
}

/** Fails with what to write where a layer has no formula of its own and needs one. */
function check(network: InferredNetwork, node: InferredNode): void {
  const { sizes, receptiveField } = node;
  const found = deriveSizes(network, node)!;
  const { type } = node.flat.node;
  const about = (quantity: string, formulas: readonly { formula: string }[], remedy: string) =>
    `the ${quantity} of ${type} ${JSON.stringify(node.parameters)} on ${JSON.stringify(sizes!.inputs)} came out of ${formulas.map(({ formula }) => formula).join(' × ')}. ${remedy}`;
  const text = (formula: Parameters<typeof printText>[0]) => ({ formula: printText(formula) });
  if (sizes!.outputs.length > 0) {
    expect(found.output.map((one) => evaluate(one)), about('output', found.output.map(text), `Write a rule “${type}” in engine/explain/sizes/output-size.ts: one formula per axis.`)).toEqual(sizes!.outputs[0]);
  }
  expect(evaluate(found.parameters), about('parameter count', [text(found.parameters)], `Write a case “${type}” in parameterCount of engine/explain/sizes/cost.ts.`)).toBe(sizes!.parameters);
  expect(evaluate(found.macs), about('multiplications', [text(found.macs)], `Write a case “${type}” in multiplications of engine/explain/sizes/cost.ts.`)).toBe(sizes!.macs);
  expect(evaluate(found.activations), about('activations', [text(found.activations)], 'See engine/explain/sizes/derive-sizes.ts.')).toBe(sizes!.activations);
  expect(evaluate(found.activationBytes)).toBe(sizes!.activationBytes);
  expect(evaluate(found.parameterBytes)).toBe(sizes!.parameters * 4);
  expect(found.receptiveField?.map((one) => evaluate(one)), about('receptive field', found.receptiveField?.map(text) ?? [], 'See engine/explain/sizes/field-formula.ts.')).toEqual(receptiveField?.size);
  expect(fieldSteps(network, node).at(-1)?.field).toEqual(receptiveField);
  if (found.separable) {
    const { normal, depthwise, pointwise, ratio } = found.separable;
    expect((evaluate(depthwise) + evaluate(pointwise)) / evaluate(normal)).toBeCloseTo(evaluate(ratio), 12);
  }
  for (const quantity of QUANTITIES) checkWords(network, node, quantity);
}

/** What is shown of a number can be read: LaTeX that compiles, letters that are explained, one sentence. */
function checkWords(network: InferredNetwork, node: InferredNode, quantity: (typeof QUANTITIES)[number]): void {
  const explanation = explainSize(network, node, quantity);
  if (!explanation) return;
  for (const { formula } of explanation.lines) {
    const { latex } = writeSize(formula);
    for (const source of [latex.symbols, latex.numbers, latex.result]) expect(latexProblem(source), printText(formula)).toBeUndefined();
    const named = new Set(explanation.letters.map(({ name }) => name));
    // A word says what it is.
    const letters = explainedLetters(formula).filter((name) => !/^[a-z]{5,}$/.test(name));
    expect(letters.filter((name) => !named.has(name)), `letters without a meaning in ${printText(formula)}: add them to engine/explain/sizes/size-letters.ts`).toEqual([]);
  }
  expect(explanation.reason).toMatch(/^[A-Z].*\.$/);
}

function explainedLetters(formula: Parameters<typeof printText>[0]): string[] {
  if (formula.kind === 'symbol') return [formula.name];
  const parts = Object.values(formula).flat().filter((part): part is typeof formula => typeof part === 'object' && part !== null && 'kind' in part);
  return parts.flatMap(explainedLetters);
}

describe(`derivations agree with the size table on ${SETTINGS} random settings`, () => {
  const perLayer = Math.ceil(SETTINGS / LAYER_TYPES.length);

  it.each(LAYER_TYPES)('%s', (type) => {
    const cases = ARBITRARY[type];
    expect(cases, `Say in tests/layers/arbitrary-case.ts which settings and shapes of ${type} to draw.`).toBeDefined();
    fc.assert(
      fc.property(cases, ([params, samples]) => {
        const network = networkAround(type, params, samples);
        const node = network.nodes.find(({ flat }) => flat.path === 'box')!;
        fc.pre(node.sizes !== undefined);
        check(network, node);
      }),
      { numRuns: perLayer },
    );
  });
});

it('reads like a calculation by hand', () => {
  const network = inferNetwork(requireExample('lenet-size-table').document());
  const [conv] = network.nodes.filter(({ flat }) => flat.path === 'conv1');
  const { output, parameters, macs } = deriveSizes(network, conv!)!;
  expect(writeSize(output[1]!).text).toEqual({ symbols: '⌊(n + 2·p − d·(f − 1) − 1)/s⌋ + 1', numbers: '⌊(32 + 2·0 − 1·(5 − 1) − 1)/1⌋ + 1', result: '28' });
  expect(writeSize(parameters).text).toEqual({ symbols: '(f_h·f_w·C_in + 1)·C_out', numbers: '(5·5·3 + 1)·8', result: '608' });
  expect(writeSize(macs).text.result).toBe('470400');
});

it('the separable convolution of the course costs 1/N + 1/f² of the normal one', () => {
  const network = inferNetwork(requireExample('separable-cost-normal').document());
  const { separable } = deriveSizes(network, network.nodes.find(({ flat }) => flat.path === 'conv')!)!;
  expect([separable!.normal, separable!.depthwise, separable!.pointwise].map((one) => evaluate(one))).toEqual([2160, 432, 240]);
  expect([separable!.normalParameters, separable!.separableParameters].map((one) => evaluate(one))).toEqual([135, 42]);
  expect(writeSize(separable!.ratio).text.symbols).toBe('1/C_out + 1/(f_h·f_w)');
});
