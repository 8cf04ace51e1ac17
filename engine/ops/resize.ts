import { float32Tensor } from '../core/dtype';
import { definePrimitive } from './define-op';
import { spatialSizes } from './window';

/** Whole scale factors per spatial axis. `linear` uses half-pixel centres, like PyTorch with align_corners off. */
export type ResizeAttributes = { readonly scales: readonly number[]; readonly mode: 'nearest' | 'linear' };

export const resize = definePrimitive<ResizeAttributes>({
  name: 'Resize',
  summary: 'enlarges the spatial axes by repetition or linear interpolation (ONNX Resize)',
  infer: ([x], { scales }) => [
    { dtype: x!.dtype, shape: [...x!.shape.slice(0, 2), ...spatialSizes(x!.shape).map((size, axis) => size * scales[axis]!)] },
  ],
  gradient: ({ builder, inputs, outputGradients: [dy], attributes }) => [
    dy ? builder.one('ResizeGrad', [dy], { ...attributes, spatial: spatialSizes(inputs[0]!.shape) }) : null,
  ],
  emit: ({ emitter, inputNames, attributes: { scales, mode } }) => {
    const factors = emitter.initializer(float32Tensor([scales.length + 2], [1, 1, ...scales]));
    const nearest = { coordinate_transformation_mode: { string: 'asymmetric' }, nearest_mode: { string: 'floor' } };
    const linear = { coordinate_transformation_mode: { string: 'half_pixel' } };
    return emitter.node('Resize', [inputNames[0]!, '', factors], { mode: { string: mode }, ...(mode === 'nearest' ? nearest : linear) });
  },
});
