import { create, fromBinary, toBinary } from '@bufbuild/protobuf';
import { fail } from '../core/diagnostic';
import {
  AttributeProto_AttributeType as AttributeType,
  AttributeProtoSchema,
  GraphProtoSchema,
  ModelProtoSchema,
  NodeProtoSchema,
  TensorShapeProto_DimensionSchema,
  ValueInfoProtoSchema,
  type AttributeProto,
  type NodeProto,
  type TensorShapeProto_Dimension,
  type ValueInfoProto,
} from './generated/onnx_pb';
import type { Dim } from '../core/shape';
import { ownValue } from '../core/own-value';
import { DOMAIN_VERSIONS, IR_VERSION, LATER_OPS, OPSET, STANDARD_DOMAIN, type OnnxAttribute, type OnnxModel, type OnnxNode, type OnnxValue } from './model';
import { ELEMENT_TYPE, toTensorProto } from './tensor-proto';

/** Protobuf's own limit for one message, which ONNX Runtime enforces on reading. */
const MAX_FILE_BYTES = 2 ** 31 - 1;

/** The bytes of an .onnx file. */
export function encodeModel(model: OnnxModel): Uint8Array<ArrayBuffer> {
  const weightBytes = model.initializers.reduce((sum, { tensor }) => sum + tensor.data.byteLength, 0);
  if (weightBytes > MAX_FILE_BYTES) {
    fail('onnx-too-large', `The weights take ${(weightBytes / 2 ** 30).toFixed(1)} GiB, and one ONNX file holds at most 2 GiB.`);
  }
  const proto = create(ModelProtoSchema, {
    irVersion: BigInt(IR_VERSION),
    opsetImport: opsetImports(model.nodes),
    producerName: model.producer ?? 'LayerLoom',
    producerVersion: model.producerVersion ?? '',
    docString: model.documentation ?? '',
    metadataProps: Object.entries(model.metadata ?? {}).map(([key, value]) => ({ key, value })),
    graph: create(GraphProtoSchema, {
      name: model.name,
      node: model.nodes.map(nodeProto),
      input: model.inputs.map(valueProto),
      output: model.outputs.map(valueProto),
      initializer: model.initializers.map(({ name, tensor }) => toTensorProto(name, tensor)),
    }),
  });
  return toBinary(ModelProtoSchema, proto);
}

/** Other runtimes refuse files that import an unknown domain, so one is named only where a node needs it. */
function opsetImports(nodes: readonly OnnxNode[]): { domain: string; version: bigint }[] {
  const domains = new Set([STANDARD_DOMAIN, ...nodes.map((node) => node.domain ?? STANDARD_DOMAIN)]);
  const standard = nodes.reduce((newest, node) => Math.max(newest, node.domain ? 0 : (ownValue(LATER_OPS, node.op) ?? 0)), OPSET);
  return [...domains].map((domain) => ({ domain, version: BigInt(domain === STANDARD_DOMAIN ? standard : (ownValue(DOMAIN_VERSIONS, domain) ?? 1)) }));
}

export function nodeProto(node: OnnxNode): NodeProto {
  return create(NodeProtoSchema, {
    opType: node.op,
    domain: node.domain ?? STANDARD_DOMAIN,
    name: node.name,
    input: [...node.inputs],
    output: [...node.outputs],
    attribute: Object.entries(node.attributes ?? {}).map(([name, value]) => attributeProto(name, value)),
  });
}

function attributeProto(name: string, value: OnnxAttribute): AttributeProto {
  if ('proto' in value) return { ...fromBinary(AttributeProtoSchema, value.proto), name };
  if ('int' in value) return create(AttributeProtoSchema, { name, type: AttributeType.INT, i: BigInt(value.int) });
  if ('float' in value) return create(AttributeProtoSchema, { name, type: AttributeType.FLOAT, f: value.float });
  if ('string' in value) return create(AttributeProtoSchema, { name, type: AttributeType.STRING, s: utf8(value.string) });
  if ('tensor' in value) {
    return create(AttributeProtoSchema, { name, type: AttributeType.TENSOR, t: toTensorProto('', value.tensor) });
  }
  if ('ints' in value) return create(AttributeProtoSchema, { name, type: AttributeType.INTS, ints: value.ints.map(BigInt) });
  if ('floats' in value) return create(AttributeProtoSchema, { name, type: AttributeType.FLOATS, floats: [...value.floats] });
  return create(AttributeProtoSchema, { name, type: AttributeType.STRINGS, strings: value.strings.map(utf8) });
}

function utf8(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text);
}

export function valueProto({ name, dtype, shape }: OnnxValue): ValueInfoProto {
  const tensorType = { elemType: ELEMENT_TYPE[dtype], shape: { dim: shape.map(dimensionProto) } };
  return create(ValueInfoProtoSchema, { name, type: { value: { case: 'tensorType', value: tensorType } } });
}

function dimensionProto(dim: Dim): TensorShapeProto_Dimension {
  return create(TensorShapeProto_DimensionSchema, {
    value: typeof dim === 'number' ? { case: 'dimValue', value: BigInt(dim) } : { case: 'dimParam', value: dim },
  });
}
