import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { formatShape } from '../../engine/core/shape';
import type { Column } from '../../engine/data/dataset';
import { openDataset } from '../../engine/data/open-dataset';
import { LAYER_CATALOG } from '../../engine/infer/layer-catalog';
import type { Graph, LoomDocument } from '../../engine/document/model';
import { readDocument } from '../../engine/document/read';
import { writeDocument } from '../../engine/document/write';
import { inferNetwork } from '../../engine/infer/infer-network';
import { startRun, type RunEvent } from '../../engine/run/training-run';
import { findTemplate, requireTemplate, TEMPLATE_NAMES, TEMPLATES } from '../../engine/templates';
import { fitTemplate } from '../../engine/templates/fit-to-data';

const PARAMETERS: Readonly<Record<string, number>> = {
  perceptron: 3,
  'xor-mlp': 17,
  mlp: 669_706,
  lenet5: 61_706,
  'vgg-small': 106_538,
  'mobilenet-small': 136_778,
  'resnet-small': 272_474,
};

/** Sizes of every layer, one per line. */
function sizes(document: LoomDocument): string {
  const { nodes, totals } = inferNetwork(document);
  const lines = nodes.map(({ flat, sizes: size, receptiveField }) => {
    const field = receptiveField ? ` sees ${receptiveField.size.join('×')}` : '';
    return `${flat.path} ${flat.node.type} ${formatShape(size!.outputs[0]!)} params ${size!.parameters} macs ${size!.macs}${field}`;
  });
  return [...lines, `total ${JSON.stringify(totals)}`, ''].join('\n');
}

function graphsOf({ graph, definitions }: LoomDocument): readonly Graph[] {
  return [graph, ...definitions.map((definition) => definition.graph)];
}

describe.each(TEMPLATES)('$name', (template) => {
  const { name, build, size, data } = template;

  it('has the parameters of its paper', () => {
    const { problems, totals } = inferNetwork(build(size));
    expect(problems).toEqual([]);
    expect(totals.params).toBe(PARAMETERS[name]);
    expect(totals.trainableParams).toBe(PARAMETERS[name]);
  });

  it('has the sizes it had', async () => {
    await expect(sizes(build(size))).toMatchFileSnapshot(`golden/${name}.txt`);
  });

  it('is a document that can be saved and read again', () => {
    const document = build(size);
    const { diagnostics, document: read } = readDocument(writeDocument(document).text, { catalog: LAYER_CATALOG });
    expect(diagnostics).toEqual([]);
    expect(sizes(read)).toBe(sizes(document));
  });

  it('reads from left to right without boxes on top of each other', () => {
    for (const { nodes, wires } of graphsOf(build(size))) {
      const position = new Map(nodes.map((node) => [node.id, node.position]));
      expect(new Set([...position.values()].map(({ x, y }) => `${x} ${y}`)).size).toBe(nodes.length);
      for (const { from, to } of wires) {
        const [source, target] = [position.get(from.node), position.get(to.node)];
        if (source && target) expect(target.x).toBeGreaterThan(source.x);
      }
    }
  });

  it(
    'trains on its data',
    async () => {
      const split = { seed: 1, validation: 0.2, test: 0 };
      const source = { ...data, count: 160 };
      const document = fitTemplate(template, (await openDataset(source, split)).columns);
      const run = await mkdtemp(join(tmpdir(), 'layerloom-template-'));
      const control = { stop: false, checkpoint: false, ready: async () => undefined, changed: async () => undefined };
      const seen: RunEvent[] = [];
      try {
        for await (const event of startRun({ document, source, split, run, backend: 'cpu', threads: 1, checkpointSeconds: 60 }, control)) {
          seen.push(event);
          if (event.event === 'step' && event.step === 2) control.stop = true;
        }
      } finally {
        await rm(run, { recursive: true, force: true });
      }
      const losses = seen.flatMap((event) => (event.event === 'step' ? [event.loss] : []));
      expect(losses).toHaveLength(2);
      expect(losses.every(Number.isFinite)).toBe(true);
      expect(seen.at(-1)?.event).toBe('stopped');
    },
    120_000,
  );
});

