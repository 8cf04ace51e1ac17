import { formatShape, multiplyDims, staticDim } from '../core/shape';
import { definePrimitive, OpShapeError } from './define-op';
import { spatialSizes, windowOutputSizes, type Window } from './window';

export type ConvAttributes = Window & { readonly group: number };

/** Operands: x [N, C, …], weight [O, C/group, k…], optional bias [O]. */
export const conv = definePrimitive<ConvAttributes>({
  name: 'Conv',
  summary: 'convolution (cross-correlation) with zero padding, stride, dilation and groups (ONNX Conv)',
  infer: ([x, weight, bias], attributes) => {
    const [filters, channelsPerGroup, ...kernel] = weight!.shape;
    const fits = x!.shape[1] === multiplyDims(channelsPerGroup!, attributes.group) && staticDim(filters!) % attributes.group === 0;
    if (x!.shape.length !== weight!.shape.length || !fits) {
      throw new OpShapeError(`a kernel of ${formatShape(weight!.shape)} does not fit ${formatShape(x!.shape)} in ${attributes.group} groups`);
    }
    if (bias && bias.shape[0] !== filters) throw new OpShapeError(`a bias of ${formatShape(bias.shape)} does not fit ${filters} filters`);
    const sizes = windowOutputSizes(spatialSizes(x!.shape), kernel as number[], attributes);
    return [{ dtype: x!.dtype, shape: [x!.shape[0]!, filters!, ...sizes] }];
  },
  gradient: ({ builder, inputs, outputGradients: [dy], attributes, needed }) => {
    if (!dy) return inputs.map(() => null);
    const [x, weight, bias] = [inputs[0]!, inputs[1]!, inputs[2]];
    const spatial = spatialSizes(x.shape);
    const kernel = spatialSizes(weight.shape);
    const dx = needed[0] ? builder.one('ConvInputGrad', [weight, dy], { ...attributes, spatial }) : null;
    const dw = needed[1] ? builder.one('ConvWeightGrad', [x, dy], { ...attributes, kernel }) : null;
    if (!bias) return [dx, dw];
    const db = needed[2] ? builder.sum(dy, [0, ...spatial.map((_, axis) => axis + 2)]) : null;
    return [dx, dw, db];
  },
  emit: ({ emitter, inputNames, attributes }) => emitter.node('Conv', inputNames, windowAttributes(attributes)),
});

export function windowAttributes({ strides, pads, dilations, group }: ConvAttributes) {
  return { strides: { ints: strides }, pads: { ints: pads }, dilations: { ints: dilations }, group: { int: group } };
}
