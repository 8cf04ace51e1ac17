/** ONNX operators that slide a window over the axes after batch and channels. */
import type { AveragePoolAttributes } from '../../engine/ops/average-pool';
import type { ConvAttributes } from '../../engine/ops/conv';
import type { ConvTransposeAttributes } from '../../engine/ops/conv-transpose';
import type { PoolAttributes } from '../../engine/ops/max-pool';
import type { Window } from '../../engine/ops/window';
import { countOf, fill, indexOf, positions, type NdArray } from './nd-array';

export function conv(x: NdArray, weight: NdArray, bias: NdArray | undefined, attributes: ConvAttributes): NdArray {
  const [filters, channels, ...kernel] = weight.shape as [number, number, ...number[]];
  if (x.shape[1] !== channels * attributes.group) throw new Error(`${x.shape[1]} channels for ${attributes.group} groups of ${channels}`);
  const [batch, , ...input] = x.shape as [number, number, ...number[]];
  const output = outputSizes(input, kernel, attributes);
  const y = fill([batch, filters, ...output], ([, filter]) => bias?.data[filter!] ?? 0);
  const [inputArea, outputArea, area] = [countOf(input), countOf(output), countOf(kernel)];
  eachTap(input, kernel, output, attributes, (from, tap, to) => {
    for (let sample = 0; sample < batch; sample++) {
      for (let filter = 0; filter < filters; filter++) {
        const first = Math.floor(filter / (filters / attributes.group)) * channels;
        let total = 0;
        for (let c = 0; c < channels; c++) {
          total += x.data[(sample * x.shape[1]! + first + c) * inputArea + from]! * weight.data[(filter * channels + c) * area + tap]!;
        }
        y.data[(sample * filters + filter) * outputArea + to]! += total;
      }
    }
  });
  return y;
}

/** Each value of x, times the kernel, is added where the window at its place lies in y. */
export function convTranspose(x: NdArray, weight: NdArray, bias: NdArray | undefined, attributes: ConvTransposeAttributes): NdArray {
  const { strides, pads, dilations, group, outputPadding } = attributes;
  const [channels, filters, ...kernel] = weight.shape as [number, number, ...number[]];
  const [batch, , ...input] = x.shape as [number, number, ...number[]];
  const output = input.map((size, axis) =>
    strides[axis]! * (size - 1) + outputPadding[axis]! + (kernel[axis]! - 1) * dilations[axis]! + 1 - pads[axis]! - pads[axis + kernel.length]!,
  );
  const y = fill([batch, filters * group, ...output], ([, filter]) => bias?.data[filter!] ?? 0);
  const [inputArea, outputArea, area] = [countOf(input), countOf(output), countOf(kernel)];
  eachTap(output, kernel, input, attributes, (to, tap, from) => {
    for (let sample = 0; sample < batch; sample++) {
      for (let channel = 0; channel < channels; channel++) {
        const value = x.data[(sample * channels + channel) * inputArea + from]!;
        const first = Math.floor(channel / (channels / group)) * filters;
        for (let f = 0; f < filters; f++) {
          y.data[(sample * filters * group + first + f) * outputArea + to]! += value * weight.data[(channel * filters + f) * area + tap]!;
        }
      }
    }
  });
  return y;
}

/** The maximum under each window, and the flat index in x of the first cell that reaches it. Padding never wins. */
export function maxPool(x: NdArray, attributes: PoolAttributes): [values: NdArray, indices: NdArray] {
  const [shape, input, output] = pooled(x, attributes);
  const indices = new Float64Array(countOf(shape)).fill(-1);
  const [inputArea, outputArea] = [countOf(input), countOf(output)];
  eachTap(input, attributes.kernel, output, attributes, (from, _tap, to) => {
    for (let image = 0; image < shape[0]! * shape[1]!; image++) {
      const [candidate, place] = [image * inputArea + from, image * outputArea + to];
      const best = indices[place]!;
      if (best < 0 || x.data[candidate]! > x.data[best]!) indices[place] = candidate;
    }
  });
  return [{ shape, data: indices.map((index) => x.data[index]!) }, { shape, data: indices }];
}

export function averagePool(x: NdArray, attributes: AveragePoolAttributes): NdArray {
  const [shape, input, output] = pooled(x, attributes);
  const [inputArea, outputArea] = [countOf(input), countOf(output)];
  const totals = new Float64Array(countOf(shape));
  const cells = new Float64Array(outputArea);
  eachTap(input, attributes.kernel, output, attributes, (from, _tap, to) => {
    cells[to]!++;
    for (let image = 0; image < shape[0]! * shape[1]!; image++) totals[image * outputArea + to]! += x.data[image * inputArea + from]!;
  });
  const area = countOf(attributes.kernel);
  return { shape, data: totals.map((total, index) => total / (attributes.countPadding ? area : cells[index % outputArea]!)) };
}

/** Visits every cell of every window that lies inside the input, the cells of a window in row-major order. */
function eachTap(
  input: readonly number[],
  kernel: readonly number[],
  output: readonly number[],
  { strides, pads, dilations }: Window,
  visit: (from: number, tap: number, to: number) => void,
): void {
  for (const place of positions(output)) {
    for (const offset of positions(kernel)) {
      const cell = place.map((own, axis) => own * strides[axis]! - pads[axis]! + offset[axis]! * dilations[axis]!);
      if (cell.every((own, axis) => own >= 0 && own < input[axis]!)) visit(indexOf(input, cell), indexOf(kernel, offset), indexOf(output, place));
    }
  }
}

function pooled(x: NdArray, attributes: PoolAttributes): [shape: number[], input: number[], output: number[]] {
  const input = x.shape.slice(2);
  const output = outputSizes(input, attributes.kernel, attributes);
  return [[...x.shape.slice(0, 2), ...output], input, output];
}

function outputSizes(input: readonly number[], kernel: readonly number[], { strides, pads, dilations }: Window): number[] {
  return input.map((size, axis) => {
    const reach = (kernel[axis]! - 1) * dilations[axis]! + 1;
    return Math.floor((size + pads[axis]! + pads[axis + input.length]! - reach) / strides[axis]!) + 1;
  });
}
