import { create } from '@bufbuild/protobuf';
import { allocate, BYTES_PER_ELEMENT, type DType, type Tensor, type TensorData } from '../core/dtype';
import { fail } from '../core/diagnostic';
import { TensorProto_DataLocation, TensorProto_DataType, TensorProtoSchema, type TensorProto } from './generated/onnx_pb';

export const ELEMENT_TYPE: Record<DType, TensorProto_DataType> = {
  float32: TensorProto_DataType.FLOAT,
  int32: TensorProto_DataType.INT32,
  int64: TensorProto_DataType.INT64,
  uint8: TensorProto_DataType.UINT8,
  bool: TensorProto_DataType.BOOL,
  float64: TensorProto_DataType.DOUBLE,
  float16: TensorProto_DataType.FLOAT16,
  bfloat16: TensorProto_DataType.BFLOAT16,
  int8: TensorProto_DataType.INT8,
  int16: TensorProto_DataType.INT16,
  uint16: TensorProto_DataType.UINT16,
  uint32: TensorProto_DataType.UINT32,
  uint64: TensorProto_DataType.UINT64,
};

/** The element type of a tensor or value in a file; `where` completes the sentence of the error. */
export function dtypeOf(elementType: number, where: string): DType {
  for (const [dtype, type] of Object.entries(ELEMENT_TYPE)) if (type === elementType) return dtype as DType;
  const found = TensorProto_DataType[elementType]?.toLowerCase() ?? `number ${elementType}`;
  return fail('onnx-element-type', `${where} has the element type ${found}, which is not supported.`, {
    expected: Object.keys(ELEMENT_TYPE).join(', '),
    found,
  });
}

/** Shares the memory of the tensor: the bytes are copied once, when the model is written. */
export function toTensorProto(name: string, { dtype, shape, data }: Tensor): TensorProto {
  return create(TensorProtoSchema, {
    name,
    dataType: ELEMENT_TYPE[dtype],
    dims: shape.map(BigInt),
    rawData: new Uint8Array(data.buffer as ArrayBuffer, data.byteOffset, data.byteLength),
  });
}

export function fromTensorProto(proto: TensorProto): Tensor {
  const where = `The tensor "${proto.name}"`;
  if (proto.dataLocation === TensorProto_DataLocation.EXTERNAL) {
    fail('onnx-external-data', `${where} is kept in a separate data file.`, {
      remedy: 'Save the model with its weights inside the file.',
    });
  }
  const dtype = dtypeOf(proto.dataType, where);
  const shape = proto.dims.map(Number);
  const count = shape.reduce((product, size) => product * size, 1);
  // Bounded by what the file holds before anything is allocated, so that a corrupt shape cannot exhaust memory.
  const stored = storedElements(proto, dtype);
  if (stored !== count || shape.some((size) => size < 0)) {
    fail('onnx-tensor-size', `${where} should hold ${count} elements, but the file holds ${stored}.`);
  }
  return { dtype, shape, data: elementsOf(proto, dtype, count) };
}

function storedElements(proto: TensorProto, dtype: DType): number {
  return proto.rawData.length > 0 ? proto.rawData.length / BYTES_PER_ELEMENT[dtype] : typedField(proto, dtype).length;
}

function elementsOf(proto: TensorProto, dtype: DType, count: number): TensorData {
  const data = allocate(dtype, count);
  if (proto.rawData.length > 0) {
    // Copied, because the position inside the file is rarely a multiple of the element size.
    new Uint8Array(data.buffer, data.byteOffset, data.byteLength).set(proto.rawData);
  } else {
    const values = typedField(proto, dtype);
    for (let index = 0; index < count; index++) data[index] = values[index]!;
  }
  return data;
}

function typedField(proto: TensorProto, dtype: DType): readonly (number | bigint)[] {
  switch (dtype) {
    case 'float32':
      return proto.floatData;
    case 'float64':
      return proto.doubleData;
    case 'int64':
      return proto.int64Data;
    case 'uint32':
      return proto.uint64Data.map(Number);
    case 'uint64':
      return proto.uint64Data;
    default:
      return proto.int32Data;
  }
}
