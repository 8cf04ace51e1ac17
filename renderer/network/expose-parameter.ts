/** A parameter of a box inside a block becomes one of the block: every use may then give another value. */
import { addParameter, freeParameterName } from '../../engine/document/block-interface';
import { editGraph, updateNode } from '../../engine/document/edits';
import type { BlockParameter, GraphNode, Json, LoomDocument } from '../../engine/document/model';
import type { ParameterSpec } from '../../engine/core/parameters';

/** Its present value becomes the default, so that nothing changes yet. */
export function exposeParameter(document: LoomDocument, block: string, node: GraphNode, name: string, spec: ParameterSpec<unknown>): LoomDocument {
  const definition = document.definitions.find(({ id }) => id === block)!;
  const value = node.params[name] ?? (spec.default as Json);
  const exposed = freeParameterName(definition, name);
  const { help, minimum, maximum, options } = spec;
  const isNumber = typeof value === 'number';
  const parameter: BlockParameter = {
    name: exposed,
    kind: kindOf(spec, value),
    default: value,
    help,
    ...(isNumber && minimum !== undefined && { min: minimum }),
    ...(isNumber && maximum !== undefined && { max: maximum }),
    ...(spec.kind === 'choice' && options && { choices: options }),
  };
  return editGraph(addParameter(document, block, parameter), block, (graph) => updateNode(graph, node.id, { params: { ...node.params, [name]: { expression: exposed } } }));
}

function kindOf({ kind }: ParameterSpec<unknown>, value: Json): BlockParameter['kind'] {
  if (typeof value === 'boolean') return 'boolean';
  if (typeof value === 'string') return 'text';
  if (typeof value === 'number') return kind === 'number' || !Number.isInteger(value) ? 'number' : 'integer';
  return 'json';
}
