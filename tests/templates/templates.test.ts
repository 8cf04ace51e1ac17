import { describe, expect, it } from 'vitest';
import { HAND_SKELETON } from '../../engine/vision/skeletons';
import { formatShape } from '../../engine/core/shape';
import type { Column } from '../../engine/data/dataset';
import { openDataset } from '../../engine/data/open-dataset';
import { LAYER_CATALOG } from '../../engine/infer/layer-catalog';
import type { Graph, LoomDocument } from '../../engine/document/model';
import { readDocument } from '../../engine/document/read';
import { writeDocument } from '../../engine/document/write';
import { inferNetwork, type InferredNode } from '../../engine/infer/infer-network';
import { findTemplate, requireTemplate, TEMPLATE_NAMES, TEMPLATES } from '../../engine/templates';
import { fitTemplate } from '../../engine/templates/fit-to-data';
import { TEMPLATE_CATEGORIES } from '../../engine/templates/template';

/** Of the small forms, which have no reference: 272,474 is the count of PyTorch for the same resnet-small. */
const PARAMETERS: Readonly<Record<string, number>> = {
  perceptron: 3,
  'xor-mlp': 17,
  mlp: 669_706,
  lenet5: 61_706,
  'vgg-small': 106_538,
  'inception-small': 77_114,
  'resnet-small': 272_474,
  'densenet-small': 102_730,
  'squeezenet-small': 61_546,
  'mobilenet-small': 136_778,
  'xception-small': 100_298,
  'shufflenet-small': 43_626,
  'efficientnet-small': 64_094,
  'vit-mini': 208_074,
  'camera-classes': 339_347,
  'convnext-mini': 102_634,
  'autoencoder-small': 58_689,
  'dcgan-small': 173_474,
  'denoising-unet': 116_753,
  'unet-small': 391_609,
  'fcn-small': 129_115,
  'hand-landmarks': 369_695,
  'face-landmarks': 376_604,
  'gesture-mlp': 8_711,
  'gesture-conv1d': 24_967,
  'yolo-v1-small': 376_754,
  'yolo-v2-small': 379_057,
  'yolo-v3-small': 413_717,
  'yolo-v5-small': 413_717,
  'yolo-v6-small': 461_124,
  'yolo-v7-small': 418_826,
  'yolo-v8-small': 464_792,
  'ssd-small': 413_717,
  'rcnn-small': 115_629,
  'fast-rcnn-small': 576_685,
  'faster-rcnn-small': 607_386,
  'mask-rcnn-small': 620_795,
};

/** So many boxes can be taken in at a glance; what repeats is in blocks. */
const MOST_BOXES = 25;

/** Sizes of every layer, one per line; of a network of many, what leaves each copy of a block and what it costs. */
function sizes(document: LoomDocument): string {
  const { nodes, totals } = inferNetwork(document);
  const isDeep = nodes.length > 80;
  const groups = new Map<string, InferredNode[]>();
  for (const node of nodes) {
    const path = isDeep ? node.flat.path.split('/')[0]! : node.flat.path;
    groups.set(path, [...(groups.get(path) ?? []), node]);
  }
  const lines = [...groups].map(([path, inside]) => {
    const { flat, sizes: size, receptiveField } = inside.at(-1)!;
    const sum = (field: 'parameters' | 'macs') => inside.reduce((total, node) => total + node.sizes![field], 0);
    const field = receptiveField ? ` sees ${receptiveField.size.join('×')}` : '';
    return `${path} ${isDeep ? `layers ${inside.length}` : flat.node.type} ${formatShape(size!.outputs[0]!)} params ${sum('parameters')} macs ${sum('macs')}${field}`;
  });
  return [...lines, `total ${JSON.stringify(totals)}`, ''].join('\n');
}

function graphsOf({ graph, definitions }: LoomDocument): readonly Graph[] {
  return [graph, ...definitions.map((definition) => definition.graph)];
}

describe.each(TEMPLATES)('$name', ({ name, build, size, reference, notes, paper, category }) => {
  it('has the parameters of its reference', () => {
    const { problems, totals } = inferNetwork(build(size));
    expect(problems).toEqual([]);
    expect(totals.params).toBe(reference?.parameters ?? PARAMETERS[name]);
    expect(totals.trainableParams).toBe(totals.params);
  });

  it('says where it comes from and what is special', () => {
    expect(notes).toMatch(/\.$/);
    expect(paper.authors && paper.title).toBeTruthy();
    expect(TEMPLATE_CATEGORIES).toContain(category);
  });

  it('is read at a glance', () => {
    expect(build(size).graph.nodes.length).toBeLessThanOrEqual(MOST_BOXES);
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

});

describe('the size for the built-in data', () => {
  it.each(TEMPLATES.filter(({ data }) => data))('$name trains on it without a change', async (template) => {
    const { columns } = await openDataset({ ...template.data!, count: 200 }, { seed: 1, validation: 0.2, test: 0 });
    const fitted = fitTemplate(template, columns);
    const shapes = (document: LoomDocument) => inferNetwork(document).nodes.map(({ flat, sizes: size }) => `${flat.path} ${formatShape(size!.outputs[0]!)}`);
    expect(shapes(template.build(template.dataSize ?? template.size))).toEqual(shapes(fitted));
  });
});

describe('fitting to data', () => {
  const label: Column = { name: 'label', kind: 'category', classes: ['cat', 'dog', 'hare'], isTarget: true };
  const mask: Column = { name: 'mask', kind: 'mask', classes: ['ground', 'cat', 'dog'], isTarget: true };
  const objects: Column = { name: 'objects', kind: 'boxes', classes: ['cat', 'dog', 'hare'], isTarget: true };
  const points: Column = { name: 'points', kind: 'points', skeleton: HAND_SKELETON, isTarget: true };
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

  it.each(TEMPLATES.filter(({ pictures }) => pictures))('$name is sound at its smallest and largest picture', (template) => {
    const { smallest, largest } = template.pictures!;
    const target = { mask, boxes: objects, points, picture: label, class: label }[template.answers ?? 'class'];
    for (const side of [smallest, largest]) expect(inferNetwork(fitTemplate(template, [picture(side, side), target])).problems).toEqual([]);
  });

  it('resizes what cannot be halved and enlarged again', () => {
    expect(input(fit('yolo-v3-small', [picture(192, 96), objects])).params['shape']).toEqual([3, 192, 96]);
    expect(input(fit('yolo-v3-small', [picture(200, 96), objects])).params['shape']).toEqual([3, 160, 160]);
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

  it('compares a picture that is drawn again with the one that came in', () => {
    const document = fit('autoencoder-small', [picture(30, 26), number('weight'), label]);
    expect([input(document).binding, output(document).binding]).toEqual([{ column: 'image' }, { column: 'image' }]);
    expect(inferNetwork(document).nodes.at(-1)!.sizes!.inputs[0]).toEqual([3, 30, 26]);
    expect(input(fit('autoencoder', [{ ...picture(28, 28), name: 'scan' }])).binding).toEqual({ column: 'scan' });
  });

  it('says what it takes', () => {
    expect(() => fit('unet', [picture(572, 572), label])).toThrow(/pictures with a mask each/);
    expect(() => fit('autoencoder', [number('x'), label])).toThrow(/takes pictures/);
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
