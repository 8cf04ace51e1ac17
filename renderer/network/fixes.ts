/** One-click remedies: for a problem at a box, the edits that would mend it. Each leaves a network that can be undone. */
import type { Diagnostic } from '../../engine/core/diagnostic';
import { staticElementCount, isStatic, type Shape } from '../../engine/core/shape';
import { removeWires, updateNode } from '../../engine/document/edits';
import { wiresInto } from '../../engine/document/graph-index';
import type { Endpoint, Graph, GraphNode, Json, JsonObject } from '../../engine/document/model';
import type { NodeFacts } from './facts';
import { COLUMN_GAP, NODE_WIDTH, ROW_GAP } from './geometry';
import { addLayer } from './new-node';
import { insertIntoWire, refusal, rewire } from './wiring';

export interface Fix {
  /** On the button and in the history. */
  readonly title: string;
  apply(graph: Graph): Graph;
}

interface Context {
  readonly problem: Diagnostic;
  readonly facts: NodeFacts;
  readonly graph: Graph;
  readonly all: ReadonlyMap<string, NodeFacts>;
}

/** The remedies for one problem of a box, the likeliest first. */
export function findFixes(context: Context): readonly Fix[] {
  const { problem, facts } = context;
  // What is wrong inside a closed block is mended inside.
  if (facts.node.block) return [];
  if (problem.code === 'missing-wire') return connectNearest(context);
  if (problem.code === 'unknown-port' || problem.code === 'cycle') return removeWire(context);
  if (problem.code === 'invalid-parameter') return resetParameter(context);
  if (problem.code === 'unknown-tensor') return forgetTensor(context, 'Forget these settings', undefined);
  if (problem.code === 'tensor-shape') return forgetTensor(context, 'Forget the given values', 'value');
  if (problem.code === 'shape-mismatch') return [...fitShapes(context), ...fitParameters(context)];
  return [];
}

function inputShape({ facts, problem }: Context): Shape | undefined {
  return facts.inputs.find(({ name }) => name === (problem.port ?? 'in'))?.shape;
}

function fitShapes(context: Context): Fix[] {
  const { facts, problem } = context;
  const shape = inputShape(context);
  if (!shape || problem.port === undefined) return [];
  const port = problem.port;
  if (facts.kind === 'merge') return matchChannels(context, shape, port);
  if (problem.expected?.includes('vector') && shape.length > 1) return [insertLayer(facts.node, port, 'flatten', 'Insert Flatten')];
  if (problem.expected === 'channels × height × width' && isStatic(shape)) {
    const side = Math.sqrt(staticElementCount(shape));
    if (Number.isInteger(side) && side > 1) return [insertLayer(facts.node, port, 'reshape', `Insert Reshape to ${side}×${side}×1`, { shape: [1, side, side] })];
  }
  return [];
}

/** Branches that differ in channels only meet after a 1×1 convolution. */
function matchChannels({ facts }: Context, shape: Shape, port: string): Fix[] {
  const wanted = facts.inputs[0]?.shape;
  if (!wanted || wanted.length !== 3 || shape.length !== 3 || shape[1] !== wanted[1] || shape[2] !== wanted[2]) return [];
  return [insertLayer(facts.node, port, 'conv2d', `Insert a 1×1 Conv2D with ${wanted[0]} filters`, { filters: wanted[0]!, kernel: [1, 1] })];
}

function insertLayer(node: GraphNode, port: string, type: string, title: string, params: JsonObject = {}): Fix {
  return {
    title,
    apply: (graph) => {
      const source = wiresInto(graph, node.id).get(port)?.from.node;
      const left = graph.nodes.find(({ id }) => id === source)?.position ?? { x: node.position.x - 2 * (NODE_WIDTH + COLUMN_GAP), y: node.position.y };
      // Between the two where there is room, else below the gap.
      const hasRoom = node.position.y === left.y && node.position.x - left.x >= 2 * NODE_WIDTH + COLUMN_GAP;
      const middle = (left.x + node.position.x) / 2;
      const position = { x: middle, y: hasRoom ? node.position.y : Math.max(left.y, node.position.y) + ROW_GAP + COLUMN_GAP };
      const added = addLayer(graph, type, position, params);
      return insertIntoWire(added.graph, { node: node.id, port }, added.node.id, { input: 'in', output: 'out' });
    },
  };
}

