/**
 * Nodes of older operator sets in the form of ours. Operators that did not change keep their node; of newer sets only what
 * is unknown here stays new, and the exported file then names that set.
 */
import { ownValue } from '../../core/own-value';
import { create, fromBinary, toBinary } from '@bufbuild/protobuf';
import { decodeAttribute } from '../../onnx/decode';
import { nodeProto } from '../../onnx/encode';
import { AttributeProtoSchema, TensorProtoSchema, type AttributeProto, type GraphProto, type NodeProto } from '../../onnx/generated/onnx_pb';
import type { OnnxAttribute } from '../../onnx/model';
import { toTensorProto } from '../../onnx/tensor-proto';
import type { SourceNode } from '../source-model';
import { ATTRIBUTES_TO_INPUTS } from './attributes-to-inputs';
import { CHANGED_MEANINGS } from './meanings';
import type { Upgrade, UpgradeTools } from './upgrade';

function upgradesOf(op: string): readonly Upgrade[] {
  const find = (table: Readonly<Record<string, readonly Upgrade[]>>) => ownValue(table, op) ?? [];
  return [...find(ATTRIBUTES_TO_INPUTS), ...find(CHANGED_MEANINGS)];
}

export function upgradeNode(node: SourceNode, tools: UpgradeTools): readonly SourceNode[] {
  const whole = withUpgradedGraphs(node);
  // A damaged node without operands has nothing to be brought forward.
  if (whole.domain !== '' || whole.inputs.length === 0) return [whole];
  // An upgrade changes one thing about its node; what it puts around it is new already.
  return upgradesOf(whole.op)
    .filter(({ until }) => whole.version < until)
    .reduce<readonly SourceNode[]>((nodes, { apply }) => nodes.flatMap((one) => (one.op === whole.op ? apply(one, tools) : [one])), [whole]);
}

function withUpgradedGraphs(node: SourceNode): SourceNode {
  const attributes = Object.entries(node.attributes).map(([name, value]): [string, OnnxAttribute] => {
    if (!('proto' in value)) return [name, value];
    const attribute = fromBinary(AttributeProtoSchema, value.proto);
    for (const graph of [...(attribute.g ? [attribute.g] : []), ...attribute.graphs]) upgradeGraph(graph, node.version);
    return [name, { proto: toBinary(AttributeProtoSchema, attribute) }];
  });
  return { ...node, attributes: Object.fromEntries(attributes) };
}

/** In place. Of values inside nothing is known but what the file states. */
function upgradeGraph(graph: GraphProto, version: number): void {
  let count = 0;
  const mark = graph.node[0]?.output[0] ?? 'inner';
  const ranks = new Map([...graph.input, ...graph.valueInfo, ...graph.output].flatMap(({ name, type }) => {
    const rank = type?.value.case === 'tensorType' ? type.value.value.shape?.dim.length : undefined;
    return rank === undefined ? [] : [[name, rank] as const];
  }));
  const tools: UpgradeTools = {
    constant: (tensor) => {
      const name = `${mark}/constant${count++}`;
      graph.initializer.push(create(TensorProtoSchema, toTensorProto(name, tensor)));
      return name;
    },
    fresh: () => `${mark}/value${count++}`,
    rankOf: (name) => ranks.get(name),
  };
  graph.node = graph.node.flatMap((node) => upgradeProto(node, version, tools));
}

const READ_KINDS = new Set([1, 2, 3, 4, 6, 7, 8]);

function upgradeProto(proto: NodeProto, version: number, tools: UpgradeTools): NodeProto[] {
  const read = (attribute: AttributeProto): OnnxAttribute => (READ_KINDS.has(attribute.type) ? decodeAttribute(attribute, proto) : { proto: toBinary(AttributeProtoSchema, attribute) });
  const node: SourceNode = {
    op: proto.opType,
    domain: proto.domain === 'ai.onnx' ? '' : proto.domain,
    version,
    name: proto.name,
    inputs: proto.input,
    outputs: proto.output,
    attributes: Object.fromEntries(proto.attribute.map((attribute) => [attribute.name, read(attribute)])),
    captured: [],
  };
  return upgradeNode(node, tools).map((one) => nodeProto(one));
}
