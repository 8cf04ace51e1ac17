import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../engine/document/model';
import { LAYER_TYPES } from '../../engine/layers';
import { LayerProblem } from '../../engine/layers/define-layer';
import { arbitraryCase } from './arbitrary-case';
import { layerNamed, lowerLayer, parametersOf } from './lower-layer';

/** Output shapes by the shape rule, or the problem it finds. */
function shapesOf(type: string, given: JsonObject, samples: readonly (readonly number[])[]) {
  const layer = layerNamed(type);
  const parameters = parametersOf(layer, given);
  try {
    return layer.shape({ inputs: samples, parameters });
  } catch (error) {
    if (error instanceof LayerProblem) return error;
    throw error;
  }
}

function portsOf(type: string, count: number): string[] {
  const { inputs } = layerNamed(type);
  return 'prefix' in inputs ? Array.from({ length: count }, (_, index) => `${inputs.prefix}${index + 1}`) : inputs.map(({ name }) => name);
}

describe('the shape rule and the ops of a layer agree', () => {
  it.each(LAYER_TYPES.filter((type) => type !== 'input'))('%s', (type) => {
    const layer = layerNamed(type);
    let fitting = 0;
    fc.assert(
      fc.property(arbitraryCase(type), fc.boolean(), ({ parameters: given, inputs, mode }, frozen) => {
        const samples = inputs.map((shape) => shape.slice(1));
        const shapes = shapesOf(type, given, samples);
        if (shapes instanceof LayerProblem) {
          const { expected, found, port, parameter } = shapes.details;
        if (port !== undefined) expect(portsOf(type, samples.length)).toContain(port);
        if (parameter !== undefined) expect(layer.parameters).toHaveProperty(parameter);
        expect(port ?? parameter).toBeDefined();
          expect([expected, found]).toEqual([expect.stringMatching(/\w/), expect.stringMatching(/\w/)]);
          return;
        }
        fitting++;
        const { outputs } = lowerLayer(layer, parametersOf(layer, given), samples, { mode, frozen });
        expect(outputs.map(({ shape }) => shape)).toEqual(shapes.map((shape) => ['N', ...shape]));
        expect(outputs.every(({ dtype }) => dtype === 'float32')).toBe(true);
      }),
      { numRuns: 200 },
    );
    expect(fitting, 'cases that fit together').toBeGreaterThan(20);
  });
});

describe('what does not fit is named', () => {
  const picture = [3, 8, 8];
  it.each<[string, JsonObject, readonly (readonly number[])[], string, object]>([
    ['dense', {}, [picture], 'needs a vector, but gets 3×8×8', { port: 'in', remedy: expect.stringContaining('Flatten') }],
    ['conv2d', {}, [[10]], 'needs a picture (channels × height × width), but gets 10', { port: 'in', found: '10' }],
    ['conv2d', { kernel: [9, 9] }, [picture], 'has a window of 9 pixels, larger than the 8 pixels it slides over', { parameter: 'kernel', expected: 'at most 8', found: '9' }],
    ['conv2d', { groups: 2 }, [picture], 'cannot split 3 channels and 16 filters into 2 groups', { parameter: 'groups', expected: 'a divisor of 3 and of 16' }],
    ['conv-transpose2d', { outputPadding: [2, 0] }, [picture], 'has an output padding of 2, which must stay below its stride of 2', { parameter: 'outputPadding' }],
    ['conv-transpose2d', { padding: 'explicit', pads: [9, 0, 9, 0] }, [picture], 'cuts 18 of 16 pixels, so nothing is left', { parameter: 'pads' }],
    ['max-pool2d', { padding: 'explicit', pads: [2, 0, 0, 0] }, [picture], 'has 2 pixels of padding, as much as its window of 2 or more', { parameter: 'pads' }],
    ['max-pool2d', { kernel: [2, 2], dilation: [2, 2], padding: 'explicit', pads: [1, 1, 1, 1] }, [[1, 1, 1]], 'has a window whose cells all lie on padding', { parameter: 'dilation' }],
    ['global-avg-pool', {}, [[10]], 'needs a picture or a sequence, but gets 10', { port: 'in' }],
    ['group-norm', { groups: 2 }, [picture], 'cannot split 3 channels into 2 groups', { parameter: 'groups' }],
    ['group-norm', {}, [[8, 8]], 'needs a picture or a vector, but gets 8×8', { port: 'in' }],
    ['batch-norm', {}, [[2, 2, 2, 2, 2]], 'works along channels, but gets 2×2×2×2×2', { port: 'in' }],
    ['spatial-dropout', {}, [[10]], 'needs a picture (channels × height × width), but gets 10', { port: 'in' }],
    ['reshape', { shape: [5, -1] }, [picture], 'cannot lay the 192 values of 3×8×8 out as [5, -1]', { parameter: 'shape', expected: 'sizes whose product divides 192' }],
    ['reshape', { shape: [64] }, [picture], 'cannot lay the 192 values of 3×8×8 out as [64]', { expected: 'sizes whose product is 192' }],
    ['reshape', { shape: [-1, -1] }, [picture], 'cannot read [-1, -1] as a shape', { parameter: 'shape' }],
    ['reshape', { shape: [0, -1] }, [picture], 'cannot read [0, -1] as a shape', { parameter: 'shape' }],
    ['permute', { order: [0, 0, 1] }, [picture], 'cannot reorder the 3 axes of 3×8×8 by [0, 0, 1]', { parameter: 'order', expected: 'each of 0, 1, 2 once' }],
    ['crop2d', { edges: [4, 0, 4, 0] }, [picture], 'cuts 8 rows and 0 columns, which leaves nothing of 3×8×8', { parameter: 'edges' }],
    ['add', {}, [picture, picture, [3, 8, 7]], 'needs equal shapes, but in1 is 3×8×8 and in3 is 3×8×7', { port: 'in3', expected: '3×8×8', found: '3×8×7' }],
    ['subtract', {}, [[2], [3]], 'needs equal shapes, but a is 2 and b is 3', { port: 'b' }],
    ['multiply', {}, [picture, [2, 1, 1]], 'needs equal shapes or sizes of 1, but in1 is 3×8×8 and in2 is 2×1×1', { port: 'in2' }],
    ['concat', {}, [picture, [3, 8, 7]], 'cannot join 3×8×7 at in2 to 3×8×8 at in1', { port: 'in2', expected: '?×8×8' }],
    ['concat', { axis: 'steps' }, [picture, picture], 'works along steps, but gets 3×8×8 (channels × height × width)', { port: 'in1' }],
    ['input', { shape: [] }, [], 'needs at least one size', { parameter: 'shape' }],
  ])('%s %j on %j', (type, parameters, samples, message, details) => {
    const found = shapesOf(type, parameters, samples);
    expect(found).toBeInstanceOf(LayerProblem);
    expect((found as LayerProblem).message).toBe(message);
    expect((found as LayerProblem).details).toMatchObject(details);
  });
});