function fitParameters({ facts, problem, graph, all }: Context): Fix[] {
  const { node, definition } = facts;
  const set = (title: string, id: string, changes: JsonObject): Fix => ({ title, apply: (old) => updateParams(old, id, changes) });
  if (problem.parameter === 'kernel' && definition?.parameters.padding?.options?.includes('same')) return [set('Use same padding', node.id, { padding: 'same' })];
  if (problem.parameter === 'groups') return [set('Use one group', node.id, { groups: 1 })];
  if (problem.parameter === 'classWeights') {
    const source = wiresInto(graph, node.id).get('in')?.from.node;
    const before = source === undefined ? undefined : all.get(source);
    const classes = Number(problem.found);
    const widen = before?.node.type === 'dense' ? [set(`Set “${before.node.name}” to ${classes} units`, before.node.id, { units: classes })] : [];
    return [...widen, set('Drop the class weights', node.id, { classWeights: [] })];
  }
  if (problem.parameter !== undefined && problem.parameter !== 'loss' && problem.port === undefined && definition?.parameters[problem.parameter]) return resetParameter({ facts, problem, graph, all });
  return [];
}

function updateParams(graph: Graph, id: string, changes: Readonly<Record<string, Json>>): Graph {
  const node = graph.nodes.find((one) => one.id === id);
  return node ? updateNode(graph, id, { params: { ...node.params, ...changes } }) : graph;
}

function resetParameter({ facts: { node, definition }, problem: { parameter } }: Context): Fix[] {
  const spec = parameter === undefined ? undefined : definition?.parameters[parameter];
  if (!spec || !(parameter! in node.params)) return [];
  return [{ title: `Reset ${spec.label.toLowerCase()}`, apply: (graph) => updateNode(graph, node.id, { params: Object.fromEntries(Object.entries(node.params).filter(([name]) => name !== parameter)) }) }];
}

function forgetTensor({ facts: { node }, problem: { parameter } }: Context, title: string, field: 'value' | undefined): Fix[] {
  if (parameter === undefined || !node.tensors?.[parameter]) return [];
  const { [parameter]: settings, ...others } = node.tensors;
  const { value: _, ...withoutValue } = settings!;
  const tensors = field === 'value' ? { ...others, [parameter]: withoutValue } : others;
  return [{ title, apply: (graph) => updateNode(graph, node.id, { tensors }) }];
}

function removeWire({ facts: { node }, problem: { port }, graph }: Context): Fix[] {
  const wires = wiresInto(graph, node.id);
  const wire = port === undefined ? [...wires.values()].at(-1) : wires.get(port);
  return wire ? [{ title: 'Remove the wire', apply: (old) => removeWires(old, [wire.id]) }] : [];
}

/** The nearest box to the left whose output leads nowhere yet. */
function connectNearest({ facts: { node }, problem: { port }, graph, all }: Context): Fix[] {
  if (port === undefined) return [];
  const to: Endpoint = { node: node.id, port };
  const candidates = [...all.values()].flatMap((other) =>
    other.outputs.filter(({ isWired }) => !isWired).map(({ name }) => ({ name: other.node.name, from: { node: other.node.id, port: name }, distance: distance(other.node, node) })),
  );
  const nearest = candidates.filter(({ from }) => from.node !== node.id && refusal(graph, from, to) === undefined).sort((a, b) => a.distance - b.distance)[0];
  return nearest ? [{ title: `Connect “${nearest.name}”`, apply: (old) => rewire(old, nearest.from, to) }] : [];
}

/** Boxes to the right count as far away: signals run left to right. */
function distance(from: GraphNode, to: GraphNode): number {
  const ahead = to.position.x - from.position.x;
  return Math.hypot(ahead < 0 ? 4 * ahead : ahead, to.position.y - from.position.y);
}
