/** What happens inside a network while it trains, as a person sees it: tinted wires, histograms over time, and what is wrong in words. */
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { createDocument } from '../../engine/document/edits';
import { GraphBuilder } from '../../engine/document/graph-builder';
import type { LoomDocument, TrainingSettings } from '../../engine/document/model';
import { writeDocumentFile } from '../../engine/files/document-file';
import { LAYER_CATALOG } from '../../engine/infer/layer-catalog';
import { CHROMIUM_MISSING, launchChromium, openPage, startApplication } from './launch';
import { axeFindingsInBothThemes, box, tab } from './page-parts';

const TRAINING: TrainingSettings = { epochs: 4, batchSize: 16, seed: 1, shuffle: true, program: [{ name: 'main', losses: '**', tensors: '**', optimizer: { name: 'adam', learningRate: 0.002 }, every: 1 }] };

/** So that all of it is shown near enough to have wires and signs. */
const inRows = (index: number) => ({ x: 200 * (index % 6), y: 160 * Math.floor(index / 6) });

/** `depth` pairs of Dense and `bend` on small digits. */
function network(name: string, bend: 'relu' | 'sigmoid', depth: number): LoomDocument {
  const graph = new GraphBuilder(LAYER_CATALOG);
  let last = graph.add({ type: 'flatten', name: 'flat' }, graph.add({ type: 'input', name: 'image', params: { shape: [1, 28, 28] } }));
  for (let index = 1; index <= depth; index++) {
    last = graph.add({ type: 'dense', name: `dense${index}`, params: { units: 24 } }, last);
    last = graph.add({ type: bend, name: `${bend}${index}` }, last);
  }
  graph.add({ type: 'output', name: 'answer' }, graph.add({ type: 'dense', name: 'scores', params: { units: 10 } }, last));
  const { nodes, ...rest } = graph.build();
  return { ...createDocument(name, { ...rest, nodes: nodes.map((node, index) => ({ ...node, position: inRows(index) })) }), training: TRAINING, data: { source: { kind: 'builtin', name: 'digits', count: 600, seed: 1 } } };
}

async function openNetwork(document: LoomDocument, options: Parameters<typeof openPage>[2] = {}) {
  const application = await startApplication();
  await writeDocumentFile(join(application.home, fileOf(document)), document);
  const opened = await openPage(await launchChromium(), application.link, options);
  await openFile(opened.page, document);
  return opened;
}

const fileOf = ({ name }: LoomDocument) => `${name}.loom`;

async function openFile(page: Page, document: LoomDocument): Promise<void> {
  await page.getByRole('button', { name: /LeNet-5/ }).first().waitFor();
  await page.keyboard.press('Control+o');
  await page.getByRole('dialog').getByText(fileOf(document)).dblclick();
  await page.locator('.react-flow__node').first().waitFor();
}

async function showLayers(page: Page): Promise<void> {
  await tab(page, 'Training').click();
  await page.getByRole('button', { name: 'Layers', exact: true }).and(page.locator('[aria-pressed]')).last().click();
}

/** Starts it as soon as the data is there, and waits until it has ended. */
async function train(page: Page): Promise<void> {
  const button = page.getByRole('button', { name: 'Train', exact: true }).first();
  await expect.poll(() => button.getAttribute('aria-disabled'), { timeout: 20_000 }).toBe('false');
  await button.click();
  await showLayers(page);
  await page.getByRole('table', { name: 'Layers of the run' }).waitFor({ timeout: 30_000 });
  await expect.poll(() => page.getByRole('button', { name: 'Train', exact: true }).first().getAttribute('aria-disabled'), { timeout: 60_000 }).toBe('false');
}

const tinted = (page: Page) => page.locator('.react-flow__edge g[style*="--tint"]').count();

