/** What reductions share: the shape rule and the emission with axes as an input (ONNX 18). */
import { formatShape, type Shape } from '../core/shape';
import { definePrimitive, OpShapeError, type GradientContext, type PrimitiveOp } from './define-op';
import type { TensorType, Value } from './graph';

export type ReductionAttributes = {
  readonly axes: readonly number[];
  readonly keepdims: boolean;
};

export function reducedShape(shape: Shape, { axes, keepdims }: ReductionAttributes): Shape {
  return keepdims ? shape.map((dim, axis) => (axes.includes(axis) ? 1 : dim)) : shape.filter((_, axis) => !axes.includes(axis));
}

interface ReductionGradientContext extends GradientContext<ReductionAttributes> {
  readonly x: Value;
  /** The output and its gradient with the reduced axes kept as 1, ready to broadcast against x. */
  readonly y: Value;
  readonly dy: Value;
}

export function defineReduction(definition: {
  readonly name: string;
  readonly summary: string;
  readonly gradient: (context: ReductionGradientContext) => Value;
}): PrimitiveOp<ReductionAttributes> {
  return definePrimitive<ReductionAttributes>({
    name: definition.name,
    summary: definition.summary,
    infer: ([x]: readonly TensorType[], attributes) => {
      const { axes } = attributes;
      const rank = x!.shape.length;
      // ONNX takes an empty list for all axes.
      const named = rank === 0 || axes.length > 0;
      if (!named || axes.some((axis) => axis < 0 || axis >= rank)) {
        throw new OpShapeError(`${definition.name} cannot run over the axes [${axes.join(', ')}] of ${formatShape(x!.shape)}`);
      }
      return [{ dtype: x!.dtype, shape: reducedShape(x!.shape, attributes) }];
    },
    gradient: (context) => {
      const dy = context.outputGradients[0];
      if (!dy) return [null];
      const x = context.inputs[0]!;
      const kept = reducedShape(x.shape, { axes: context.attributes.axes, keepdims: true });
      const b = context.builder;
      return [definition.gradient({ ...context, x, y: b.reshape(context.outputs[0]!, kept), dy: b.reshape(dy, kept) })];
    },
    emit: ({ emitter, inputNames, attributes: { axes, keepdims } }) =>
      emitter.node(definition.name, [inputNames[0]!, emitter.int64s(axes)], { keepdims: { int: keepdims ? 1 : 0 } }),
  });
}
