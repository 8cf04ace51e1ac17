/** Each remedy mends the problem it is offered for. */
import { beforeEach, describe, expect, it } from 'vitest';
import { removeWires, updateNode } from '../../engine/document/edits';
import type { JsonObject } from '../../engine/document/model';
import { addLayerNext } from '../../renderer/commands/add-layer';
import { drawWire } from '../../renderer/commands/draw-wire';
import { findFixes } from '../../renderer/network/fixes';
import { editOpenGraph, useOpenGraph } from '../../renderer/store/open-graph-store';
import { select } from '../../renderer/store/session-store';
import { graph, node, openEmpty, openTemplate, problems, selectNames } from './window';

function fixesOf(name: string) {
  const { facts } = useOpenGraph.getState();
  const box = facts.get(node(name).id)!;
  return findFixes({ problem: box.problems[0]!, facts: box, graph: graph(), all: facts });
}

function apply(name: string, title: string): void {
  const fix = fixesOf(name).find((one) => one.title === title);
  if (!fix) throw new Error(`offered: ${fixesOf(name).map((one) => one.title).join(', ')}`);
  editOpenGraph(fix.title, fix.apply);
}

function set(name: string, params: JsonObject): void {
  editOpenGraph('Set', (old) => updateNode(old, node(name).id, { params: { ...node(name).params, ...params } }));
}

describe('remedies', () => {
  beforeEach(() => openTemplate('lenet5'));

  it('insert Flatten before a Dense layer that gets a picture', () => {
    drawWire({ node: node('pool2').id, port: 'out' }, { node: node('dense3').id, port: 'in' });
    expect(problems()).toHaveLength(1);
    apply('dense3', 'Insert Flatten');
    expect(problems()).toEqual([]);
  });

  it('insert Flatten before an Output that gets a picture', () => {
    drawWire({ node: node('pool2').id, port: 'out' }, { node: node('output').id, port: 'in' });
    apply('output', 'Insert Flatten');
    expect(problems()).toEqual([]);
  });

  it('connect the nearest loose end', () => {
    editOpenGraph('Cut', (old) => removeWires(old, old.wires.filter(({ to }) => to.node === node('conv2').id).map(({ id }) => id)));
    apply('conv2', 'Connect “pool1”');
    expect(problems()).toEqual([]);
  });

  it('use same padding where the window is larger than the picture', () => {
    set('pool2', { kernel: [20, 20] });
    apply('pool2', 'Use same padding');
    expect(problems()).toEqual([]);
  });

  it('use one group where groups do not divide', () => {
    set('conv2', { groups: 5 });
    apply('conv2', 'Use one group');
    expect(problems()).toEqual([]);
  });

  it('set the units to the number of class weights, or drop the weights', () => {
    set('output', { classWeights: [1, 2, 3] });
    apply('output', 'Set “dense5” to 3 units');
    expect(problems()).toEqual([]);
    expect(node('dense5').params.units).toBe(3);
    set('output', { classWeights: [1, 2] });
    apply('output', 'Drop the class weights');
    expect(problems()).toEqual([]);
  });

  it('reset a value that no field would take', () => {
    set('conv2', { filters: -3 });
    apply('conv2', 'Reset filters');
    expect(problems()).toEqual([]);
  });

  it('bring branches together with a 1×1 convolution', () => {
    openEmpty();
    addLayerNext('input');
    addLayerNext('conv2d');
    set('conv1', { padding: 'same' });
    addLayerNext('add');
    select([]);
    drawWire({ node: node('input').id, port: 'out' }, { node: node('add1').id, port: 'in2' });
    expect(problems()).toHaveLength(1);
    apply('add1', 'Insert a 1×1 Conv2D with 16 filters');
    expect(problems()).toEqual([]);
  });

  it('make a picture of a vector where the numbers allow it', () => {
    openEmpty();
    addLayerNext('input');
    set('input', { shape: [64] });
    selectNames('input');
    addLayerNext('conv2d');
    apply('conv1', 'Insert Reshape to 8×8×1');
    expect(problems()).toEqual([]);
  });

  it('leave nothing to guess: every problem has a remedy or a sentence that says what to do', () => {
    drawWire({ node: node('pool2').id, port: 'out' }, { node: node('dense3').id, port: 'in' });
    expect(fixesOf('dense3').map(({ title }) => title)).toEqual(['Insert Flatten']);
  });
});
