/** What commands do to the document. */
import { beforeEach, describe, expect, it } from 'vitest';
import type { ParameterSpec } from '../../engine/core/parameters';
import { updateNode } from '../../engine/document/edits';
import { inferNetwork } from '../../engine/infer/infer-network';
import { findLayer } from '../../engine/layers/index';
import { addLayerNext } from '../../renderer/commands/add-layer';
import { drawWire } from '../../renderer/commands/draw-wire';
import { COMMANDS } from '../../renderer/commands/index';
import { bindings, chooseKeys, keysOf, keysOfEvent, keysTaken, writeKeys } from '../../renderer/commands/shortcuts';
import { openLabelling, useLabelling } from '../../renderer/labelling/labelling-store';
import { useLabs } from '../../renderer/labs/labs-store';
import { exposeParameter } from '../../renderer/network/expose-parameter';
import { closeDocument, editDocument, travelHistory, useDocument } from '../../renderer/store/document-store';
import { undoLabel } from '../../renderer/store/history';
import { editOpenGraph, selectedNodes, useOpenGraph } from '../../renderer/store/open-graph-store';
import { select, useSession } from '../../renderer/store/session-store';
import { graph, node, now, openEmpty, openTemplate, problems, selectNames } from './window';

function run(id: string): void {
  const command = COMMANDS.find((one) => one.id === id)!;
  const reason = command.unavailable?.();
  if (reason !== undefined) throw new Error(reason);
  command.run();
}

const end = (name: string, port: string) => ({ node: node(name).id, port });
const label = () => undoLabel(useDocument.getState().history);

describe('commands', () => {
  it('have one id each, and built-in keys of their own in their scope', () => {
    expect(new Set(COMMANDS.map(({ id }) => id)).size).toBe(COMMANDS.length);
    const keys = COMMANDS.flatMap((command) => (command.keys ?? []).map((key) => `${command.scope ?? ''} ${key.toLowerCase()}`));
    expect(keys.filter((key, at) => keys.indexOf(key) !== at)).toEqual([]);
  });

  it('say why they cannot be run without a selection', () => {
    openEmpty();
    expect(COMMANDS.find(({ id }) => id === 'delete')!.unavailable!()).toBe('Select something first.');
    expect(COMMANDS.find(({ id }) => id === 'align-left')!.unavailable!()).toBe('Select two boxes first.');
  });
});

describe('the start screen', () => {
  const isShown = (): boolean => !useDocument.getState().isOpen && !useLabs.getState().isOpen && !useLabelling.getState().isOpen;

  it('is one command away from a network, and from a playground or labels in its place', () => {
    for (const instead of [() => run('labs'), openLabelling, undefined]) {
      for (const open of [openEmpty, closeDocument]) {
        open();
        instead?.();
        if (!isShown()) run('start-screen');
        expect(isShown()).toBe(true);
      }
    }
    expect(() => run('start-screen')).toThrow('The start screen is shown.');
  });
});

describe('building by keyboard', () => {
  beforeEach(openEmpty);

  it('adds each layer behind the selected one and wires it', () => {
    for (const type of ['input', 'conv2d', 'relu', 'max-pool2d', 'flatten', 'dense', 'output']) addLayerNext(type);
    expect(graph().nodes.map(({ name }) => name)).toEqual(['input', 'conv1', 'relu1', 'maxPool1', 'flatten1', 'dense1', 'output']);
    expect(graph().wires).toHaveLength(6);
    expect(problems()).toEqual([]);
    expect(label()).toBe('Add Output');
  });

  it('draws a wire between the two selected boxes, from left to right', () => {
    addLayerNext('input');
    select([]);
    addLayerNext('relu');
    selectNames('input', 'relu1');
    const [input, relu] = [node('input'), node('relu1')];
    expect(input.position.x).toBeLessThanOrEqual(relu.position.x);
    run('wire');
    expect(graph().wires.map(({ from, to }) => [from.node, to.node])).toEqual([[input.id, relu.id]]);
  });

  it('draws a wire in two steps', () => {
    addLayerNext('input');
    select([]);
    addLayerNext('relu');
    selectNames('input');
    run('wire');
    selectNames('relu1');
    run('wire');
    expect(graph().wires).toHaveLength(1);
    expect(useSession.getState().pendingWire).toBeUndefined();
  });
});

describe('wires', () => {
  beforeEach(() => openTemplate('lenet5'));

  it('are refused in a circle, with the way it would take', () => {
    expect(drawWire(end('relu1', 'out'), end('conv1', 'in'))).toBe(false);
    expect(useSession.getState().notices.at(-1)!.text).toBe('That wire would run in a circle: conv1 → relu1 → conv1.');
    expect(useDocument.getState().history.at).toBe(0);
  });

  it('replace the wire that was there', () => {
    const count = graph().wires.length;
    drawWire(end('input', 'out'), end('relu1', 'in'));
    expect(graph().wires).toHaveLength(count);
    travelHistory(-1);
    expect(graph().wires).toHaveLength(count);
  });
});

