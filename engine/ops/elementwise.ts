/** What elementwise ops share: broadcasting shape rules and one-node emission. Each op's mathematics stays in its file. */
import { broadcastShapes, formatShape } from '../core/shape';
import type { DType } from '../core/dtype';
import { definePrimitive, OpShapeError, type GradientContext, type GradientRule, type PrimitiveOp } from './define-op';
import type { TensorType, Value } from './graph';

type NoAttributes = Record<string, never>;

/** Broadcast of all operand shapes. */
export function broadcastAll(name: string, inputs: readonly TensorType[]): TensorType['shape'] {
  return inputs.map((input) => input.shape).reduce((left, right) => {
    const shape = broadcastShapes(left, right);
    if (!shape) throw new OpShapeError(`${name} cannot combine ${formatShape(left)} with ${formatShape(right)}`);
    return shape;
  });
}

export function sameType(name: string, inputs: readonly TensorType[]): DType {
  const [first, ...rest] = inputs;
  if (!first) throw new OpShapeError(`${name} needs an operand`);
  for (const other of rest) {
    if (other.dtype !== first.dtype) throw new OpShapeError(`${name} cannot combine ${first.dtype} with ${other.dtype}`);
  }
  return first.dtype;
}

interface UnaryGradientContext {
  readonly builder: GradientContext<NoAttributes>['builder'];
  readonly x: Value;
  readonly y: Value;
  readonly dy: Value;
}

/** y = f(x), one ONNX node of the same name. `gradient` returns dx. */
export function defineUnary(definition: {
  readonly name: string;
  readonly summary: string;
  readonly gradient: ((context: UnaryGradientContext) => Value) | { readonly notDifferentiable: string };
}): PrimitiveOp<NoAttributes> {
  const rule = definition.gradient;
  return definePrimitive<NoAttributes>({
    name: definition.name,
    summary: definition.summary,
    infer: ([x]) => [{ dtype: x!.dtype, shape: x!.shape }],
    gradient:
      typeof rule === 'function'
        ? ({ builder, inputs, outputs, outputGradients }) => {
            const dy = outputGradients[0];
            return [dy ? rule({ builder, x: inputs[0]!, y: outputs[0]!, dy }) : null];
          }
        : rule,
    emit: ({ emitter, inputNames }) => emitter.node(definition.name, inputNames),
  });
}

interface BinaryGradientContext {
  readonly builder: GradientContext<NoAttributes>['builder'];
  readonly a: Value;
  readonly b: Value;
  readonly y: Value;
  readonly dy: Value;
}

/** y = f(a, b) with broadcasting. The rules return gradients in the broadcast shape; summing back is done here. */
export function defineBinary(definition: {
  readonly name: string;
  readonly summary: string;
  readonly gradient:
    | { readonly a: (context: BinaryGradientContext) => Value; readonly b: (context: BinaryGradientContext) => Value }
    | { readonly notDifferentiable: string };
  /** Comparisons give bool; arithmetic keeps its operands' type. */
  readonly result?: DType;
}): PrimitiveOp<NoAttributes> {
  const rules = definition.gradient;
  const gradient: GradientRule<NoAttributes> =
    'notDifferentiable' in rules
      ? rules
      : ({ builder, inputs, outputs, outputGradients, needed }) => {
          const dy = outputGradients[0];
          if (!dy) return [null, null];
          const [a, b] = [inputs[0]!, inputs[1]!];
          const context = { builder, a, b, y: outputs[0]!, dy };
          return [
            needed[0] ? builder.sumTo(rules.a(context), a.shape) : null,
            needed[1] ? builder.sumTo(rules.b(context), b.shape) : null,
          ];
        };
  return definePrimitive<NoAttributes>({
    name: definition.name,
    summary: definition.summary,
    infer: (inputs) => {
      const dtype = sameType(definition.name, inputs);
      return [{ dtype: definition.result ?? dtype, shape: broadcastAll(definition.name, inputs) }];
    },
    gradient,
    emit: ({ emitter, inputNames }) => emitter.node(definition.name, inputNames),
  });
}

