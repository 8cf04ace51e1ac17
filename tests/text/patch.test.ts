/** Changes on the canvas change their lines and leave comments, blank lines and spelling of the others. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addNode, connect, createDocument, editGraph, removeNodes, renameNode, updateNode } from '../../engine/document/edits';
import type { LoomDocument } from '../../engine/document/model';
import { LAYER_CATALOG } from '../../engine/infer/layer-catalog';
import { formatText, modelText } from '../../engine/text/model-text';
import { printModel } from '../../engine/text/print-model';
import { readModel } from '../../engine/text/read-model';
import { arbitraryNetwork } from './arbitrary-network';

const TEXT = `// A small network

const image = input({ shape: [1, 8, 8] }); // grey
const conv1 = conv2d(image, { filters: 4,   kernel: 3 }); // edges

/* then
   the answer */
const flat = flatten( conv1 );
const scores = dense(flat, { units: 2 });
const answer = output(scores);
`;

function read(text: string, base: LoomDocument = createDocument('test')): LoomDocument {
  const { document, problems } = readModel(text, base);
  expect(problems).toEqual([]);
  return document!;
}

const start = read(TEXT);
const id = (name: string, document = start) => document.graph.nodes.find((node) => node.name === name)!.id;

describe('an edit on the canvas', () => {
  it('of a number changes the number', () => {
    const edited = editGraph(start, undefined, (graph) => updateNode(graph, id('conv1'), { params: { filters: 16, kernel: 3 } }));
    expect(modelText(edited)).toBe(TEXT.replace('filters: 4', 'filters: 16'));
  });

  it('of a name changes the name wherever it stands', () => {
    const edited = renameNode(start, undefined, id('flat'), 'vector of all');
    expect(modelText(edited)).toBe(TEXT.replace('const flat =', "const 'vector of all' =").replace('dense(flat', "dense('vector of all'"));
  });

  it('that adds a box adds a line after what feeds it', () => {
    const edited = editGraph(start, undefined, (graph) => {
      const added = addNode(graph, { type: 'relu', name: 'relu1' }, LAYER_CATALOG);
      const rewired = { ...added.graph, wires: added.graph.wires.map((wire) => (wire.to.node === id('flat') ? { ...wire, from: { node: added.node.id, port: 'out' } } : wire)) };
      return connect(rewired, { node: id('conv1'), port: 'out' }, { node: added.node.id, port: 'in' });
    });
    expect(modelText(edited)).toBe(TEXT.replace('// edges\n', '// edges\nconst relu1 = relu(conv1);\n').replace('flatten( conv1 )', 'flatten( relu1 )'));
  });

  it('that removes a box removes its line', () => {
    const edited = editGraph(start, undefined, (graph) => removeNodes(graph, [id('answer')]));
    expect(modelText(edited)).toBe(TEXT.replace('const answer = output(scores);\n', ''));
  });

  it('gives a text that describes the document, whatever was written before', () => {
    fc.assert(fc.property(arbitraryNetwork, arbitraryNetwork, fc.boolean(), (written, drawn, related) => {
      const code = `// begin\n${printModel(related ? { ...drawn, graph: written.graph.nodes.some(({ block }) => block) ? drawn.graph : written.graph } : written)}// end\n`;
      const document = { ...drawn, code };
      const { document: found, problems } = readModel(modelText(document), document);
      expect(problems).toEqual([]);
      expect(found!.graph).toBe(document.graph);
      expect(found!.definitions).toBe(document.definitions);
    }), { numRuns: 200 });
  });
});

describe('an edit of the text', () => {
  it('keeps ids and places of everything else', () => {
    const edited = read(TEXT.replace('filters: 4', 'filters: 16'), start);
    expect(edited.graph.nodes.map(({ id }) => id)).toEqual(start.graph.nodes.map(({ id }) => id));
    expect(edited.graph.nodes.filter((node, index) => node !== start.graph.nodes[index])).toHaveLength(1);
    expect(edited.graph.wires).toBe(start.graph.wires);
  });

  it('of a name is a rename', () => {
    const edited = read(TEXT.replaceAll('flat', 'vector').replace('vectorten', 'flatten'), start);
    expect(edited.graph.nodes.map(({ id, name }) => [id, name])).toEqual(start.graph.nodes.map(({ id, name }) => [id, name === 'flat' ? 'vector' : name]));
    expect(edited.graph.wires).toBe(start.graph.wires);
  });

  it('of a name in a block renames the tensors that its uses set', () => {
    const before = read("function twice(x: any): any {\n  const a = dense(x, { units: 2 });\n  return a;\n}\nconst i = input({ shape: [2] });\nconst t = twice(i, {}, { tensors: { 'a.weight': { frozen: true } } });\n");
    const after = read(modelText(before).replace('const a =', 'const first =').replace('return a', 'return first'), before);
    expect(after.graph.nodes[1]!.tensors).toEqual({ 'first.weight': { frozen: true } });
    expect(modelText(after)).toContain("'first.weight': { frozen: true }");
  });

  it('exchanges two names', () => {
    const swapped = TEXT.replaceAll(/\b(conv1|flat)\b/g, (name) => (name === 'conv1' ? 'flat' : 'conv1'));
    const { document } = readModel(swapped, start);
    expect(printModel(document!)).toContain('const conv1 = flatten(flat);');
  });

  it('places a new box after what feeds it, where there is room', () => {
    const edited = read(TEXT.replace('const flat', 'const relu1 = relu(conv1);\nconst flat'), start);
    const places = edited.graph.nodes.map(({ position }) => `${position.x} ${position.y}`);
    expect(new Set(places).size).toBe(places.length);
    const [conv, relu] = ['conv1', 'relu1'].map((name) => edited.graph.nodes.find((node) => node.name === name)!);
    expect(relu!.position.x).toBeGreaterThan(conv!.position.x);
  });
});

describe('formatting', () => {
  it('prints every statement as usual and keeps comments', () => {
    expect(formatText(TEXT)).toBe(TEXT.replace('4,   kernel', '4, kernel').replace('( conv1 )', '(conv1)'));
  });
});
