import { boolean, integer } from '../core/parameters';
import { defineLayer, LayerProblem, ONE_INPUT, ONE_OUTPUT } from './define-layer';
import { AXIS, sizeAlong } from './cut-axis';
import type { AxisName } from './named-axis';

interface SliceParameters {
  readonly axis: AxisName;
  readonly start: number;
  readonly length: number;
  readonly step: number;
  readonly keepAxis: boolean;
}

export const slice = defineLayer<SliceParameters>({
  type: 'slice',
  version: 1,
  title: 'Slice',
  category: 'shape',
  summary: 'Takes some neighbouring elements along an axis and leaves the others out',
  documentation: {
    text: 'Takes some channels, the middle of a picture, or one step of a sequence: with length 1 and the axis dropped, the first step of a vision transformer becomes a vector. Elements count from 0.',
    formulas: [String.raw`y_i = x_{start + i \cdot step}, \quad i < length`],
    source: 'ONNX Slice',
  },
  parameters: {
    axis: AXIS,
    start: integer({ label: 'Start', help: 'The first element that is taken, counted from 0', default: 0, minimum: 0 }),
    length: integer({ label: 'Length', help: 'How many are taken', default: 1, minimum: 1 }),
    step: integer({ label: 'Step', help: 'From one that is taken to the next', default: 1, minimum: 1 }),
    keepAxis: boolean({ label: 'Keep axis', help: 'Whether an axis of one element stays, with size 1', default: true }),
  },
  inputs: ONE_INPUT,
  outputs: ONE_OUTPUT,
  shape: ({ inputs: [x], parameters: { axis: name, start, length, step, keepAxis } }) => {
    const { axis, size } = sizeAlong(x!, name);
    const end = start + (length - 1) * step;
    if (end >= size) {
      throw new LayerProblem(`takes ${name === 'channels' ? 'channel' : name === 'steps' ? 'step' : name} ${end}, but the last of ${size} is ${size - 1}`, { parameter: 'length', expected: `at most ${size} elements from 0 to ${size - 1}`, found: `${end}` });
    }
    return [x!.flatMap((dim, at) => (at !== axis ? [dim] : dropsAxis(length, keepAxis, x!.length) ? [] : [length]))];
  },
  lower: ({ builder: b, inputs: [x], parameters: { axis: name, start, length, step, keepAxis } }) => {
    const sample = x!.shape.slice(1);
    const { axis } = sizeAlong(sample, name);
    const taken = b.one('Slice', [x!], { starts: [start], ends: [start + (length - 1) * step + 1], axes: [axis + 1], steps: [step] });
    return [dropsAxis(length, keepAxis, sample.length) ? b.reshape(taken, x!.shape.filter((_, at) => at !== axis + 1)) : taken];
  },
  torch: ({ inputs: [x], parameters: { axis: name, start, length, step, keepAxis } }) => {
    const { axis } = sizeAlong(x!, name);
    const drops = dropsAxis(length, keepAxis, x!.length);
    const range = drops ? `${start}` : `${start}:${start + (length - 1) * step + 1}:${step}`;
    return { forward: ([value]) => `${value}[${':, '.repeat(axis + 1)}${range}]` };
  },
  examples: [
    { title: 'The class token of a vision transformer', parameters: { axis: 'steps', keepAxis: false }, inputs: [[197, 768]], outputs: [[768]], parameterCount: 0, macs: 0 },
    { title: 'Every second row', parameters: { axis: 'height', length: 4, step: 2 }, inputs: [[3, 8, 8]], outputs: [[3, 4, 8]], parameterCount: 0, macs: 0 },
  ],
});

/** A sample keeps at least one axis. */
function dropsAxis(length: number, keepAxis: boolean, rank: number): boolean {
  return length === 1 && !keepAxis && rank > 1;
}
