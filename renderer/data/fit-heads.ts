/** Heads that find objects, as the data asks for them: as many classes, and layers before them that tell so many apart. */
import type { Shape } from '../../engine/core/shape';
import { updateNode } from '../../engine/document/edits';
import { wiresInto } from '../../engine/document/graph-index';
import type { Graph, GraphNode, LoomDocument } from '../../engine/document/model';
import { inferNetwork, type InferredNode } from '../../engine/infer/infer-network';
import { LayerProblem, type LayerDefinition, type Port } from '../../engine/layers/define-layer';

/** The same document where all heads fit already, or one of them cannot be changed so. */
export function fitHeads(document: LoomDocument, classes: number): LoomDocument {
  const network = inferNetwork(document);
  const heads = network.nodes.filter((node) => node.flat.instancePath.length === 0 && isHead(node) && node.parameters!['classes'] !== classes);
  if (heads.length === 0 || classes === 0) return document;
  const graph = heads.reduce((changed, head) => fitHead(changed, head, classes), document.graph);
  const fitted = { ...document, graph };
  const problems = inferNetwork(fitted).problems.filter(({ severity }) => severity === 'error');
  return problems.length > network.problems.length ? document : fitted;
}

/** Whether a layer is compared with the boxes of objects, and says how many kinds of them it tells apart. */
export function isHead({ definition, parameters }: InferredNode): boolean {
  return parameters !== undefined && typeof parameters['classes'] === 'number' && definition?.target?.accepts(parameters).includes('boxes') === true;
}

/** Port by port, as the head asks for it. What cannot be changed stays, and the head has a problem then. */
function fitHead(graph: Graph, { flat, definition, sizes, parameters }: InferredNode, classes: number): Graph {
  const { id } = flat.node;
  const before = Number(parameters!['classes']);
  const inputs = [...sizes!.inputs];
  const ports = (definition!.inputs as readonly Port[]).map(({ name }) => name);
  let changed = withParameter(graph, id, 'classes', classes);
  for (const _ of ports) {
    const wanted = wantedWidth(definition!, inputs, { ...parameters, classes });
    const source = wanted && wiresInto(changed, id).get(wanted.port)?.from.node;
    const node = changed.nodes.find((one) => one.id === source);
    if (!wanted || !node) return changed;
    const at = ports.indexOf(wanted.port);
    const axis = widthAxis(inputs[at]!);
    const parameter = widthOf(node, Number(inputs[at]![axis]), before);
    if (!parameter) return changed;
    changed = withParameter(changed, node.id, parameter.name, parameter.isClasses ? classes : wanted.width);
    inputs[at] = inputs[at]!.with(axis, wanted.width);
  }
  return changed;
}

/** Channels stand first in maps, values last in lists. */
function widthAxis(shape: Shape): number {
  return shape.length === 3 ? 0 : shape.length - 1;
}

/** The first port that should get another number of values or channels, and which. */
function wantedWidth(definition: LayerDefinition, inputs: readonly Shape[], parameters: Record<string, unknown>): { readonly port: string; readonly width: number } | undefined {
  try {
    definition.shape({ inputs, parameters });
    return undefined;
  } catch (error) {
    if (!(error instanceof LayerProblem)) throw error;
    const { port, expected = '' } = error.details;
    const width = Number.parseInt(expected.split('×').at(-1)!, 10);
    return port !== undefined && width > 0 ? { port, width } : undefined;
  }
}

/** What a layer or a block before a head calls all its values, or those of them that stand for classes. */
function widthOf({ params }: GraphNode, width: number, classes: number): { readonly name: string; readonly isClasses: boolean } | undefined {
  const all = ['filters', 'channels', 'units'].find((name) => params[name] === width);
  if (all !== undefined) return { name: all, isClasses: false };
  return params['classes'] === classes ? { name: 'classes', isClasses: true } : undefined;
}

function withParameter(graph: Graph, id: string, name: string, value: number): Graph {
  const node = graph.nodes.find((one) => one.id === id)!;
  return updateNode(graph, id, { params: { ...node.params, [name]: value } });
}
