/** Reads the bytes of an .onnx file into a checked model. Nothing is believed: every fault is a sentence that names its place. */
import { toBinary } from '@bufbuild/protobuf';
import { fail } from '../core/diagnostic';
import type { DType } from '../core/dtype';
import { canonicalDomain, decodeAttribute, parseModel } from '../onnx/decode';
import {
  AttributeProto_AttributeType as AttributeType,
  AttributeProtoSchema,
  TensorProto_DataLocation,
  TensorProto_DataType,
  TensorProtoSchema,
  type AttributeProto,
  type GraphProto,
  type NodeProto,
  type TensorProto,
  type ValueInfoProto,
} from '../onnx/generated/onnx_pb';
import type { OnnxAttribute } from '../onnx/model';
import { ELEMENT_TYPE, fromTensorProto } from '../onnx/tensor-proto';
import { inOrder } from './order-nodes';
import type { Constant, SourceModel, SourceNode, SourceValue } from './source-model';
import { capturedNames, isolateNames } from '../onnx/sub-graph';

/** Where a tensor lies in a file beside the model. */
export interface ExternalPlace {
  readonly location: string;
  readonly offset: number;
  /** Bytes. */
  readonly length: number;
}

export interface ReadOptions {
  /** Reads a part of a file beside the model; without it such weights are refused. */
  readonly external?: (place: ExternalPlace) => Uint8Array;
}

const OLDEST_OPSET = 1;
const NEWEST_OPSET = 25;
const MOST_NODES = 100_000;
const MOST_AXES = 16;

export function readSource(bytes: Uint8Array, options: ReadOptions = {}): SourceModel {
  const proto = parseModel(bytes);
  const opsets = new Map(proto.opsetImport.map(({ domain, version }) => [canonicalDomain(domain), Number(version)]));
  const { graph } = proto;
  if (!graph || opsets.size === 0) return fail('onnx-incomplete', 'This is not a whole ONNX model: it has no graph or names no operator set.');
  const standard = opsets.get('') ?? NEWEST_OPSET;
  if (standard < OLDEST_OPSET || standard > NEWEST_OPSET) {
    fail('onnx-opset', `The model is written in operator set ${standard}; sets ${OLDEST_OPSET} to ${NEWEST_OPSET} can be read.`, { expected: `${OLDEST_OPSET} to ${NEWEST_OPSET}`, found: `${standard}`, remedy: 'Export it again with another opset.' });
  }
  if (graph.node.length > MOST_NODES) fail('onnx-too-large', `The model has ${graph.node.length} nodes; at most ${MOST_NODES} can be opened.`);
  if (graph.sparseInitializer.length > 0) {
    fail('onnx-sparse', `The model holds ${graph.sparseInitializer.length} sparse tensors, which cannot be read.`, { remedy: 'Export it with dense weights.' });
  }
  if (proto.functions.length > 0) {
    const names = proto.functions.map(({ name }) => name).slice(0, 5).join(', ');
    fail('onnx-functions', `The model defines operators of its own (${names}), which cannot be read.`, { remedy: 'Inline its functions (onnx.inliner.inline_local_functions) or use the exporter with dynamo=False.' });
  }
  const constants = new Map(graph.initializer.map((tensor) => [tensor.name, readConstant(tensor, options)]));
  const nodes = inOrder(graph.node.map((node, index) => readNode(node, index, opsets)), new Set([...constants.keys(), ...graph.input.map(({ name }) => name)]));
  return {
    name: graph.name || proto.producerName || 'model',
    producer: proto.producerName,
    nodes,
    // Files before IR 4 list every weight among the inputs, too.
    inputs: graph.input.filter(({ name }) => !constants.has(name)).map(readValue),
    outputs: requireOutputs(graph, nodes, constants).map(readValue),
    constants,
    stated: new Map(graph.valueInfo.map((value) => [value.name, readValue(value)])),
  };
}

function requireOutputs(graph: GraphProto, nodes: readonly SourceNode[], constants: ReadonlyMap<string, Constant>): readonly ValueInfoProto[] {
  if (graph.output.length === 0) fail('onnx-incomplete', 'The model has no output.');
  const written = new Set([...nodes.flatMap(({ outputs }) => outputs), ...constants.keys(), ...graph.input.map(({ name }) => name)]);
  const missing = graph.output.find(({ name }) => !written.has(name));
  if (missing) fail('onnx-missing-value', `The output “${missing.name}” is computed by no node of the model.`);
  return graph.output;
}

