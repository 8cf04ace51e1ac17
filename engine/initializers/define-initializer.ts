import type { RandomStream } from '../core/random';

/** What an initializer knows of the tensor it fills. */
export interface InitializerContext {
  readonly shape: readonly number[];
  readonly fanIn: number;
  readonly fanOut: number;
  readonly stream: RandomStream;
  /** The number a person gave: the constant, or the scale of a plain uniform or normal; undefined for the default. */
  readonly amount?: number;
}

export interface InitializerDefinition {
  readonly name: string;
  readonly title: string;
  /** What it draws, with its source. */
  readonly summary: string;
  /** Whether `amount` means something to it. */
  readonly takesAmount: boolean;
  fill(context: InitializerContext): Float32Array;
}

export function defineInitializer(definition: InitializerDefinition): InitializerDefinition {
  return definition;
}

export function elements(shape: readonly number[]): number {
  return shape.reduce((product, size) => product * size, 1);
}

/** Uniform in ±limit. */
export function fillUniform({ shape, stream }: InitializerContext, limit: number): Float32Array {
  return drawn(shape, () => stream.between(-limit, limit));
}

/** Normal with the given standard deviation. */
export function fillNormal({ shape, stream }: InitializerContext, deviation: number): Float32Array {
  return drawn(shape, () => stream.normal() * deviation);
}

/** A loop: `Float32Array.from` took twenty times as long over the millions of weights of a larger network. */
function drawn(shape: readonly number[], draw: () => number): Float32Array {
  const values = new Float32Array(elements(shape));
  for (let index = 0; index < values.length; index++) values[index] = draw();
  return values;
}
