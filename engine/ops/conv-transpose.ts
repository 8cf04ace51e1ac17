import { formatShape, staticDim } from '../core/shape';
import { windowAttributes, type ConvAttributes } from './conv';
import { definePrimitive, OpShapeError } from './define-op';
import { spatialSizes, windowInputSizes } from './window';

/** `outputPadding` enlarges the result at the far end of each axis; below the stride, or Conv would not lead back to x. */
export type ConvTransposeAttributes = ConvAttributes & { readonly outputPadding: readonly number[] };

/** Operands: x [N, C, …], weight [C, O/group, k…], optional bias [O]. */
export const convTranspose = definePrimitive<ConvTransposeAttributes>({
  name: 'ConvTranspose',
  summary: 'transposed convolution: the adjoint of Conv with the same attributes (ONNX ConvTranspose)',
  infer: ([x, weight, bias], attributes) => {
    const { group, strides, outputPadding } = attributes;
    const fits = x!.shape.length === weight!.shape.length && x!.shape[1] === weight!.shape[0] && staticDim(x!.shape[1]!) % group === 0;
    if (!fits) throw new OpShapeError(`a transposed kernel of ${formatShape(weight!.shape)} does not fit ${formatShape(x!.shape)} in ${group} groups`);
    const filters = staticDim(weight!.shape[1]!) * group;
    if (bias && bias.shape[0] !== filters) throw new OpShapeError(`a bias of ${formatShape(bias.shape)} does not fit ${filters} filters`);
    // A whole stride more would be another position of the convolution that this is the adjoint of.
    const excess = outputPadding.findIndex((extra, axis) => extra >= strides[axis]!);
    if (excess >= 0) throw new OpShapeError(`an output padding of ${outputPadding[excess]} is not below the stride ${strides[excess]}`);
    if (attributes.outputPadding.some((pixels, axis) => pixels >= attributes.strides[axis]!)) {
      throw new OpShapeError(`an output padding of [${attributes.outputPadding.join(', ')}] is not below the strides [${attributes.strides.join(', ')}]`);
    }
    const sizes = windowInputSizes(spatialSizes(x!.shape), spatialSizes(weight!.shape), attributes);
    const padded = sizes.map((size, axis) => size + outputPadding[axis]!);
    if (padded.some((size) => size < 1)) throw new OpShapeError(`the padding leaves ${formatShape(padded)} of the result`);
    return [{ dtype: x!.dtype, shape: [x!.shape[0]!, filters, ...padded] }];
  },
  gradient: ({ builder, inputs, outputGradients: [dy], attributes, needed }) => {
    if (!dy) return inputs.map(() => null);
    const [x, weight, bias] = [inputs[0]!, inputs[1]!, inputs[2]];
    const { strides, pads, dilations, group } = attributes;
    const window = { strides, pads, dilations, group };
    const dx = needed[0] ? builder.one('Conv', [dy, weight], window) : null;
    const dw = needed[1] ? builder.one('ConvWeightGrad', [dy, x], { ...window, kernel: spatialSizes(weight.shape) }) : null;
    if (!bias) return [dx, dw];
    const db = needed[2] ? builder.sum(dy, [0, ...spatialSizes(x.shape).map((_, axis) => axis + 2)]) : null;
    return [dx, dw, db];
  },
  emit: ({ emitter, inputNames, attributes }) =>
    emitter.node('ConvTranspose', inputNames, { ...windowAttributes(attributes), output_padding: { ints: attributes.outputPadding } }),
});
