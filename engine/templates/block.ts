/** Blocks of templates: one picture in, one picture out, as many filters as the instance says. */
import { GraphBuilder, type Source } from '../document/graph-builder';
import { newId } from '../document/ids';
import type { BlockDefinition, BlockParameter } from '../document/model';

/** A whole number that an instance gives, read inside the block through `argument(name)`. */
export function wholeNumber(name: string, value: number, help: string): BlockParameter {
  return { name, kind: 'integer', default: value, min: 1, help };
}

export function argument(name: string): { readonly expression: string } {
  return { expression: name };
}

/** `body` wires from the block's input to the node it returns, which becomes the output. */
export function defineBlock(name: string, description: string, parameters: readonly BlockParameter[], body: (graph: GraphBuilder, input: Source) => Source): BlockDefinition {
  const graph = new GraphBuilder();
  graph.blockOutput(body(graph, graph.blockInput()));
  const port = (port: string) => ({ name: port, kind: 'image' as const });
  return { id: newId(), name, description, inputs: [port('in')], outputs: [port('out')], parameters, graph: graph.build() };
}

/** A convolution without bias, whose work the BatchNorm after it does. */
export function addNormalizedConv(graph: GraphBuilder, input: Source, suffix: string, params: { readonly filters: unknown; readonly kernel: number; readonly stride?: unknown }): Source {
  const { filters, kernel, stride = 1 } = params;
  const pad = (kernel - 1) / 2;
  const conv = graph.add(
    // As PyTorch pads: `same` would put the odd pixel of a stride of 2 on the other side.
    { type: 'conv2d', name: `conv${suffix}`, params: { filters: filters as number, kernel, stride: stride as number, padding: 'explicit', pads: [pad, pad, pad, pad], bias: false, initializer: 'he-normal' } },
    input,
  );
  return graph.add({ type: 'batch-norm', name: `norm${suffix}` }, conv);
}