describe('the clipboard', () => {
  beforeEach(() => openTemplate('lenet5'));

  it('pastes the wires within, and those from outside when asked to', () => {
    selectNames('conv2', 'relu2');
    run('copy');
    run('paste');
    expect(selectedNodes().map(({ name }) => name)).toEqual(['conv3', 'relu5']);
    const inner = graph().wires.filter(({ to }) => useSession.getState().selection.has(to.node));
    expect(inner).toHaveLength(1);
    travelHistory(-1);
    run('paste-with-links');
    expect(graph().wires.filter(({ to }) => useSession.getState().selection.has(to.node))).toHaveLength(2);
  });
});

describe('blocks', () => {
  beforeEach(() => openTemplate('lenet5'));

  it('compute the same after grouping and ungrouping', () => {
    const before = inferNetwork(now()).totals;
    selectNames('conv2', 'relu2', 'pool2');
    run('group');
    expect(graph().nodes.some(({ name }) => name === 'conv2')).toBe(false);
    expect(problems()).toEqual([]);
    expect(useDocument.getState().network.totals).toEqual(before);
    const facts = useOpenGraph.getState().facts.get(selectedNodes()[0]!.id)!;
    expect([facts.parameters, facts.shape]).toEqual([2416, [16, 5, 5]]);
    run('ungroup');
    expect(problems()).toEqual([]);
    expect(useDocument.getState().network.totals).toEqual(before);
    expect(now().definitions).toEqual([]);
  });

  it('take parameters of their boxes as their own, at the values they have', () => {
    const before = inferNetwork(now()).totals;
    selectNames('conv2', 'relu2', 'pool2');
    run('group');
    const [block] = selectedNodes();
    const { definition } = block!.block!;
    const inside = () => now().definitions[0]!;
    const conv = inside().graph.nodes.find(({ name }) => name === 'conv2')!;
    const exposed = (name: 'filters' | 'kernel' | 'padding') => exposeParameter(now(), definition, inside().graph.nodes.find(({ id }) => id === conv.id)!, name, findLayer('conv2d')!.parameters[name] as ParameterSpec<unknown>);
    for (const name of ['filters', 'kernel', 'padding'] as const) editDocument('expose', () => exposed(name));
    expect(inside().parameters.map(({ name, kind, default: value }) => [name, kind, value])).toEqual([['filters', 'integer', 16], ['kernel', Array.isArray(conv.params.kernel) ? 'json' : 'integer', conv.params.kernel], ['padding', 'text', conv.params.padding ?? 'valid']]);
    expect(problems()).toEqual([]);
    expect(useDocument.getState().network.totals).toEqual(before);
    editOpenGraph('more filters', (open) => updateNode(open, block!.id, { params: { filters: 20 } }));
    expect(useOpenGraph.getState().facts.get(block!.id)!.parameters).toBe((5 * 5 * 6 + 1) * 20);
  });

  it('leave inputs and outputs outside', () => {
    selectNames('input', 'conv1');
    expect(() => run('group')).toThrow('Inputs and outputs stay outside of blocks.');
  });
});

describe('bypass', () => {
  it('takes a box out and puts it back', () => {
    openTemplate('lenet5');
    selectNames('flatten');
    run('bypass');
    expect(problems()).toEqual(['“dense3” (Dense) needs a vector, but gets 16×5×5 (from “pool2”).']);
    run('bypass');
    expect(problems()).toEqual([]);
  });
});

describe('shortcuts', () => {
  it('are read from a press as they are written', () => {
    const press = (key: string, held: Partial<Record<'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey', boolean>> = {}) => keysOfEvent({ key, code: '', ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...held });
    expect(press('z', { ctrlKey: true, shiftKey: true })).toBe('$mod+Shift+z');
    expect(press('?', { shiftKey: true })).toBe('?');
    expect(press('Shift', { shiftKey: true })).toBeUndefined();
    expect(writeKeys('$mod+Shift+z')).toBe('Ctrl Shift Z');
    expect(writeKeys('$mod+-')).toBe('Ctrl -');
  });

  it('with Option are known by their place, since it writes signs of its own', () => {
    const option = { altKey: true, ctrlKey: false, metaKey: false, shiftKey: false };
    expect(keysOfEvent({ ...option, key: '¡', code: 'Digit1' }, true)).toBe('Alt+1');
    expect(keysOfEvent({ ...option, key: 'ArrowUp', code: 'ArrowUp' }, true)).toBe('Alt+ArrowUp');
    expect(bindings('Alt+1', true)).toEqual(['Alt+Digit1']);
    expect(bindings('$mod+Alt+l', true)).toEqual(['$mod+Alt+KeyL']);
    expect(bindings('Alt+Shift+s', true)).toEqual(['Alt+Shift+KeyS']);
    expect(bindings('Alt+ArrowUp', true)).toEqual(['Alt+ArrowUp']);
    expect(bindings('Alt+1', false)).toEqual(['Alt+1']);
  });

  it('can be chosen, taken away and reset', () => {
    const undo = COMMANDS.find(({ id }) => id === 'undo')!;
    const keys = () => keysOf(undo, useSession.getState().shortcuts);
    expect(keysTaken('$mod+z', useSession.getState().shortcuts, 'redo')).toBe(undo);
    chooseKeys('undo', 'u');
    expect(keys()).toEqual(['u']);
    chooseKeys('undo', '');
    expect(keys()).toEqual([]);
    chooseKeys('undo', undefined);
    expect(keys()).toEqual(['$mod+z']);
  });
});
