/** Numbers per student on paper: every exercise about sizes with its own numbers, all that is given, and answers that are right. */
import { describe, expect, it } from 'vitest';
import { EXAMPLES } from '../../engine/examples';
import { makeSheet } from '../../engine/examples/make-sheet';
import { personalize } from '../../engine/examples/personalize';
import { writeSheet, type Sheet } from '../../engine/examples/sheet';
import { inferNetwork } from '../../engine/infer/infer-network';

const SEEDS = ['4711', 'Ada', 's1234567'];
const SIZES = EXAMPLES.filter(({ kind }) => kind === 'sizes');

async function sheetFor(id: string, seed: string): Promise<{ sheet: Sheet; network: ReturnType<typeof inferNetwork> }> {
  const example = EXAMPLES.find((one) => one.id === id)!;
  const { document, walks } = personalize(example, seed);
  const nothing = () => Promise.resolve([]);
  return { sheet: await makeSheet({ example, document, walks, seed, work: nothing, derive: nothing }), network: inferNetwork(document) };
}

describe.each(SIZES)('$id', ({ id, sizes = [] }) => {
  it('has right answers to the numbers of each student', async () => {
    for (const seed of SEEDS) {
      const { sheet, network } = await sheetFor(id, seed);
      const results = new Map(sheet.parts.flatMap(({ answers }) => answers.map(({ subject, result }) => [subject, result] as const)));
      for (const { box, shape, parameters, macs, activations } of sizes) {
        const { sizes: found } = network.nodes.find(({ flat }) => flat.path === box)!;
        const [channels, height, width] = found!.outputs[0]!;
        if (shape && shape.length === 3) expect(['channels', 'height', 'width'].map((axis) => results.get(`${axis} of ${box}`)), seed).toEqual([channels, height, width].map(String));
        if (shape?.length === 1) expect(results.get(`size of ${box}`), seed).toBe(String(channels));
        if (parameters !== undefined) expect(results.get(`parameters of ${box}`), seed).toBe(String(found!.parameters));
        if (activations !== undefined) expect(results.get(`activations of ${box}`), seed).toBe(String(found!.activations));
        if (macs !== undefined) expect(results.get(`multiplications of ${box}`), seed).toBe(String(found!.macs));
      }
    }
  });

  it('tells everything that the answers need', async () => {
    const { sheet, network } = await sheetFor(id, '4711');
    const given = new Map(sheet.parts[0]!.given.map(({ name, rows }) => [name, new Map(rows.map(([label, value]) => [label!, value!]))]));
    for (const { flat, definition, sizes: own } of network.nodes) {
      if (definition!.target || flat.node.type === 'flatten') continue;
      const table = given.get(`${flat.path} (${flat.node.type})`);
      expect(table, flat.path).toBeDefined();
      if (own!.window) expect([table!.get('kernel'), table!.get('stride')], flat.path).toEqual([own!.window.kernel.join('×'), own!.window.stride.join('×')]);
      if (definition!.source) expect(table!.get('shape'), flat.path).toBe(own!.outputs[0]!.join('×'));
    }
  });
});

it('students differ, and the same one meets the same numbers again', async () => {
  const write = async (seed: string) => writeSheet((await sheetFor('lenet-size-table', seed)).sheet, { format: 'text' });
  expect(await write('4711')).toBe(await write('4711'));
  expect(new Set(await Promise.all(SEEDS.map(write))).size).toBe(SEEDS.length);
});

it('a page keeps every calculation together, and the task alone gives nothing away', async () => {
  const { sheet } = await sheetFor('separable-cost', '4711');
  const [answers, task] = [false, true].map((onlyTask) => writeSheet(sheet, { format: 'html', onlyTask }));
  expect(answers!.match(/<div><dt>/g)).toHaveLength(sheet.parts.flatMap((part) => part.answers).length);
  expect(answers).toContain('break-inside:avoid');
  expect(task).not.toContain('<dt>');
  expect(task).toContain('<caption>depthwise (depthwise-conv2d)</caption>');
});