function readNode(node: NodeProto, index: number, opsets: ReadonlyMap<string, number>): SourceNode {
  const domain = canonicalDomain(node.domain);
  const version = opsets.get(domain);
  const place = node.name || `${node.opType} ${index}`;
  if (version === undefined) {
    return fail('onnx-incomplete', `The node “${place}” (${node.opType}) needs the operator set “${domain || 'ai.onnx'}”, which the model does not name.`);
  }
  const isolated = node.attribute.map((attribute) => isolateNames(attribute, `${index}`));
  return {
    op: node.opType,
    domain,
    version,
    name: node.name,
    inputs: trimmed(node.input),
    outputs: trimmed(node.output),
    attributes: Object.fromEntries(isolated.map((attribute) => [attribute.name, readAttribute(attribute, node)])),
    captured: [...new Set(isolated.flatMap(capturedNames))],
  };
}

/** Without the empty names at the end. */
function trimmed(names: readonly string[]): string[] {
  const last = names.findLastIndex((name) => name !== '');
  return names.slice(0, last + 1);
}

const PLAIN_KINDS = new Set([AttributeType.INT, AttributeType.FLOAT, AttributeType.STRING, AttributeType.INTS, AttributeType.FLOATS, AttributeType.STRINGS]);

function readAttribute(attribute: AttributeProto, node: NodeProto): OnnxAttribute {
  const isPlain = PLAIN_KINDS.has(attribute.type) || (attribute.type === AttributeType.TENSOR && attribute.t && isReadable(attribute.t));
  return isPlain ? decodeAttribute(attribute, node) : { proto: toBinary(AttributeProtoSchema, attribute) };
}

const DTYPES = new Map(Object.entries(ELEMENT_TYPE).map(([dtype, type]) => [type as number, dtype as DType]));

function isReadable(tensor: TensorProto): boolean {
  return DTYPES.has(tensor.dataType);
}

function readConstant(tensor: TensorProto, { external }: ReadOptions): Constant {
  if (tensor.name === '') fail('onnx-incomplete', 'The model holds a tensor without a name.');
  if (!isReadable(tensor)) {
    if (tensor.dataType === TensorProto_DataType.STRING) return { opaque: toBinary(TensorProtoSchema, tensor) };
    const found = TensorProto_DataType[tensor.dataType]?.toLowerCase() ?? `number ${tensor.dataType}`;
    return fail('onnx-element-type', `The tensor “${tensor.name}” has the element type ${found}, which is not supported.`, { expected: [...DTYPES.values()].join(', '), found });
  }
  if (tensor.dataLocation !== TensorProto_DataLocation.EXTERNAL) return fromTensorProto(tensor);
  return fromTensorProto({ ...tensor, dataLocation: TensorProto_DataLocation.DEFAULT, rawData: readExternal(tensor, external), externalData: [] });
}

function readExternal(tensor: TensorProto, external: ReadOptions['external']): Uint8Array<ArrayBuffer> {
  const place = Object.fromEntries(tensor.externalData.map(({ key, value }) => [key, value]));
  const { location, offset = '0', length } = place;
  if (!external || location === undefined) {
    return fail('onnx-external-data', `The tensor “${tensor.name}” is kept in a separate data file${location === undefined ? ', which is not named' : ` “${location}”, which is not at hand`}.`, { remedy: 'Open the model from the folder in which its data file lies, or save it with its weights inside.' });
  }
  const [start, size] = [Number(offset), length === undefined ? NaN : Number(length)];
  if (!Number.isSafeInteger(start) || start < 0 || !Number.isSafeInteger(size) || size < 0) {
    return fail('onnx-external-data', `The tensor “${tensor.name}” does not say where in “${location}” it lies.`, { found: `offset ${offset}, length ${length ?? 'none'}` });
  }
  return external({ location, offset: start, length: size }) as Uint8Array<ArrayBuffer>;
}

function readValue({ name, type }: ValueInfoProto): SourceValue {
  const kind = type?.value;
  if (kind?.case !== 'tensorType') return { name, dtype: undefined, dims: undefined };
  const dims = kind.value.shape?.dim.map(({ value }) => {
    if (value.case === 'dimValue') return readSize(Number(value.value), name);
    return value.case === 'dimParam' && value.value !== '' ? value.value : undefined;
  });
  if (dims && dims.length > MOST_AXES) fail('onnx-value', `“${name}” has ${dims.length} axes; at most ${MOST_AXES} can be read.`);
  return { name, dtype: DTYPES.get(kind.value.elemType), dims };
}

/** Old exporters write 0 or −1 for a size that is open. */
function readSize(size: number, name: string): number | undefined {
  if (size > 2 ** 31) fail('onnx-value', `“${name}” has an axis of ${size} elements, more than any machine holds.`);
  return size < 0 ? undefined : size;
}
