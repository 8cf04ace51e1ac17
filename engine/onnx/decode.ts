import { fromBinary } from '@bufbuild/protobuf';
import { fail } from '../core/diagnostic';
import type { Dim } from '../core/shape';
import {
  AttributeProto_AttributeType as AttributeType,
  ModelProtoSchema,
  type AttributeProto,
  type ModelProto,
  type NodeProto,
  type TensorShapeProto_Dimension,
  type ValueInfoProto,
} from './generated/onnx_pb';
import { STANDARD_DOMAIN, type OnnxAttribute, type OnnxModel, type OnnxNode, type OnnxValue } from './model';
import { dtypeOf, fromTensorProto } from './tensor-proto';

export interface DecodedModel extends OnnxModel {
  readonly irVersion: number;
  /** The version of each imported operator set; the standard one is under the empty name. */
  readonly opsets: Readonly<Record<string, number>>;
}

/** Reads an .onnx file. The caller, who knows its path, names it in the error. */
export function decodeModel(bytes: Uint8Array): DecodedModel {
  const proto = parseModel(bytes);
  const graph = proto.graph;
  const opsets = Object.fromEntries(proto.opsetImport.map(({ domain, version }) => [canonicalDomain(domain), Number(version)]));
  if (!graph || proto.irVersion === 0n || proto.opsetImport.length === 0) {
    return fail('onnx-incomplete', 'This is not a whole ONNX model: it has no graph or names no operator set.');
  }
  const initializers = graph.initializer.map((tensor) => ({ name: tensor.name, tensor: fromTensorProto(tensor) }));
  // Files before IR 4 list every weight among the inputs, too.
  const weights = new Set(initializers.map(({ name }) => name));
  return {
    name: graph.name,
    nodes: graph.node.map((node) => decodeNode(node, opsets)),
    inputs: graph.input.filter(({ name }) => !weights.has(name)).map(decodeValue),
    outputs: graph.output.map(decodeValue),
    initializers,
    metadata: Object.fromEntries(proto.metadataProps.map(({ key, value }) => [key, value])),
    documentation: proto.docString,
    producer: proto.producerName,
    producerVersion: proto.producerVersion,
    irVersion: Number(proto.irVersion),
    opsets,
  };
}

/** The file as it stands, unchecked but for its framing. */
export function parseModel(bytes: Uint8Array): ModelProto {
  try {
    return fromBinary(ModelProtoSchema, bytes);
  } catch {
    return fail('onnx-malformed', 'This is not an ONNX model, or it is cut off or damaged.', {
      remedy: 'Copy or download the file again.',
    });
  }
}

/** The standard domain has two spellings. */
export function canonicalDomain(domain: string): string {
  return domain === 'ai.onnx' ? STANDARD_DOMAIN : domain;
}

function decodeNode(node: NodeProto, opsets: Readonly<Record<string, number>>): OnnxNode {
  const domain = canonicalDomain(node.domain);
  if (!Object.hasOwn(opsets, domain)) {
    fail('onnx-incomplete', `The node "${node.name}" (${node.opType}) needs the operator set "${domain}", which the model does not name.`);
  }
  const attributes = Object.fromEntries(node.attribute.map((attribute) => [attribute.name, decodeAttribute(attribute, node)]));
  return {
    op: node.opType,
    ...(domain === STANDARD_DOMAIN ? {} : { domain }),
    name: node.name,
    inputs: node.input,
    outputs: node.output,
    ...(node.attribute.length > 0 ? { attributes } : {}),
  };
}

export function decodeAttribute(attribute: AttributeProto, node: NodeProto): OnnxAttribute {
  switch (attribute.type) {
    case AttributeType.INT:
      return { int: wholeNumber(attribute.i) };
    case AttributeType.FLOAT:
      return { float: attribute.f };
    case AttributeType.STRING:
      return { string: text(attribute.s) };
    case AttributeType.TENSOR:
      if (attribute.t) return { tensor: fromTensorProto(attribute.t) };
      break;
    case AttributeType.INTS:
      return { ints: attribute.ints.map(wholeNumber) };
    case AttributeType.FLOATS:
      return { floats: attribute.floats };
    case AttributeType.STRINGS:
      return { strings: attribute.strings.map(text) };
  }
  const kind = AttributeType[attribute.type]?.toLowerCase() ?? 'unknown';
  return fail(
    'onnx-attribute',
    `The attribute "${attribute.name}" of the node "${node.name}" (${node.opType}) is of the kind ${kind}, which is not supported.`,
  );
}

/** Exporters write INT64_MAX for "to the end"; the largest safe integer means the same and stays a number. */
function wholeNumber(value: bigint): number {
  const limit = BigInt(Number.MAX_SAFE_INTEGER);
  return Number(value > limit ? limit : value < -limit ? -limit : value);
}

function text(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}

function decodeValue({ name, type }: ValueInfoProto): OnnxValue {
  const kind = type?.value;
  if (kind?.case !== 'tensorType' || !kind.value.shape) {
    return fail('onnx-value', `The model does not say the shape of "${name}", or it is not a tensor.`);
  }
  const dtype = dtypeOf(kind.value.elemType, `"${name}"`);
  return { name, dtype, shape: kind.value.shape.dim.map((dim, axis) => decodeDimension(dim, name, axis)) };
}

/** A dimension that the file leaves open becomes a symbol of its own. */
function decodeDimension({ value }: TensorShapeProto_Dimension, name: string, axis: number): Dim {
  if (value.case === 'dimValue') return Number(value.value);
  return value.case === 'dimParam' && value.value !== '' ? value.value : `${name}_${axis}`;
}
