/**
 * The contract of an op file. One op is one file: its shape rule, its gradient and how it reaches ONNX Runtime.
 *
 * A *primitive* op emits ONNX nodes. A *composite* op expands into other ops, and may choose among several equal
 * formulations by shape, backend and measured times; it keeps a gradient of its own, so the choice can differ per pass.
 */
import type { Tensor } from '../core/dtype';
import type { Shape } from '../core/shape';
import type { OnnxAttribute } from '../onnx/model';
import type { Builder } from './builder';
import type { Attributes, TensorType, Value } from './graph';

/** An op was given operands it cannot take. The lowering pass adds the canvas node and rethrows for a person. */
export class OpShapeError extends Error {
  override readonly name = 'OpShapeError';
}

/** A gradient was asked for where there is none; the autodiff pass adds the canvas node and rethrows for a person. */
export class NoGradientError extends Error {
  override readonly name = 'NoGradientError';
}

/** Gradients with respect to each input; null where there is none (an integer operand, or one that needs none). */
export type InputGradients = readonly (Value | null)[];

export interface GradientContext<A extends Attributes> {
  readonly builder: Builder;
  readonly inputs: readonly Value[];
  readonly outputs: readonly Value[];
  readonly attributes: A;
  /** Gradients of the loss with respect to each output; null where the output does not reach the loss. */
  readonly outputGradients: readonly (Value | null)[];
  /** Which inputs lead to something trainable: a rule may skip the others. */
  readonly needed: readonly boolean[];
}

/** Says why an op has no gradient; the verifier refuses it on a gradient path. */
export interface NotDifferentiable {
  readonly notDifferentiable: string;
}

export type GradientRule<A extends Attributes> =
  | NotDifferentiable
  | ((context: GradientContext<A>) => InputGradients);

/** Writes ONNX nodes; names are ONNX value names. */
export interface Emitter {
  /** Adds a node with fresh output names and returns them. */
  node(op: string, inputs: readonly string[], attributes?: Readonly<Record<string, OnnxAttribute>>, outputs?: number, domain?: string): string[];
  /**
   * The same memory under another shape; what already is a view is seen through, and a view is made once. Only the batch
   * axis may be a symbol.
   */
  view(value: string, from: Shape, to: Shape): string;
  /** A shared int64 initializer of rank 1. */
  int64s(values: readonly number[]): string;
  /** A shared float32 scalar initializer. */
  float(value: number): string;
  /** An initializer holding `tensor`. */
  initializer(tensor: Tensor): string;
}

export interface EmitContext<A extends Attributes> {
  readonly emitter: Emitter;
  readonly inputs: readonly Value[];
  readonly inputNames: readonly string[];
  readonly outputs: readonly Value[];
  readonly attributes: A;
}

/** Where the graph will run, and which formulations won on this machine. */
export interface LoweringTarget {
  readonly backend: 'cpu' | 'webgpu';
  /** Channels in a block of the layout that this processor convolves fastest; absent where there is none. */
  readonly blockSize?: number;
  /** The variant to use: the tuning table's for this key, else the first. */
  choose<V extends string>(op: string, key: string, variants: readonly [V, ...V[]]): V;
}

export interface ExpandContext<A extends Attributes> {
  readonly builder: Builder;
  readonly inputs: readonly Value[];
  readonly attributes: A;
  readonly target: LoweringTarget;
}

interface OpBase<A extends Attributes> {
  readonly name: string;
  /** What it computes, with its source (ONNX operator, paper). */
  readonly summary: string;
  /** Output types. Throws OpShapeError where the operands do not fit. */
  infer(inputs: readonly TensorType[], attributes: A): TensorType[];
  readonly gradient: GradientRule<A>;
}

export interface PrimitiveOp<A extends Attributes = Attributes> extends OpBase<A> {
  readonly kind: 'primitive';
  /** Returns the ONNX names of the outputs. */
  emit(context: EmitContext<A>): string[];
}

export interface CompositeOp<A extends Attributes = Attributes> extends OpBase<A> {
  readonly kind: 'composite';
  expand(context: ExpandContext<A>): Value[];
}

export type OpDefinition<A extends Attributes = Attributes> = PrimitiveOp<A> | CompositeOp<A>;

export function definePrimitive<A extends Attributes = Attributes>(definition: Omit<PrimitiveOp<A>, 'kind'>): PrimitiveOp<A> {
  return { kind: 'primitive', ...definition };
}

export function defineComposite<A extends Attributes = Attributes>(definition: Omit<CompositeOp<A>, 'kind'>): CompositeOp<A> {
  return { kind: 'composite', ...definition };
}

export function isDifferentiable<A extends Attributes>(
  rule: GradientRule<A>,
): rule is Exclude<GradientRule<A>, NotDifferentiable> {
  return typeof rule === 'function';
}
