/**
 * Element types. Our own graphs use the first line, with labels as int32 because int64 arithmetic has no WebGPU kernels;
 * the second appears where an imported ONNX file brings it, and passes through untouched.
 */
export type DType =
  | 'float32' | 'int32' | 'int64' | 'uint8' | 'bool'
  | 'float64' | 'float16' | 'bfloat16' | 'int8' | 'int16' | 'uint16' | 'uint32' | 'uint64';

/** Half-precision numbers are kept as their bits. */
export interface TypedArrays {
  float32: Float32Array;
  int32: Int32Array;
  int64: BigInt64Array;
  uint8: Uint8Array;
  bool: Uint8Array;
  float64: Float64Array;
  float16: Uint16Array;
  bfloat16: Uint16Array;
  int8: Int8Array;
  int16: Int16Array;
  uint16: Uint16Array;
  uint32: Uint32Array;
  uint64: BigUint64Array;
}
export type TensorData = TypedArrays[DType];

export const BYTES_PER_ELEMENT: Record<DType, number> = {
  float32: 4, int32: 4, int64: 8, uint8: 1, bool: 1,
  float64: 8, float16: 2, bfloat16: 2, int8: 1, int16: 2, uint16: 2, uint32: 4, uint64: 8,
};

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
    float64: Float64Array,
    float16: Uint16Array,
    bfloat16: Uint16Array,
    int8: Int8Array,
    int16: Int16Array,
    uint16: Uint16Array,
    uint32: Uint32Array,
    uint64: BigUint64Array,
  } as const;
  return new constructors[dtype](length) as TypedArrays[T];
}

export function float32Tensor(shape: readonly number[], data: ArrayLike<number>): Tensor<'float32'> {
  return { dtype: 'float32', shape, data: data instanceof Float32Array ? data : Float32Array.from(data) };
}
