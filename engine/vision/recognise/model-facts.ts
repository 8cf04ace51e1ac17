/** What a model file says about itself: all that recognition may look at. */
import type { DType } from '../../core/dtype';

export interface ModelFacts {
  readonly inputs: readonly TensorFacts[];
  readonly outputs: readonly OutputFacts[];
  readonly metadata: Readonly<Record<string, string>>;
}

export interface TensorFacts {
  readonly name: string;
  readonly dtype: DType;
  /** A number, or undefined where the file leaves the size open. */
  readonly dims: readonly (number | undefined)[];
}

export interface OutputFacts extends TensorFacts {
  /** The operator that writes it (`Softmax`), where the file has the graph. */
  readonly writer?: string;
}

export function shapeOf({ dims }: TensorFacts): string {
  return dims.map((dim) => dim ?? '?').join(' × ');
}

/** The numbers of one picture; undefined where a size is open. */
export function countOf({ dims }: TensorFacts): number | undefined {
  return dims.reduce<number | undefined>((product, dim, axis) => (product === undefined ? undefined : dim === undefined ? (axis === 0 ? product : undefined) : product * dim), 1);
}

/** The axes of one picture: without those of the batch, which are 1 or open. */
export function pictureDims({ dims }: TensorFacts): readonly (number | undefined)[] {
  return dims.slice(dims[0] === 1 || (dims[0] === undefined && dims.length > 1) ? 1 : 0);
}