describe.skipIf(CHROMIUM_MISSING)(`inside a network in training${CHROMIUM_MISSING ? `: ${CHROMIUM_MISSING}` : ''}`, () => {
  it('wires take the colour of their gradient, and histograms change from epoch to epoch', async () => {
    const document = network('shallow', 'relu', 2);
    const { page, problems } = await openNetwork(document);
    await showLayers(page);
    await page.getByText('Statistics appear with the first checkpoint of a run.').waitFor();
    expect(await tinted(page)).toBe(0);
    await train(page);

    const legend = page.getByRole('group', { name: 'Colours of the wires' });
    expect(await legend.innerText()).toMatch(/gradient norm\s+1e-6 … 1e1/);
    expect(await tinted(page)).toBe(7);
    const wire = (await page.locator('.react-flow__edge').nth(2).locator('path').first().boundingBox())!;
    await page.mouse.move(wire.x + wire.width / 2, wire.y + wire.height / 2);
    await expect.poll(() => legend.innerText()).toMatch(/\w+ → \w+:\s+\d\.\de[+-]\d+\s+at step\s+\d+/);

    // The layer that is chosen in the list is the box that is selected, and the other way round.
    const rows = page.getByRole('table', { name: 'Layers of the run' }).getByRole('row');
    await rows.filter({ hasText: 'dense2' }).click();
    await expect.poll(() => page.getByRole('textbox', { name: 'Name', exact: true }).inputValue()).toBe('dense2');
    await box(page, 'dense1').click();
    await expect.poll(() => rows.filter({ hasText: 'dense1' }).getAttribute('aria-selected')).toBe('true');

    const weights = page.getByRole('img', { name: /^Weights over time/ });
    const slider = page.getByRole('slider', { name: 'Step' });
    const newest = await weights.getAttribute('aria-label');
    expect(await slider.getAttribute('aria-valuetext')).not.toBe('step 0');
    await slider.press('Home');
    expect(await slider.getAttribute('aria-valuetext')).toBe('step 0');
    expect(await weights.getAttribute('aria-label')).not.toBe(newest);
    await page.getByRole('button', { name: 'Newest' }).click();
    expect(await weights.getAttribute('aria-label')).toBe(newest);

    // Off and on again by its command.
    await page.keyboard.press('Control+k');
    await page.keyboard.type('tint wires');
    await page.keyboard.press('Enter');
    await expect.poll(() => tinted(page)).toBe(0);
    expect(await legend.count()).toBe(0);

    // What has been seen stays with the run.
    await page.reload();
    await openFile(page, document);
    await showLayers(page);
    await page.getByRole('button', { name: 'Runs', exact: true }).click();
    await page.getByRole('dialog').getByRole('button', { name: /^shallow-1/ }).click();
    await page.keyboard.press('Escape');
    await showLayers(page);
    await rows.filter({ hasText: 'dense1' }).waitFor();
    expect(problems).toEqual({ errors: [], foreign: [] });
  });

  it('a deep network of sigmoids is told that its gradient vanishes', async () => {
    const { page, problems } = await openNetwork(network('deep', 'sigmoid', 8));
    await train(page);
    const findings = page.getByRole('list', { name: 'What to look at' });
    await expect.poll(() => findings.innerText()).toMatch(/The gradient at “dense1” is [\d,]+ times smaller than at “scores”/);
    expect(await findings.innerText()).toContain('Use ReLU in place of Sigmoid');
    // The sign at the box leads to the layer.
    await tab(page, 'Size table').click();
    await page.getByRole('button', { name: /^dense1: The gradient/ }).click();
    await expect.poll(() => page.getByRole('table', { name: 'Layers of the run' }).getByRole('row').filter({ hasText: 'dense1' }).getAttribute('aria-selected')).toBe('true');
    expect(problems).toEqual({ errors: [], foreign: [] });
  });

  it('gives axe nothing to say in either theme', async () => {
    const { page } = await openNetwork(network('axe', 'sigmoid', 7), { colorScheme: 'light' });
    await showLayers(page);
    expect(await axeFindingsInBothThemes(page)).toEqual([]);
    await train(page);
    expect(await axeFindingsInBothThemes(page)).toEqual([]);
  });
});
