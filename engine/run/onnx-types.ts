/** Asks ONNX Runtime for the types of values that the engine has no rule for; nothing is computed. */
import { create, toBinary } from '@bufbuild/protobuf';
import * as ort from 'onnxruntime-node';
import { BYTES_PER_ELEMENT, type DType } from '../core/dtype';
import { BATCH, type Dim } from '../core/shape';
import type { TypeOracle } from '../import/import-model';
import { valueProto } from '../onnx/encode';
import { parseModel } from '../onnx/decode';
import { ModelProtoSchema, ValueInfoProtoSchema, type GraphProto } from '../onnx/generated/onnx_pb';
import { dtypeOf } from '../onnx/tensor-proto';
import type { TensorType } from '../ops/graph';

/** Tensors of more elements hold weights, not shapes; their values say nothing about types. */
const MOST_SHAPE_ELEMENTS = 4096;

export const runtimeTypes: TypeOracle = async ({ bytes, inputs, values }) => {
  const proto = parseModel(bytes);
  const graph = proto.graph!;
  declareInputs(graph, inputs);
  withoutWeights(graph);
  const written = new Set(graph.node.flatMap(({ output }) => output));
  const asked = values.filter((name) => written.has(name));
  graph.valueInfo = [];
  graph.output = asked.map((name) => create(ValueInfoProtoSchema, { name }));
  const session = await ort.InferenceSession.create(toBinary(ModelProtoSchema, proto), { graphOptimizationLevel: 'disabled', logSeverityLevel: 4, intraOpNumThreads: 1 });
  try {
    return new Map(session.outputMetadata.flatMap((found): [string, TensorType][] => {
      if (!found.isTensor || !isDType(found.type)) return [];
      return [[found.name, { dtype: found.type, shape: found.shape.map((dim, axis) => readDim(dim, `${found.name}.${axis}`)) }]];
    }));
  } finally {
    await session.release();
  }
};

function isDType(type: string): type is DType {
  return Object.hasOwn(BYTES_PER_ELEMENT, type);
}

/** The types that the importer has settled on take the place of what the file says. */
function declareInputs(graph: GraphProto, inputs: ReadonlyMap<string, TensorType>): void {
  graph.input = graph.input.map((input) => {
    const type = inputs.get(input.name);
    return type ? valueProto({ name: input.name, ...type }) : input;
  });
}

/** Weights become inputs without values, so that a model of gigabytes is asked about with kilobytes. */
function withoutWeights(graph: GraphProto): void {
  const isWeight = (dims: readonly bigint[]) => dims.reduce((product, size) => product * Number(size), 1) > MOST_SHAPE_ELEMENTS;
  const weights = graph.initializer.filter(({ dims }) => isWeight(dims));
  const declared = new Set(graph.input.map(({ name }) => name));
  graph.initializer = graph.initializer.filter(({ dims }) => !isWeight(dims));
  for (const { name, dataType, dims } of weights) {
    if (!declared.has(name)) graph.input.push(valueProto({ name, dtype: dtypeOf(dataType, name), shape: dims.map(Number) }));
  }
}

/** Sizes that come out only as the model runs get a symbol of their own. */
function readDim(dim: number | string, place: string): Dim {
  if (typeof dim === 'number' && dim >= 0) return dim;
  if (dim === BATCH) return BATCH;
  const plain = (typeof dim === 'string' && dim !== '' ? dim : place).replace(/[^A-Za-z0-9_]/g, '_');
  return /^[A-Za-z_]/.test(plain) ? plain : `_${plain}`;
}
