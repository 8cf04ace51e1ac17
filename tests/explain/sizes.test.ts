/** Derivations of sizes, parameters, multiplications, bytes and receptive fields equal the size table, for random settings of every layer. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createDocument } from '../../engine/document/edits';
import { GraphBuilder, type Source } from '../../engine/document/graph-builder';
import { requireExample } from '../../engine/examples';
import { evaluate } from '../../engine/explain/expression/evaluate';
import { printText } from '../../engine/explain/expression/print';
import { deriveSizes, writeSize } from '../../engine/explain/sizes/derive-sizes';
import { inferNetwork, type InferredNetwork, type InferredNode } from '../../engine/infer/infer-network';
import type { LayerType } from '../../engine/layers';
import { ARBITRARY } from '../layers/arbitrary-case';
import type { JsonObject } from '../../engine/document/model';
import { latexProblem } from '../explain/latex-parser';

/** A convolution before the layer makes the receptive field a little larger than one cell. */
function networkAround(type: string, params: JsonObject, samples: readonly (readonly number[])[]): InferredNetwork {
  const graph = new GraphBuilder();
  const sources = samples.map((shape): Source => {
    const input = graph.add({ type: 'input', params: { shape: [...shape] } });
    if (shape.length !== 3) return input;
    return graph.add({ type: 'conv2d', params: { filters: shape[0]!, kernel: [3, 2], padding: 'same' } }, input);
  });
  graph.add({ type, name: 'box', params }, sources.length === 1 && type !== 'concat' ? sources[0]! : Object.fromEntries(sources.map((source, index) => [portOf(type, index), source])));
  return inferNetwork(createDocument('one layer', graph.build()));
}

function portOf(type: string, index: number): string {
  return type === 'subtract' ? ['a', 'b'][index]! : `in${index + 1}`;
}

function check(network: InferredNetwork, node: InferredNode): void {
  const { sizes, receptiveField } = node;
  const found = deriveSizes(network, node)!;
  const what = `${node.flat.node.type} ${JSON.stringify(node.parameters)} on ${JSON.stringify(sizes!.inputs)}`;
  if (sizes!.outputs.length > 0) expect(found.output.map((one) => evaluate(one)), `${what}: ${found.output.map((one) => printText(one)).join(' × ')}`).toEqual(sizes!.outputs[0]);
  expect(evaluate(found.parameters), `${what}: ${printText(found.parameters)}`).toBe(sizes!.parameters);
  expect(evaluate(found.macs), `${what}: ${printText(found.macs)}`).toBe(sizes!.macs);
  expect(evaluate(found.activations), what).toBe(sizes!.activations);
  expect(evaluate(found.activationBytes), what).toBe(sizes!.activationBytes);
  expect(evaluate(found.parameterBytes), what).toBe(sizes!.parameters * 4);
  expect(found.receptiveField?.map((one) => evaluate(one)), what).toEqual(receptiveField?.size);
  if (found.separable) {
    const { normal, depthwise, pointwise, ratio } = found.separable;
    expect((evaluate(depthwise) + evaluate(pointwise)) / evaluate(normal), what).toBeCloseTo(evaluate(ratio), 12);
  }
  for (const one of [...found.output, found.parameters, found.macs]) {
    const { latex } = writeSize(one);
    for (const source of [latex.symbols, latex.numbers, latex.result]) expect(latexProblem(source), what).toBeUndefined();
  }
}

describe('derivations agree with the size table', () => {
  it.each(Object.keys(ARBITRARY) as LayerType[])('%s', (type) => {
    let checked = 0;
    fc.assert(
      fc.property(ARBITRARY[type], ([params, samples]) => {
        const network = networkAround(type, params, samples);
        const node = network.nodes.find(({ flat }) => flat.path === 'box')!;
        if (!node.sizes) return;
        checked++;
        check(network, node);
      }),
      { numRuns: 40 },
    );
    expect(checked).toBeGreaterThan(5);
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
  expect(writeSize(separable!.ratio).text.symbols).toBe('1/C_out + 1/(f_h·f_w)');
});