describe('the size for the built-in data', () => {
  it.each(TEMPLATES.map(({ name }) => name))('%s trains on it without a change', async (name) => {
    const template = requireTemplate(name);
    const { columns } = await openDataset({ ...template.data, count: 200 }, { seed: 1, validation: 0.2, test: 0 });
    const fitted = fitTemplate(template, columns);
    const shapes = (document: LoomDocument) => inferNetwork(document).nodes.map(({ flat, sizes: size }) => `${flat.path} ${formatShape(size!.outputs[0]!)}`);
    expect(shapes(template.build(template.dataSize ?? template.size))).toEqual(shapes(fitted));
  });
});

describe('fitting to data', () => {
  const label: Column = { name: 'label', kind: 'category', classes: ['cat', 'dog', 'hare'], isTarget: true };
  const picture = (height: number, width: number, channels: 1 | 3 = 3): Column => ({ name: 'image', kind: 'image', image: { height, width, channels }, isTarget: false });
  const number = (name: string, isTarget = false): Column => ({ name, kind: 'number', isTarget });
  const fit = (name: string, columns: readonly Column[]) => fitTemplate(requireTemplate(name), columns);
  const input = (document: LoomDocument) => document.graph.nodes.find(({ type }) => type === 'input')!;
  const output = (document: LoomDocument) => document.graph.nodes.find(({ type }) => type === 'output')!;

  it('takes size and channels from small pictures and shrinks photographs', () => {
    expect(input(fit('lenet5', [picture(32, 24), label])).params['shape']).toEqual([3, 32, 24]);
    expect(input(fit('lenet5', [picture(1080, 1920, 1), label])).params['shape']).toEqual([1, 28, 28]);
    expect(input(fit('resnet-small', [picture(4, 4), label])).params['shape']).toEqual([3, 32, 32]);
  });

  it.each(TEMPLATES.filter(({ takes }) => takes !== 'numbers'))('$name is sound at its smallest and largest picture', (template) => {
    const { smallest, largest } = template.pictures!;
    for (const side of [smallest, largest]) expect(inferNetwork(fitTemplate(template, [picture(side, side), label])).problems).toEqual([]);
  });

  it('has one score per class', () => {
    const { nodes } = inferNetwork(fit('vgg-small', [picture(32, 32), label]));
    expect(nodes.at(-1)!.sizes!.inputs[0]).toEqual([3]);
  });

  it('counts a category of a table once per class, and predicts a number with squared error', () => {
    const colour: Column = { name: 'colour', kind: 'category', classes: ['red', 'green'], isTarget: false };
    const document = fit('mlp', [number('age'), colour, number('price', true)]);
    expect(input(document).params['shape']).toEqual([3]);
    expect(output(document).params['loss']).toBe('mean-squared-error');
    expect(output(document).binding).toBeUndefined();
  });

  it('binds columns where more than one choice is left', () => {
    const document = fit('lenet5', [picture(28, 28), number('weight'), label, number('price', true)]);
    expect(input(document).binding).toEqual({ column: 'image' });
    expect(output(document).binding).toEqual({ column: 'label' });
  });

  it('answers three classes of points with three yes-or-no questions', () => {
    expect(inferNetwork(fit('perceptron', [number('x'), number('y'), label])).nodes.at(-1)!.sizes!.inputs[0]).toEqual([3]);
  });

  it('says what it takes', () => {
    expect(() => fit('lenet5', [number('x'), label])).toThrow(/takes pictures.*mlp/);
    expect(() => fit('xor-mlp', [picture(8, 8), label])).toThrow(/takes numbers.*lenet5/);
    expect(() => fit('mlp', [picture(8, 8)])).toThrow(/no column of classes or numbers to predict/);
  });
});

describe('the list', () => {
  it('finds templates by name and names all of them otherwise', () => {
    expect(findTemplate('lenet5')?.title).toBe('LeNet-5');
    expect(() => requireTemplate('lenet6')).toThrow(TEMPLATE_NAMES.join(', '));
  });
});
