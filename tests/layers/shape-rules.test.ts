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
    ['conv1d', {}, [picture], 'needs a sequence (steps × values), but gets 3×8×8', { port: 'in' }],
    ['conv1d', { kernel: [9] }, [[4, 2]], 'has a window of 9 steps, larger than the 4 steps it slides over', { parameter: 'kernel', expected: 'at most 4' }],
    ['conv3d', {}, [picture], 'needs a volume (channels × depth × height × width), but gets 3×8×8', { port: 'in' }],
    ['max-pool1d', { padding: 'explicit', pads: [2, 0] }, [[4, 2]], 'has 2 steps of padding, as much as its window of 2 or more', { parameter: 'pads' }],
    ['fixed-filter2d', { filter: 'prewitt-4x4-down' }, [[1, 3, 9]], 'slides over 4×4 pixels, but gets 1×3×9', { parameter: 'filter' }],
    ['pad2d', { pads: [8, 0, 0, 0] }, [picture], 'cannot add 8 pixels to 8 in mode reflect', { parameter: 'pads', expected: 'at most 7' }],
    ['self-attention', { heads: 3 }, [[5, 8]], 'cannot split 8 values into 3 heads', { parameter: 'heads', expected: 'a divisor of 8' }],
    ['multi-head-attention', {}, [[5, 8], [7, 8], [6, 8]], 'needs 7×8 at value, but gets 6×8', { port: 'value' }],
    ['attention', { score: 'dot' }, [[5, 8], [7, 4], [7, 4]], 'compares by a product and needs keys of 8 values, but gets 7×4', { port: 'key' }],
    ['class-token', {}, [picture], 'needs a sequence (steps × values), but gets 3×8×8', { port: 'in' }],
    ['lstm', {}, [[1, 4]], 'needs a sequence of several steps, but gets one', { port: 'in' }],
    ['slice', { start: 2, length: 2 }, [picture], 'takes channel 3, but the last of 3 is 2', { parameter: 'length' }],
    ['split', {}, [picture], 'cannot halve 3 channels', { parameter: 'at' }],
    ['split', { at: 3 }, [picture], 'cuts after 3 of 3 channels, which leaves nothing for the second output', { parameter: 'at' }],
    ['stack', { axis: 2 }, [[3], [3]], 'cannot have its new axis at 2, because its inputs have 1', { parameter: 'axis' }],
    ['reduce', { axes: [1] }, [[3]], 'cannot reduce the axes [1] of 3', { parameter: 'axes' }],
    ['matmul', {}, [[2, 3], [2, 3]], 'cannot multiply 2×3 at a by 2×3 at b', { port: 'b', expected: '3×?' }],
    ['pixel-shuffle', {}, [picture], 'cannot lay 3 channels out as squares of 2×2 pixels', { parameter: 'factor' }],
    ['patches', { size: 3 }, [picture], 'cannot cut 8×8 pixels into patches of 3×3', { parameter: 'size' }],
    ['instance-norm', {}, [[3]], 'needs several values per channel to take a variance of, but gets 3', { port: 'in' }],
    ['standardize', { means: [1, 2] }, [picture], 'has 2 means for 3 channels', { parameter: 'means', expected: '1 or 3 numbers' }],
    ['constant', { shape: [2], values: [1] }, [[3]], 'has 1 values for 2', { parameter: 'values' }],
    ['film', {}, [picture, [3], [4]], 'needs a vector of 3 values at shift, but gets 4', { port: 'shift' }],
    ['lambda', { expression: 'a + b' }, [picture], 'reads b, but has 1 input', { parameter: 'expression' }],
    ['lambda', { expression: 'a + b' }, [picture, [8]], 'cannot combine 3×8×8 with 8', { parameter: 'expression' }],
    ['input', { shape: [] }, [], 'needs at least one size', { parameter: 'shape' }],
  ])('%s %j on %j', (type, parameters, samples, message, details) => {
    const found = shapesOf(type, parameters, samples);
    expect(found).toBeInstanceOf(LayerProblem);
    expect((found as LayerProblem).message).toBe(message);
    expect((found as LayerProblem).details).toMatchObject(details);
  });
});
