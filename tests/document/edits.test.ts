import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { LoomError } from '../../engine/core/diagnostic';
import { checkDocument } from '../../engine/document/check';
import { addDefinition, addNode, addNote, blockInstance, connect, createDocument, editGraph, EMPTY_GRAPH, graphAt, removeNodes, removeWires, renameNode, uniqueName, updateNode } from '../../engine/document/edits';
import { flatten } from '../../engine/document/flatten';
import { GraphBuilder } from '../../engine/document/graph-builder';
import { newId } from '../../engine/document/ids';
import type { BlockDefinition, LoomDocument } from '../../engine/document/model';
import { readDocument } from '../../engine/document/read';
import { writeDocument } from '../../engine/document/write';
import { LAYER_CATALOG } from '../../engine/infer/layer-catalog';

test('ids are 10 characters of 64 and do not repeat', () => {
  const ids = Array.from({ length: 5000 }, newId);
  expect(new Set(ids).size).toBe(5000);
  expect(ids.every((id) => /^[A-Za-z0-9_-]{10}$/.test(id))).toBe(true);
  expect(new Set(ids.join('')).size).toBe(64);
});

describe('single edits', () => {
  test('leave the old version as it is', () => {
    const { graph: one, node: a } = addNode(EMPTY_GRAPH, { type: 'relu' }, LAYER_CATALOG);
    const { graph: two, node: b } = addNode(one, { type: 'relu' }, LAYER_CATALOG);
    expect([a.name, b.name]).toEqual(['relu', 'relu2']);
    const wired = connect(two, { node: a.id, port: 'out' }, { node: b.id, port: 'in' });
    expect([EMPTY_GRAPH.nodes.length, one.nodes.length, two.wires.length, wired.wires.length]).toEqual([0, 1, 0, 1]);
    expect(removeNodes(wired, [a.id])).toEqual({ nodes: [b], wires: [], notes: [] });
    expect(removeWires(wired, [wired.wires[0]!.id]).wires).toEqual([]);
    expect(updateNode(wired, b.id, { muted: true }).nodes[1]).toEqual({ ...b, muted: true });
    expect(addNote(wired, { text: 'hm', position: { x: 0, y: 0 }, size: { width: 9, height: 9 } }).notes[0]!.text).toBe('hm');
    expect(uniqueName(new Set(['a', 'a2']), 'a')).toBe('a3');
  });

  test('refuse what could not be saved, and say why', () => {
    const { graph, node } = addNode(EMPTY_GRAPH, { type: 'relu' }, LAYER_CATALOG);
    expect(() => addNode(graph, { type: 'relu', name: 'relu' }, LAYER_CATALOG)).toThrow('There is already a node named "relu".');
    expect(() => addNode(graph, { type: 'relu', name: 'a/b' }, LAYER_CATALOG)).toThrow('"a/b" cannot be a name.');
    const end = { node: node.id, port: 'in' };
    const wired = connect(graph, { node: node.id, port: 'out' }, end);
    expect(() => connect(wired, { node: node.id, port: 'out' }, end)).toThrow('The port "in" of "relu" already has a wire.');
    expect(() => connect(graph, { node: 'gone', port: 'out' }, end)).toThrow('There is no node with the id "gone"');
    expect(() => updateNode(graph, 'gone', {})).toThrow(LoomError);
    expect(() => graphAt(createDocument('d'), 'gone')).toThrow('There is no block with the id "gone"');
    const builder = new GraphBuilder(LAYER_CATALOG);
    builder.blockOutput(builder.blockInput());
    expect(() => builder.blockOutput(builder.blockInput())).toThrow('The port "out" of "the block" already has a wire.');
  });
});

test('whatever is edited can be saved, read and edited on', () => {
  const step = fc.tuple(fc.constantFrom('add', 'remove', 'connect', 'disconnect', 'rename', 'block'), fc.nat(), fc.nat());
  fc.assert(
    fc.property(fc.array(step, { maxLength: 25 }), (steps) => {
      let document: LoomDocument = createDocument('d');
      for (const [kind, first, second] of steps) {
        try {
          document = apply(document, kind, first, second);
        } catch (error) {
          expect(error).toBeInstanceOf(LoomError);
        }
      }
      expect(checkDocument(document)).toEqual([]);
      expect(readDocument(writeDocument(document).text).document).toEqual(document);
    }),
    { numRuns: 60 },
  );
});

