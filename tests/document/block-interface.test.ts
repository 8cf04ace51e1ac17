import { describe, expect, test } from 'vitest';
import { addParameter, addPort, describeBlock, freeParameterName, parameterUsers, removeParameter, removePort, renameBlock, renameParameter, renamePort, setPortKind, updateParameter } from '../../engine/document/block-interface';
import { checkDocument } from '../../engine/document/check';
import { addDefinition, addNode, blockInstance, connect, createDocument, editGraph, EMPTY_GRAPH } from '../../engine/document/edits';
import { namesIn, renameIn } from '../../engine/document/expression';
import { flatten } from '../../engine/document/flatten';
import { BLOCK_INPUT, BLOCK_OUTPUT, type BlockDefinition, type LoomDocument } from '../../engine/document/model';
import { LAYER_CATALOG } from '../../engine/infer/layer-catalog';

/** input → stage(filters: 8, repeat 2) → relu, where the block holds a convolution and another block. */
function sample(): LoomDocument {
  const inner = addNode(EMPTY_GRAPH, { type: 'conv2d', name: 'conv', params: { filters: { expression: 'wide * 2' }, kernel: [{ expression: 'size' }, 3] } }, LAYER_CATALOG);
  const wired = connect(connect(inner.graph, { node: BLOCK_INPUT, port: 'in' }, { node: inner.node.id, port: 'in' }), { node: inner.node.id, port: 'out' }, { node: BLOCK_OUTPUT, port: 'out' });
  const block: BlockDefinition = {
    id: 'stage',
    name: 'stage',
    inputs: [{ name: 'in', kind: 'image' }],
    outputs: [{ name: 'out', kind: 'image' }],
    parameters: [
      { name: 'wide', kind: 'integer', default: 4, min: 1 },
      { name: 'size', kind: 'integer', default: { expression: 'max(wide / 4, 1)' } },
      { name: 'spare', kind: 'text', default: 'a', choices: ['a', 'b'] },
    ],
    graph: wired,
  };
  const document = addDefinition(createDocument('blocks'), block);
  return editGraph(document, undefined, (graph) => {
    const input = addNode(graph, { type: 'input', params: { shape: [3, 8, 8] } }, LAYER_CATALOG);
    const stage = addNode(input.graph, blockInstance(block, { params: { wide: 8, spare: 'b' }, repeat: 2 }), LAYER_CATALOG);
    const relu = addNode(stage.graph, { type: 'relu' }, LAYER_CATALOG);
    return connect(connect(relu.graph, { node: input.node.id, port: 'out' }, { node: stage.node.id, port: 'in' }), { node: stage.node.id, port: 'out' }, { node: relu.node.id, port: 'in' });
  });
}

/** What the engine sees: must not change with names that only the block knows. */
function meaning(document: LoomDocument): unknown {
  const { nodes, wires } = flatten(document);
  return { layers: nodes.map(({ path, params }) => ({ path, params })), wires: wires.map(({ from, to }) => ({ from, to })) };
}

const block = (document: LoomDocument): BlockDefinition => document.definitions[0]!;

