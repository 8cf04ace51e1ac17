import { integer } from '../core/parameters';
import { defineLayer, ONE_INPUT, ONE_OUTPUT } from './define-layer';
import { AXIS, sizeAlong } from './cut-axis';
import type { AxisName } from './named-axis';

export const roll = defineLayer<{ axis: AxisName; shift: number }>({
  type: 'roll',
  version: 1,
  title: 'Roll',
  category: 'shape',
  summary: 'Moves everything along an axis; what leaves at the end comes in at the start',
  documentation: {
    text: 'Shifts the windows of a Swin transformer, so that neighbours at their edges meet. A negative shift moves towards the start.',
    formulas: [String.raw`y_{(i + s) \bmod n} = x_i`],
    source: 'Liu et al. 2021 (Swin); ONNX Slice and Concat',
  },
  parameters: { axis: { ...AXIS, default: 'width' }, shift: integer({ label: 'Shift', help: 'How far everything moves', default: 1 }) },
  inputs: ONE_INPUT,
  outputs: ONE_OUTPUT,
  shape: ({ inputs: [x], parameters: { axis } }) => {
    sizeAlong(x!, axis);
    return [x!];
  },
  lower: ({ builder: b, inputs: [x], parameters: { axis: name, shift } }) => {
    const { axis, size } = sizeAlong(x!.shape.slice(1), name);
    const moved = ((shift % size) + size) % size;
    if (moved === 0) return [x!];
    const [stays, wraps] = b.apply('Split', [x!], { axis: axis + 1, sizes: [size - moved, moved] });
    return [b.concat([wraps!, stays!], axis + 1)];
  },
  torch: ({ inputs: [x], parameters: { axis, shift } }) => ({ forward: ([value]) => `torch.roll(${value}, ${shift}, dims=${sizeAlong(x!, axis).axis + 1})` }),
  examples: [{ title: 'Three columns to the left', parameters: { shift: -3 }, inputs: [[96, 56, 56]], outputs: [[96, 56, 56]], parameterCount: 0, macs: 0 }],
});
