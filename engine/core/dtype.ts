/** Element types that appear in our graphs. Labels are int32 because int64 arithmetic has no WebGPU kernels. */
export type DType = 'float32' | 'int32' | 'int64' | 'uint8' | 'bool';

export interface TypedArrays {
  float32: Float32Array;
  int32: Int32Array;
  int64: BigInt64Array;
  uint8: Uint8Array;
  bool: Uint8Array;
}
export type TensorData = TypedArrays[DType];

export const BYTES_PER_ELEMENT: Record<DType, number> = { float32: 4, int32: 4, int64: 8, uint8: 1, bool: 1 };

/** A dense tensor in row-major order, as it crosses every boundary of the engine. */
export interface Tensor<T extends DType = DType> {
  readonly dtype: T;
  readonly shape: readonly number[];
  readonly data: TypedArrays[T];
}

export function allocate<T extends DType>(dtype: T, length: number): TypedArrays[T] {
  const constructors = {
    float32: Float32Array,
    int32: Int32Array,
    int64: BigInt64Array,
    uint8: Uint8Array,
    bool: Uint8Array,
  } as const;
  return new constructors[dtype](length) as TypedArrays[T];
}

export function float32Tensor(shape: readonly number[], data: ArrayLike<number>): Tensor<'float32'> {
  return { dtype: 'float32', shape, data: data instanceof Float32Array ? data : Float32Array.from(data) };
}