describe('renaming', () => {
  test('a parameter is followed by expressions, defaults and arguments', () => {
    const before = sample();
    const after = renameParameter(before, 'stage', 'wide', 'filters');
    expect(block(after).parameters.map(({ name, default: value }) => [name, value])).toEqual([['filters', 4], ['size', { expression: 'max(filters / 4, 1)' }], ['spare', 'a']]);
    expect(after.graph.nodes.find(({ block: use }) => use)!.params).toEqual({ filters: 8, spare: 'b' });
    expect(meaning(after)).toEqual(meaning(before));
    expect(checkDocument(after)).toEqual([]);
  });

  test('a port is followed by wires inside and outside', () => {
    const before = sample();
    const after = renamePort(renamePort(before, 'stage', 'inputs', 'in', 'picture'), 'stage', 'outputs', 'out', 'map');
    expect(block(after).graph.wires.map(({ from, to }) => [from.port, to.port])).toEqual([['picture', 'in'], ['out', 'map']]);
    expect(after.graph.wires.map(({ from, to }) => [from.port, to.port])).toEqual([['out', 'picture'], ['map', 'in']]);
    expect(meaning(after)).toEqual(meaning(before));
    expect(checkDocument(after)).toEqual([]);
  });

  test('a block keeps its uses', () => {
    const after = renameBlock(sample(), 'stage', 'Stage A');
    expect(block(after).name).toBe('Stage A');
    expect(meaning(after)).toEqual(meaning(sample()));
  });

  test('refuses names that could not be saved', () => {
    const document = addParameter(sample(), 'stage', { name: 'depth', kind: 'integer', default: 1 });
    expect(() => renameParameter(document, 'stage', 'wide', 'depth')).toThrow('There is already a parameter named "depth".');
    expect(() => renameParameter(document, 'stage', 'wide', 'max')).toThrow('"max" cannot be the name of a parameter.');
    expect(() => renamePort(addPort(document, 'stage', 'inputs'), 'stage', 'inputs', 'in', 'in2')).toThrow('There is already an input named "in2".');
    expect(() => renamePort(document, 'stage', 'outputs', 'out', 'a/b')).toThrow('"a/b" cannot be a name.');
    expect(() => renameBlock(addDefinition(document, { ...block(document), id: 'other', name: 'other', graph: EMPTY_GRAPH }), 'stage', 'other')).toThrow('There is already a block named "other".');
  });
});

describe('ports', () => {
  test('come with a free name and go with their wires', () => {
    const added = setPortKind(addPort(sample(), 'stage', 'inputs'), 'stage', 'inputs', 'in2', 'vector');
    expect(block(added).inputs).toEqual([{ name: 'in', kind: 'image' }, { name: 'in2', kind: 'vector' }]);
    const removed = removePort(added, 'stage', 'inputs', 'in');
    expect(block(removed).inputs.map(({ name }) => name)).toEqual(['in2']);
    expect([block(removed).graph.wires.length, removed.graph.wires.length]).toEqual([1, 1]);
    expect(checkDocument(removed)).toEqual([]);
    expect(checkDocument(removePort(removed, 'stage', 'outputs', 'out'))).toEqual([]);
  });
});

describe('parameters', () => {
  test('cannot go while a box reads them', () => {
    expect(parameterUsers(block(sample()), 'wide')).toEqual(['size', 'conv']);
    expect(() => removeParameter(sample(), 'stage', 'wide')).toThrow('The parameter "wide" is used by size, conv.');
    const after = removeParameter(sample(), 'stage', 'spare');
    expect(after.graph.nodes.find(({ block: use }) => use)!.params).toEqual({ wide: 8 });
    expect(meaning(after)).toEqual(meaning(sample()));
  });

  test('of another kind begin anew', () => {
    const after = updateParameter(sample(), 'stage', 'spare', { kind: 'integer' });
    expect(block(after).parameters[2]).toEqual({ name: 'spare', kind: 'integer', default: 1 });
    expect(block(updateParameter(after, 'stage', 'spare', { min: 2, max: 9 })).parameters[2]).toEqual({ name: 'spare', kind: 'integer', default: 1, min: 2, max: 9 });
    expect(block(updateParameter(sample(), 'stage', 'wide', { min: undefined })).parameters[0]).toEqual({ name: 'wide', kind: 'integer', default: 4 });
  });

  test('get a name from any text', () => {
    expect(freeParameterName(block(sample()), 'Kernel size')).toBe('Kernelsize');
    expect(freeParameterName(block(sample()), 'wide')).toBe('wide2');
    expect(freeParameterName(block(sample()), '3×3')).toBe('value');
  });
});

test('a description comes and goes', () => {
  const described = describeBlock(sample(), 'stage', 'Two convolutions.');
  expect(block(described).description).toBe('Two convolutions.');
  expect(block(describeBlock(described, 'stage', ''))).not.toHaveProperty('description');
});

test('names in expressions are told from functions, numbers and longer names', () => {
  expect([...namesIn('max(wide, 2e3) + wider*copy')]).toEqual(['wide', 'wider', 'copy']);
  expect(renameIn('max(wide, 2e3) + wider*wide', 'wide', 'w')).toBe('max(w, 2e3) + wider*w');
  expect(renameIn('what is $ this', 'this', 'w')).toBe('what is $ this');
});
