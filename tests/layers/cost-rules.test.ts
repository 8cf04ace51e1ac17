import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { staticElementCount } from '../../engine/core/shape';
import type { JsonObject } from '../../engine/document/model';
import { LAYER_TYPES } from '../../engine/layers';
import type { OpNode } from '../../engine/ops/graph';
import { fittingCase } from './arbitrary-case';
import { layerNamed, lowerLayer, parametersOf } from './lower-layer';

/** Multiply–accumulate operations of one op for one sample, from the shapes it works on. */
function macsOf({ op, inputs, outputs }: OpNode): number {
  const sample = (index: number) => staticElementCount(inputs[index]!.shape.slice(1));
  if (op === 'Conv') return staticElementCount(outputs[0]!.shape.slice(1)) * sample(1);
  if (op === 'ConvTranspose') return sample(0) * sample(1);
  // Each value of the result is a sum over the last axis of the first factor.
  if (op === 'Gemm' || op === 'MatMul') return staticElementCount(outputs[0]!.shape.slice(1)) * (inputs[0]!.shape.at(-1) as number);
  return 0;
}

describe('the cost that a layer states is that of its ops', () => {
  it.each(LAYER_TYPES.filter((type) => type !== 'input'))('%s', (type) => {
    const layer = layerNamed(type);
    fc.assert(
      fc.property(fittingCase(type), ({ parameters: given, inputs: batches, mode }) => {
        const inputs = batches.map((shape) => shape.slice(1));
        const parameters = parametersOf(layer, given);
        const { nodes } = lowerLayer(layer, parameters, inputs, { mode }).builder.finish();
        const stated = layer.macs?.({ inputs, parameters, outputs: layer.shape({ inputs, parameters }) }) ?? 0;
        expect(stated).toBe(nodes.reduce((total, node) => total + macsOf(node), 0));
      }),
      { numRuns: 60, seed: 5 },
    );
  });
});

describe('the inputs and outputs of a unit, which initializers scale by', () => {
  it.each<[string, JsonObject, readonly number[], string, number, number]>([
    ['dense', { units: 7 }, [5], 'weight', 5, 7],
    ['conv2d', { filters: 6, kernel: [2, 3] }, [4, 9, 9], 'weight', 24, 36],
    ['conv2d', { filters: 6, kernel: [2, 3], groups: 2 }, [4, 9, 9], 'weight', 12, 18],
    ['depthwise-conv2d', { depthMultiplier: 2, kernel: [2, 3] }, [4, 9, 9], 'weight', 6, 12],
    ['separable-conv2d', { filters: 6, depthMultiplier: 2, kernel: [2, 3] }, [4, 9, 9], 'depthwise.weight', 6, 12],
    ['separable-conv2d', { filters: 6, depthMultiplier: 2, kernel: [2, 3] }, [4, 9, 9], 'pointwise.weight', 8, 6],
    ['conv-transpose2d', { filters: 6, kernel: [2, 3], groups: 2 }, [4, 9, 9], 'weight', 12, 18],
  ])('%s %j on %j', (type, given, shape, name, fanIn, fanOut) => {
    const layer = layerNamed(type);
    const spec = layer.tensors!({ inputs: [shape], parameters: parametersOf(layer, given) })[name];
    expect(spec).toMatchObject({ fanIn, fanOut });
  });
});

describe('how tensors start', () => {
  it.each(LAYER_TYPES.filter((type) => layerNamed(type).tensors))('%s: nothing but weights and statistics, biases at zero', (type) => {
    const layer = layerNamed(type);
    for (const { inputs, parameters } of layer.examples) {
      const defaults = Object.fromEntries(Object.entries(layer.parameters).map(([name, { default: value }]) => [name, value]));
      for (const [name, { initializer, trainable }] of Object.entries(layer.tensors!({ inputs, parameters: { ...defaults, ...parameters } }))) {
        expect(name).toMatch(/^([a-z]\w*\.)*(\w+_)?(weight|bias)$|^running_(mean|var)$/);
        if (name.endsWith('bias')) expect(initializer).toBe('zeros');
        expect(trainable).toBe(!name.startsWith('running_'));
      }
    }
  });
});
