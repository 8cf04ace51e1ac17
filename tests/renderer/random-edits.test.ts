/** 200 random edits through the commands of the window: undone to the start and redone to the end, the document is the same. */
import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { checkDocument } from '../../engine/document/check';
import { updateNode } from '../../engine/document/edits';
import { writeDocument } from '../../engine/document/write';
import type { Command } from '../../renderer/commands/command';
import { drawWire } from '../../renderer/commands/draw-wire';
import { COMMANDS } from '../../renderer/commands/index';
import { findFixes } from '../../renderer/network/fixes';
import { travelHistory, useDocument } from '../../renderer/store/document-store';
import { editOpenGraph, useOpenGraph } from '../../renderer/store/open-graph-store';
import { openPlace, select } from '../../renderer/store/session-store';
import { graph, now, openTemplate } from './window';

/** Commands that change the document or what they work on; the others move the view or open dialogs. */
const EDITING = COMMANDS.filter(({ group, id }) => ['Edit', 'Layers', 'Blocks', 'Arrange', 'Wires'].includes(group) && id !== 'quick-add');

type Step = { readonly kind: 'command'; readonly command: number } | { readonly kind: 'select'; readonly seeds: readonly number[] } | { readonly kind: 'wire' | 'parameter' | 'fix' | 'travel'; readonly seed: number };

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: fc.nat(EDITING.length - 1).map((command): Step => ({ kind: 'command', command })) },
  { weight: 5, arbitrary: fc.array(fc.nat(), { minLength: 1, maxLength: 4 }).map((seeds): Step => ({ kind: 'select', seeds })) },
  { weight: 3, arbitrary: fc.nat().map((seed): Step => ({ kind: 'wire', seed })) },
  { weight: 2, arbitrary: fc.nat().map((seed): Step => ({ kind: 'parameter', seed })) },
  { weight: 2, arbitrary: fc.nat().map((seed): Step => ({ kind: 'fix', seed })) },
  { weight: 1, arbitrary: fc.nat(8).map((seed): Step => ({ kind: 'travel', seed })) },
);

function pick<T>(items: readonly T[], seed: number): T | undefined {
  return items[seed % Math.max(1, items.length)];
}

function runCommand(command: Command): void {
  if (command.unavailable?.() === undefined) command.run();
}

function take(one: Step): void {
  const { facts } = useOpenGraph.getState();
  const boxes = [...facts.values()];
  if (one.kind === 'command') runCommand(EDITING[one.command]!);
  else if (one.kind === 'select') select(one.seeds.flatMap((seed) => pick([...graph().nodes, ...graph().wires, ...graph().notes], seed)?.id ?? []));
  else if (one.kind === 'travel') travelHistory(one.seed - 4);
  else if (one.kind === 'wire') {
    const from = pick(boxes, one.seed);
    const to = pick(boxes, Math.floor(one.seed / 7));
    const output = from?.outputs[0];
    const input = to && pick(to.inputs, one.seed);
    if (from && to && output && input) drawWire({ node: from.node.id, port: output.name }, { node: to.node.id, port: input.name });
  } else if (one.kind === 'parameter') {
    const box = pick(boxes, one.seed);
    const name = box && pick(Object.keys(box.definition?.parameters ?? {}), one.seed);
    if (box && name) editOpenGraph('Set a parameter', (old) => updateNode(old, box.node.id, { params: { ...box.node.params, [name]: (one.seed % 5) + 1 } }), `gesture ${one.seed % 3}`);
  } else {
    const wrong = pick(boxes.filter(({ problems }) => problems.length > 0), one.seed);
    const fixes = wrong ? findFixes({ problem: wrong.problems[0]!, facts: wrong, graph: graph(), all: facts }) : [];
    const fix = pick(fixes, one.seed);
    if (fix) editOpenGraph(fix.title, fix.apply);
  }
}

describe('history', () => {
  beforeEach(() => openTemplate('lenet5'));

  it('goes back to the start and forth to the end after 200 random edits', () => {
    fc.assert(
      fc.property(fc.constantFrom('lenet5', 'resnet-small'), fc.array(step, { minLength: 200, maxLength: 200 }), (template, steps) => {
        openTemplate(template);
        const start = writeDocument(now()).text;
        for (const one of steps) take(one);
        const { steps: history } = useDocument.getState().history;
        travelHistory(history.length);
        const end = writeDocument(now()).text;
        expect(checkDocument(now())).toEqual([]);
        for (let count = history.length; count > 0; count--) travelHistory(-1);
        expect(writeDocument(now()).text).toBe(start);
        for (let count = history.length; count > 0; count--) travelHistory(1);
        expect(writeDocument(now()).text).toBe(end);
      }),
      { numRuns: 6 },
    );
  });

  it('keeps an open block only as long as it exists', () => {
    openTemplate('resnet-small');
    select([graph().nodes.find(({ block }) => block)!.id]);
    const [block] = [...useOpenGraph.getState().facts.values()].filter(({ node }) => node.block);
    runCommand(COMMANDS.find(({ id }) => id === 'duplicate')!);
    const copy = graph().nodes.at(-1)!;
    openPlace([copy.id]);
    expect(useOpenGraph.getState().definition).toBe(block!.node.block!.definition);
    travelHistory(-1);
    expect(useOpenGraph.getState().place).toEqual([]);
  });
});
