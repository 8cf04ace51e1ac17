/**
 * Graphs inside attributes (If, Loop, Scan). They pass through as they are, but for names: their own values get names that
 * meet nothing outside, and what they read from outside is followed when it is renamed.
 */
import { AttributeProtoSchema, type AttributeProto, type GraphProto } from './generated/onnx_pb';
import { fromBinary, toBinary } from '@bufbuild/protobuf';

function graphsOf(attribute: AttributeProto): GraphProto[] {
  return [...(attribute.g ? [attribute.g] : []), ...attribute.graphs];
}

function ownNames(graph: GraphProto): Set<string> {
  return new Set([...graph.input.map(({ name }) => name), ...graph.initializer.map(({ name }) => name), ...graph.node.flatMap(({ output }) => output)]);
}

/** Names of outer values that the graphs of an attribute read. */
export function capturedNames(attribute: AttributeProto): string[] {
  return graphsOf(attribute).flatMap((graph) => {
    const own = ownNames(graph);
    const read = [...graph.node.flatMap(({ input, attribute: inner }) => [...input, ...inner.flatMap(capturedNames)]), ...graph.output.map(({ name }) => name)];
    return read.filter((name) => name !== '' && !own.has(name));
  });
}

/** The attribute with every value of its graphs called after `place`. */
export function isolateNames(attribute: AttributeProto, place: string): AttributeProto {
  graphsOf(attribute).forEach((graph, index) => {
    const own = ownNames(graph);
    renameValues(graph, (name) => (own.has(name) ? `/inner${place}.${index}/${name}` : name));
  });
  return attribute;
}

/** The attribute `proto` with what its graphs read from outside under other names. */
export function renameCaptured(proto: Uint8Array, names: ReadonlyMap<string, string>): Uint8Array {
  const attribute = fromBinary(AttributeProtoSchema, proto);
  for (const graph of graphsOf(attribute)) {
    const own = ownNames(graph);
    renameValues(graph, (name) => (own.has(name) ? name : (names.get(name) ?? name)));
  }
  return toBinary(AttributeProtoSchema, attribute);
}

/** Inner graphs see the names of outer ones, so they are renamed with them. */
function renameValues(graph: GraphProto, rename: (name: string) => string): void {
  const named = (name: string) => (name === '' ? name : rename(name));
  for (const value of [...graph.input, ...graph.output, ...graph.valueInfo]) value.name = named(value.name);
  for (const tensor of graph.initializer) tensor.name = named(tensor.name);
  for (const node of graph.node) {
    node.input = node.input.map(named);
    node.output = node.output.map(named);
    for (const attribute of node.attribute) {
      for (const inner of graphsOf(attribute)) {
        const own = ownNames(inner);
        renameValues(inner, (name) => (own.has(name) ? name : rename(name)));
      }
    }
  }
}
