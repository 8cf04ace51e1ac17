import { broadcastShapes, formatShape, sameShape } from '../core/shape';
import { definePrimitive, OpShapeError } from './define-op';

export const expandLike = definePrimitive<Record<string, never>>({
  name: 'ExpandLike',
  summary: 'repeats x along the axes of `like` that it lacks (ONNX Expand with the run-time Shape of `like`)',
  infer: ([x, like]) => {
    const shape = broadcastShapes(x!.shape, like!.shape);
    if (!shape || !sameShape(shape, like!.shape)) {
      throw new OpShapeError(`cannot expand ${formatShape(x!.shape)} to ${formatShape(like!.shape)}`);
    }
    return [{ dtype: x!.dtype, shape }];
  },
  gradient: ({ builder, inputs, outputGradients: [dy] }) => [dy ? builder.sumTo(dy, inputs[0]!.shape) : null, null],
  emit: ({ emitter, inputNames }) => {
    const [shape] = emitter.node('Shape', [inputNames[1]!]);
    return emitter.node('Expand', [inputNames[0]!, shape!]);
  },
});
