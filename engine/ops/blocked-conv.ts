import { formatShape, multiplyDims, sameShape, staticDim, type Shape } from '../core/shape';
import { BLOCKED_DOMAIN } from '../onnx/model';
import { unblockedShape } from './blocked';
import { windowAttributes, type ConvAttributes } from './conv';
import { definePrimitive, OpShapeError } from './define-op';
import type { TensorType } from './graph';
import { windowOutputSizes } from './window';

export type BlockedConvAttributes = ConvAttributes & { readonly activation?: 'Relu' };

/**
 * Operands: x, weight, optional bias [O], optional blocked value that is added before the activation. The weight is
 * [O/b, I/b, H, W, b, b] for a blocked x, or [O/b, I, H, W, b] for an x of fewer than b channels, which stays [N, I, H, W], and
 * for a blocked x with a group per channel (I = 1).
 */
export const blockedConv = definePrimitive<BlockedConvAttributes>({
  name: 'BlockedConv',
  summary: 'two-dimensional convolution in the blocked layout (ONNX Runtime com.microsoft.nchwc Conv, CPU only)',
  infer: ([x, weight, ...addends], attributes) => {
    const kernel = kernelShape(weight!);
    const [, channels, height, width] = (x!.shape.length === 4 ? x!.shape : unblockedShape(x!.shape)) as [unknown, number, number, number];
    if (channels !== kernel[1] * attributes.group || kernel[0] % attributes.group !== 0) {
      throw new OpShapeError(`a blocked kernel of ${formatShape(weight!.shape)} does not fit ${formatShape(x!.shape)} in ${attributes.group} groups`);
    }
    const block = staticDim(weight!.shape.at(-1)!);
    const shape = [x!.shape[0]!, kernel[0] / block, ...windowOutputSizes([height, width], kernel.slice(2), attributes), block];
    const fits = addends.every((addend) => sameShape(addend.shape, addend.shape.length === 1 ? [kernel[0]] : shape));
    if (!fits) throw new OpShapeError(`a convolution to ${formatShape(shape)} cannot add ${addends.map((addend) => formatShape(addend.shape)).join(', ')}`);
    return [{ dtype: x!.dtype, shape }];
  },
  gradient: { notDifferentiable: 'layouts are chosen after gradients are taken' },
  emit: ({ emitter, inputs, inputNames, outputs, attributes: { activation, ...window } }) => {
    const flat = (shape: Shape) => (shape.length === 5 ? unblockedShape(shape) : shape);
    const kernel = kernelShape(inputs[1]!);
    const bias = inputs.findIndex((operand, index) => index > 1 && operand.shape.length === 1);
    const sum = inputs.findIndex((operand, index) => index > 1 && operand.shape.length === 5);
    const shape = flat(outputs[0]!.shape);
    const names = [emitter.view(inputNames[0]!, inputs[0]!.shape, flat(inputs[0]!.shape)), emitter.view(inputNames[1]!, inputs[1]!.shape, kernel)];
    if (bias > 0 || sum > 0) names.push(inputNames[bias] ?? '');
    if (sum > 0) names.push(emitter.view(inputNames[sum]!, inputs[sum]!.shape, shape));
    const attributes = { ...windowAttributes(window), kernel_shape: { ints: kernel.slice(2) }, ...(activation && { activation: { string: activation } }) };
    const [y] = emitter.node('Conv', names, attributes, 1, BLOCKED_DOMAIN);
    return [emitter.view(y!, shape, outputs[0]!.shape)];
  },
});

/** OIHW of a blocked weight. */
function kernelShape({ shape }: TensorType): [number, number, number, number] {
  const [filters, channels, height, width, block, inner = 1] = shape as [number, number, number, number, number, number?];
  if (shape.length !== 5 && shape.length !== 6) throw new OpShapeError(`${formatShape(shape)} is no blocked kernel`);
  return [filters * block, staticDim(multiplyDims(channels, inner)), height, width];
}
