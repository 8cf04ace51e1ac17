import { staticDim } from '../core/shape';
import type { Builder } from './builder';
import type { ConvAttributes } from './conv';
import { convKey, preferring } from './formulation';
import { defineComposite, type LoweringTarget } from './define-op';
import type { TensorType, Value } from './graph';
import { spatialSizes, windowInputSizes } from './window';

/** `spatial` is the size of the input whose gradient this is. */
export type ConvInputGradAttributes = ConvAttributes & { readonly spatial: readonly number[] };

/** Operands: weight [O, C/group, k…], dy [N, O, …]; result [N, C, spatial…]. */
export const convInputGrad = defineComposite<ConvInputGradAttributes>({
  name: 'ConvInputGrad',
  summary: 'the gradient of a convolution with respect to its input',
  infer: ([weight, dy], { group, spatial }) => [
    { dtype: dy!.dtype, shape: [dy!.shape[0]!, staticDim(weight!.shape[1]!) * group, ...spatial] },
  ],
  gradient: { notDifferentiable: 'second derivatives are not taken' },
  expand: ({ builder, inputs, attributes, target }) => {
    const [weight, dy] = [inputs[0]!, inputs[1]!];
    const isFlipped = canFlip(weight, attributes) && chooseForm(weight, dy, attributes, target) === 'flipped-conv';
    return [isFlipped ? byFlippedKernel(builder, weight, dy, attributes) : byTranspose(builder, weight, dy, attributes)];
  },
});

type Form = 'flipped-conv' | 'conv-transpose';

/** Measured in docs/performance.md: the transposed convolution wins with few channels, the turned kernel with many, with next to none, with one cell and with a group per channel. */
function chooseForm(weight: Value, dy: Value, attributes: ConvInputGradAttributes, target: LoweringTarget): Form {
  const [filters, channels, ...kernel] = weight.shape.map(staticDim) as [number, number, ...number[]];
  const perGroup = filters / attributes.group;
  const isPointwise = kernel.every((size) => size === 1);
  const hasFewChannels = channels > 1 && perGroup > 4 && Math.min(perGroup, channels) < 48;
  const preferred: Form = target.backend === 'cpu' && hasFewChannels && !isPointwise ? 'conv-transpose' : 'flipped-conv';
  const x: TensorType = { dtype: dy.dtype, shape: [dy.shape[0]!, channels * attributes.group, ...attributes.spatial] };
  const key = convKey(x, dy, kernel, attributes);
  return target.choose('ConvInputGrad', key, preferring(preferred, ['flipped-conv', 'conv-transpose']));
}

/** At stride 1 the gradient is an ordinary convolution; it needs pads that are not negative. */
function canFlip(weight: Value, { strides, pads, dilations }: ConvInputGradAttributes): boolean {
  const kernel = spatialSizes(weight.shape);
  return (
    strides.every((stride) => stride === 1) &&
    pads.every((pad, index) => dilations[index % kernel.length]! * (kernel[index % kernel.length]! - 1) >= pad)
  );
}

function byFlippedKernel(b: Builder, weight: Value, dy: Value, { strides, pads, dilations, group }: ConvInputGradAttributes): Value {
  const kernel = spatialSizes(weight.shape);
  const [filters, channels] = [staticDim(weight.shape[0]!), staticDim(weight.shape[1]!)];
  const spatialAxes = kernel.map((_, axis) => axis);
  const flipped = b.one('Reverse', [weight], { axes: spatialAxes.map((axis) => axis + 2) });
  const split = b.reshape(flipped, [group, filters / group, channels, ...kernel]);
  const swapped = b.transpose(split, [0, 2, 1, ...spatialAxes.map((axis) => axis + 3)]);
  const adjoint = b.reshape(swapped, [group * channels, filters / group, ...kernel]);
  const mirrored = pads.map((pad, index) => dilations[index % kernel.length]! * (kernel[index % kernel.length]! - 1) - pad);
  return b.one('Conv', [dy, adjoint], { strides, pads: mirrored, dilations, group });
}

function byTranspose(b: Builder, weight: Value, dy: Value, { spatial, ...window }: ConvInputGradAttributes): Value {
  const smallest = windowInputSizes(spatialSizes(dy.shape), spatialSizes(weight.shape), window);
  const outputPadding = spatial.map((size, axis) => size - smallest[axis]!);
  return b.one('ConvTranspose', [dy, weight], { ...window, outputPadding });
}
