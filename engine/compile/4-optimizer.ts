/**
 * Adds the update: penalties, clipping, the optimizer's formula and weight constraints, tensor by tensor.
 *
 * Postcondition: the graph has an output for the next value of every trained tensor and slot. Old and new values are
 * different buffers; nothing is written in place.
 */
import type { NamedConstraint, TrainingSettings } from '../document/model';
import type { TensorInfo } from '../infer/infer-node';
import type { Builder } from '../ops/builder';
import type { Value } from '../ops/graph';
import type { OptimizerDefinition } from '../optimizers/define-optimizer';

export interface TrainedTensor {
  readonly info: TensorInfo;
  readonly parameter: Value;
  readonly gradient: Value;
}

export interface UpdateRule {
  /** The name of the update in its program; its slots and scalars carry it. */
  readonly name: string;
  readonly definition: OptimizerDefinition;
  readonly settings: Readonly<Record<string, unknown>>;
  readonly clip?: TrainingSettings['clip'];
}

export function addUpdates(builder: Builder, tensors: readonly TrainedTensor[], rule: UpdateRule): void {
  builder.within({ phase: 'update' }, () => {
    const rate = builder.input({ dtype: 'float32', shape: [] }, { kind: 'scalar', name: `${rule.name}.learningRate` });
    const scalars = new Map<string, Value>();
    const correction = (name: string): Value => {
      const value = scalars.get(name) ?? builder.input({ dtype: 'float32', shape: [] }, { kind: 'scalar', name: `${rule.name}.${name}` });
      scalars.set(name, value);
      return value;
    };
    const rows = tensors.map(({ info, parameter, gradient }) => ({ info, parameter: asRow(builder, parameter), gradient: asRow(builder, gradient) }));
    for (const tensor of clipGradients(builder, rows, rule.clip)) {
      builder.within({ origin: tensor.info.node }, () => updateTensor(builder, tensor, rule, rate, correction));
    }
  });
}

function updateTensor(b: Builder, { info, parameter, gradient }: TrainedTensor, rule: UpdateRule, rate: Value, correction: (name: string) => Value): void {
  const { lrScale = 1, constraint } = info.settings;
  const { definition, settings } = rule;
  const binding = (slot: string) => ({ kind: 'slot', key: info.key, slot: `${rule.name}.${slot}` }) as const;
  const slots = new Map(definition.slots(info.shape).map((slot) => [slot, asRow(b, b.input({ dtype: 'float32', shape: info.shape }, binding(slot)))]));
  const next = definition.update({
    builder: b,
    parameter,
    gradient: addPenalty(b, parameter, gradient, info),
    rate: lrScale === 1 ? rate : b.mul(rate, lrScale),
    shape: info.shape,
    settings,
    slot: (name) => slots.get(name)!,
    correction,
  });
  const whole = (value: Value) => b.reshape(value, info.shape);
  b.output(constraint ? constrain(b, whole(next.parameter), whole(parameter), constraint) : whole(next.parameter), { kind: 'tensor', key: info.key });
  for (const [slot, value] of Object.entries(next.slots)) b.output(whole(value), binding(slot));
}

/** Multiplied by a number, a tensor with axes of size 1, such as a 1×1 kernel, takes the runtime up to a hundred times as long as a row of its values. */
function asRow(b: Builder, value: Value): Value {
  const isSlow = value.shape.length > 1 && value.shape.includes(1);
  return isSlow ? b.reshape(value, [value.shape.reduce<number>((product, size) => product * (size as number), 1)]) : value;
}

/** The gradient of ½·l2·Σw² + l1·Σ|w| on top of the loss's. */
function addPenalty(b: Builder, parameter: Value, gradient: Value, { settings: { regularizer } }: TensorInfo): Value {
  const { l1 = 0, l2 = 0 } = regularizer ?? {};
  const decayed = l2 > 0 ? b.add(gradient, b.mul(parameter, l2)) : gradient;
  if (l1 === 0) return decayed;
  const sign = b.sub(b.cast(b.greater(parameter, 0), 'float32'), b.cast(b.less(parameter, 0), 'float32'));
  return b.add(decayed, b.mul(sign, l1));
}

/** By value first, then all gradients together by their common norm. */
function clipGradients(b: Builder, tensors: readonly TrainedTensor[], clip: UpdateRule['clip']): readonly TrainedTensor[] {
  const { value, norm } = clip ?? {};
  const within = (limit: number, gradient: Value) => b.one('Clip', [gradient], { min: -limit, max: limit });
  const bounded = value === undefined ? tensors : tensors.map((tensor) => ({ ...tensor, gradient: within(value, tensor.gradient) }));
  if (norm === undefined || bounded.length === 0) return bounded;
  const squares = bounded.map(({ gradient }) => b.one('ReduceSumSquare', [gradient], { axes: gradient.shape.map((_, axis) => axis), keepdims: false }));
  const length = b.sqrt(squares.reduce((sum, square) => b.add(sum, square)));
  b.output(length, { kind: 'gradientNorm' });
  // A gradient of zero stays zero: the limit divided by the floor is far above 1.
  const factor = b.min(b.div(norm, b.max(length, 1e-12)), 1);
  return bounded.map((tensor) => ({ ...tensor, gradient: b.mul(tensor.gradient, factor) }));
}

/** Norms run over all axes but the first, which is one unit or filter, unless other axes are named. */
function constrain(b: Builder, value: Value, before: Value, { kind, max = 1, axes }: NamedConstraint): Value {
  if (kind === 'non-negative') return b.relu(value);
  if (kind === 'keep-zeros') return b.mul(value, b.one('IsPositive', [b.abs(before)], {}));
  const over = axes ?? (value.shape.length > 1 ? value.shape.slice(1).map((_, index) => index + 1) : [0]);
  const norm = b.sqrt(b.one('ReduceSumSquare', [value], { axes: over, keepdims: true }));
  const safe = b.max(norm, 1e-12);
  return kind === 'unit-norm' ? b.div(value, safe) : b.mul(value, b.min(b.div(max, safe), 1));
}
