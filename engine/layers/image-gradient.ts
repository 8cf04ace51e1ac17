import { float32Tensor } from '../core/dtype';
import { choice } from '../core/parameters';
import type { Builder } from '../ops/builder';
import type { Value } from '../ops/graph';
import { defineLayer, ONE_INPUT } from './define-layer';
import { filteredShape, filterWindow, GRADIENT_OPERATORS, pythonFilter, type GradientOperator } from './hand-set-filters';
import { imageShape, receptiveWindow, resolvePads, torchPadding } from './image-window';

interface ImageGradientParameters {
  readonly operator: GradientOperator;
  readonly padding: 'valid' | 'same';
}

/** Keeps the root away from zero, where it has no slope. */
const EPSILON = 1e-12;

export const imageGradient = defineLayer<ImageGradientParameters>({
  type: 'image-gradient',
  version: 1,
  title: 'ImageGradient',
  category: 'convolution',
  summary: 'How strong the edge at each place is, and which way it runs',
  documentation: {
    text: 'Two hand-set filters give the difference across and down. Their length is the strength of an edge; the angle between −π/2 and π/2 is its direction, 0 where the picture is flat.',
    formulas: [String.raw`\text{magnitude} = \sqrt{g_x^2 + g_y^2}, \quad \text{direction} = \arctan \frac{g_y}{g_x}`],
    source: 'Roberts 1963; Prewitt 1970; Sobel and Feldman 1968',
  },
  parameters: {
    operator: choice({ label: 'Operator', help: 'Which two filters are used', options: Object.keys(GRADIENT_OPERATORS) as GradientOperator[], default: 'sobel' }),
    padding: choice({ label: 'Padding', help: 'valid: none; same: as many zeros as keep the size', options: ['valid', 'same'], default: 'valid' }),
  },
  inputs: ONE_INPUT,
  outputs: [
    { name: 'magnitude', help: 'How strong the edge is' },
    { name: 'direction', help: 'Its angle in radians' },
  ],
  shape: ({ inputs: [x], parameters: { operator, padding } }) => {
    const shape = filteredShape(x!, sideOf(operator), padding, 'operator');
    return [shape, shape];
  },
  macs: ({ outputs: [y], parameters: { operator } }) => {
    const { channels, height, width } = imageShape(y!);
    return 2 * sideOf(operator) ** 2 * channels * height * width;
  },
  window: ({ inputs: [x], parameters }) => receptiveWindow(imageShape(x!), filterWindow(sideOf(parameters.operator), parameters.padding)),
  lower: ({ builder: b, inputs: [x], parameters }) => {
    const image = imageShape(x!.shape.slice(1));
    const both = GRADIENT_OPERATORS[parameters.operator].map((filter) => filter.flat());
    const side = sideOf(parameters.operator);
    const weight = b.constant(float32Tensor([2 * image.channels, 1, side, side], Array.from({ length: image.channels }, () => both.flat()).flat()));
    const pairs = b.one('Conv', [x!, weight], { strides: [1, 1], dilations: [1, 1], group: image.channels, pads: resolvePads(image, filterWindow(sideOf(parameters.operator), parameters.padding)) });
    const [batch, , height, width] = pairs.shape;
    const shape = [batch!, image.channels, height!, width!];
    const [across, down] = b.apply('Split', [b.reshape(pairs, [batch!, image.channels, 2, height!, width!])], { axis: 2, sizes: [1, 1] }).map((part) => b.reshape(part, shape));
    return [b.sqrt(b.add(b.add(b.square(across!), b.square(down!)), EPSILON)), direction(b, across!, down!)];
  },
  torch: ({ inputs: [x], parameters: { operator, padding } }) => {
    const image = imageShape(x!);
    const { call } = torchPadding(resolvePads(image, filterWindow(sideOf(operator), padding)));
    const flat = 'torch.where(gx * gy < 0, -torch.pi / 2, torch.pi / 2) - torch.atan(gx / torch.where(gy == 0, torch.ones_like(gy), gy))';
    const angle = `torch.where(gx.abs() >= gy.abs(), torch.atan(gy / torch.where(gx == 0, torch.ones_like(gx), gx)), ${flat})`;
    return {
      forward: ([value]) => {
        const filters = `torch.tensor([${GRADIENT_OPERATORS[operator].map(pythonFilter).join(', ')}], dtype=${value}.dtype, device=${value}.device)`;
        const pairs = `F.conv2d(F.pad(${value}, ${call}).flatten(0, 1).unsqueeze(1), ${filters}.unsqueeze(1)).unflatten(0, (-1, ${image.channels}))`;
        return `(lambda gx, gy: (torch.sqrt(gx * gx + gy * gy + ${EPSILON}), ${angle}))(*${pairs}.unbind(2))`;
      },
    };
  },
  examples: [{ title: 'Edges of a grey picture', parameters: {}, inputs: [[1, 28, 28]], outputs: [[1, 26, 26], [1, 26, 26]], parameterCount: 0, macs: 12_168 }],
});

/** arctan(y/x) without a division by zero: where y is the larger, it is a right angle less arctan(x/y). */
function direction(b: Builder, x: Value, y: Value): Value {
  const zero = b.scalar(0);
  const ratio = (above: Value, below: Value) => b.one('Atan', [b.div(above, b.where(b.equal(below, zero), 1, below))], {});
  const steep = b.sub(b.where(b.less(b.mul(x, y), 0), -Math.PI / 2, Math.PI / 2), ratio(x, y));
  return b.where(b.one('GreaterOrEqual', [b.abs(x), b.abs(y)], {}), ratio(y, x), steep);
}

const sideOf = (operator: GradientOperator): number => GRADIENT_OPERATORS[operator][0].length;