function apply(document: LoomDocument, kind: string, first: number, second: number): LoomDocument {
  const { nodes, wires } = document.graph;
  const a = nodes[first % Math.max(1, nodes.length)];
  const b = nodes[second % Math.max(1, nodes.length)];
  if (kind === 'add') return editGraph(document, undefined, (graph) => addNode(graph, { type: 'relu' }, LAYER_CATALOG).graph);
  if (kind === 'block') {
    const definition: BlockDefinition = { id: newId(), name: `block ${first % 3}`, inputs: [], outputs: [], parameters: [], graph: addNode(EMPTY_GRAPH, { type: 'relu' }, LAYER_CATALOG).graph };
    return editGraph(addDefinition(document, definition), undefined, (graph) => addNode(graph, { ...blockInstance(definition), name: `use ${second}` }, LAYER_CATALOG).graph);
  }
  if (!a || !b) return document;
  if (kind === 'remove') return editGraph(document, undefined, (graph) => removeNodes(graph, [a.id]));
  if (kind === 'rename') return renameNode(document, undefined, a.id, `renamed ${second % 4}`);
  // Ports of blocks are those of their definitions, which here have none.
  if (kind === 'connect') return a.block || b.block ? document : editGraph(document, undefined, (graph) => connect(graph, { node: a.id, port: 'out' }, { node: b.id, port: `in${second % 2}` }));
  return editGraph(document, undefined, (graph) => removeWires(graph, wires.slice(0, 1).map(({ id }) => id)));
}

describe('definitions', () => {
  const inner = new GraphBuilder(LAYER_CATALOG);
  const conv = inner.add({ type: 'conv2d', name: 'conv' }, inner.blockInput());
  inner.blockOutput(conv);
  const unit: BlockDefinition = { id: 'unit', name: 'unit', inputs: [{ name: 'in', kind: 'any' }], outputs: [{ name: 'out', kind: 'any' }], parameters: [], graph: inner.build() };
  const middle = new GraphBuilder(LAYER_CATALOG);
  const units = middle.add(blockInstance(unit, { name: 'unit', repeat: 2 }), middle.blockInput());
  middle.blockOutput(units);
  const stage: BlockDefinition = { ...unit, id: 'stage', name: 'stage', graph: middle.build() };

  test('names are unique, and what they use must be there first', () => {
    const document = addDefinition(createDocument('d'), unit);
    expect(() => addDefinition(document, { ...unit, id: 'other' })).toThrow('There is already a block named "unit".');
    expect(() => addDefinition(createDocument('d'), stage)).toThrow('uses the block "unit", which is not defined');
    expect(() => addDefinition(document, { ...unit, id: 'self', name: 'self', graph: addNode(EMPTY_GRAPH, { type: 'block', block: { definition: 'self' } }, LAYER_CATALOG).graph })).toThrow('uses the block "self"');
  });

  test('renaming inside a block keeps the tensor settings of its instances', () => {
    const top = new GraphBuilder(LAYER_CATALOG);
    const settings = { frozen: true };
    top.add(blockInstance(stage, { name: 'a', tensors: { 'unit2/conv.weight': settings } }));
    top.add(blockInstance(stage, { name: 'b', repeat: 3, tensors: { '3/unit1/conv.weight': settings, 'odd.key': settings } }));
    top.add(blockInstance(unit, { name: 'unit', tensors: { 'conv.weight': settings } }));
    const document = [unit, stage].reduce(addDefinition, createDocument('d', top.build()));
    const frozen = (version: LoomDocument) => flatten(version).nodes.filter(({ tensors }) => tensors.weight?.frozen).map(({ path }) => path).sort();
    expect(frozen(document)).toEqual(['a/unit2/conv', 'b3/unit1/conv', 'unit/conv']);

    const renamedLeaf = renameNode(document, 'unit', conv.id, 'filter');
    expect(frozen(renamedLeaf)).toEqual(['a/unit2/filter', 'b3/unit1/filter', 'unit/filter']);
    const renamedBoth = renameNode(renamedLeaf, 'stage', units.id, 'part');
    expect(frozen(renamedBoth)).toEqual(['a/part2/filter', 'b3/part1/filter', 'unit/filter']);
    expect(renamedBoth.graph.nodes[1]!.tensors).toHaveProperty(['odd.key']);
    expect(renameNode(renamedBoth, 'stage', units.id, 'part')).toBe(renamedBoth);
  });
});
