/** Weights in the window: looked at, saved and loaded; networks made smaller; dense layers turned into convolutions. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { asFloat32 } from '../../engine/core/as-float32';
import { float32Tensor } from '../../engine/core/dtype';
import { createDocument } from '../../engine/document/edits';
import { GraphBuilder } from '../../engine/document/graph-builder';
import type { LoomDocument } from '../../engine/document/model';
import { decodeNpy, encodeNpy } from '../../engine/document/npy';
import { writeDocumentFile } from '../../engine/files/document-file';
import { LAYER_CATALOG } from '../../engine/infer/layer-catalog';
import { decodeModel } from '../../engine/onnx/decode';
import { CHROMIUM_MISSING, launchChromium, openPage, startApplication } from './launch';
import { axeFindings, row, tab } from './page-parts';

function network(): LoomDocument {
  const graph = new GraphBuilder(LAYER_CATALOG);
  let last = graph.add({ type: 'input', name: 'picture', params: { shape: [1, 14, 14] } });
  last = graph.add({ type: 'conv2d', name: 'conv', params: { filters: 6, kernel: [3, 3] } }, last);
  last = graph.add({ type: 'relu', name: 'bend' }, last);
  last = graph.add({ type: 'max-pool2d', name: 'pool' }, last);
  last = graph.add({ type: 'flatten', name: 'flat' }, last);
  last = graph.add({ type: 'dense', name: 'scores', params: { units: 10 } }, last);
  graph.add({ type: 'output', name: 'answer' }, last);
  const program = [{ name: 'main', losses: '**', tensors: '**', optimizer: { name: 'adam', learningRate: 0.01 }, every: 1 }];
  return { ...createDocument('digits', graph.build()), training: { epochs: 2, batchSize: 32, seed: 1, shuffle: true, program }, data: { source: { kind: 'builtin', name: 'digits', count: 600, seed: 1 }, split: { seed: 1, validation: 0.2, test: 0.2 } } };
}

async function start(): Promise<{ readonly page: Page; readonly folder: string; readonly problems: Awaited<ReturnType<typeof openPage>>['problems'] }> {
  const application = await startApplication();
  await writeDocumentFile(join(application.home, 'digits.loom'), network());
  const { page, problems } = await openPage(await launchChromium(), application.link, { acceptDownloads: true, viewport: { width: 1440, height: 900 } });
  await page.getByRole('button', { name: /LeNet-5/ }).first().waitFor();
  await page.keyboard.press('Control+o');
  await page.getByRole('dialog').getByText('digits.loom').dblclick();
  await page.locator('.react-flow__node').first().waitFor();
  return { page, problems, folder: application.base };
}

async function train(page: Page): Promise<void> {
  const button = page.getByRole('button', { name: 'Train', exact: true }).first();
  await expect.poll(() => button.getAttribute('aria-disabled'), { timeout: 20_000 }).toBe('false');
  await button.click();
  await page.getByText(/^Done after 2 epochs/).waitFor({ timeout: 60_000 });
}

async function command(page: Page, title: string): Promise<void> {
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: /search/i }).first().fill(title);
  await page.getByRole('option', { name: new RegExp(`^${title}`) }).first().click();
}

const dialog = (page: Page, name: string | RegExp) => page.getByRole('dialog', { name });

describe.skipIf(CHROMIUM_MISSING)(`weights in Chromium${CHROMIUM_MISSING ? `: ${CHROMIUM_MISSING}` : ''}`, () => {
  it('are looked at, saved, loaded and taken back', async () => {
    const { page, problems, folder } = await start();
    await page.keyboard.press('Shift+W');
    const weights = dialog(page, 'Weights');
    await weights.getByRole('region', { name: 'conv.weight' }).waitFor();
    expect(await weights.getByRole('button', { name: /\.(weight|bias) / }).allInnerTexts()).toHaveLength(4);
    await page.keyboard.press('Tab');
    await weights.getByRole('button', { name: /^conv\.weight/ }).focus();
    await page.keyboard.press('ArrowDown');
    const bias = weights.getByRole('region', { name: 'conv.bias' });
    await bias.getByText('100.0 %').waitFor();
    expect(await axeFindings(page, '[role=dialog]')).toEqual([]);

    const [download] = await Promise.all([page.waitForEvent('download'), bias.getByRole('button', { name: '.npy' }).click()]);
    expect(download.suggestedFilename()).toBe('conv.bias.npy');
    const saved = decodeNpy(await readFile(await download.path()));
    expect([...asFloat32(saved).data]).toEqual([0, 0, 0, 0, 0, 0]);

    const file = join(folder, 'bias.npy');
    await writeFile(file, encodeNpy(float32Tensor([6], [1, 2, 3, 4, 5, 6])));
    await bias.locator('input[type=file]').setInputFiles(file);
    await expect.poll(() => bias.innerText()).toContain('3.500');
    await writeFile(file, encodeNpy(float32Tensor([2, 3], [1, 2, 3, 4, 5, 6])));
    await bias.locator('input[type=file]').setInputFiles(file);
    await page.getByText('“conv.bias” is 6, but the numbers are 2×3. Choose a tensor of the same shape.').waitFor();
    await page.keyboard.press('Escape');
    await page.keyboard.press('Control+z');
    await page.keyboard.press('Shift+W');
    await weights.getByRole('button', { name: /^conv\.bias/ }).click();
    await bias.getByText('100.0 %').waitFor();
    expect(problems).toEqual({ errors: [], foreign: [] });
  });

  it('are pruned into a new run and exported with fewer bits', async () => {
    const { page, problems } = await start();
    await train(page);
    await command(page, 'Prune the weights of the shown run');
    const prune = dialog(page, /^Prune /);
    await prune.getByText(/^Measured on [\d,]+ test rows/).waitFor({ timeout: 60_000 });
    await prune.getByRole('slider').fill('70');
    expect(await axeFindings(page, '[role=dialog]')).toEqual([]);
    await prune.getByRole('button', { name: 'Keep as new run' }).click();
    await prune.getByText('70.0 % of the weights are zero').waitFor({ timeout: 60_000 });
    await prune.getByRole('button', { name: 'Show the new run' }).click();
    await page.getByText(/-pruned-1/).first().waitFor();

    await page.getByRole('banner').getByRole('button', { name: 'Export', exact: true }).click();
    const form = dialog(page, 'Export');
    await form.getByRole('radio', { name: /^int8/ }).check();
    await form.getByRole('button', { name: 'Export', exact: true }).click();
    await form.getByText('Written in int8 and compared').waitFor({ timeout: 60_000 });
    expect(await axeFindings(page, '[role=dialog]')).toEqual([]);
    const [download] = await Promise.all([page.waitForEvent('download'), form.getByRole('button', { name: 'Download' }).click()]);
    expect(decodeModel(await readFile(await download.path())).nodes.map(({ op }) => op)).toContain('QuantizeLinear');

    // What stood there was about the other precision.
    await form.getByRole('radio', { name: /^float16/ }).check();
    await form.getByText('Written in int8 and compared').waitFor({ state: 'detached' });
    await form.getByRole('button', { name: 'Export', exact: true }).click();
    await form.getByText('Written in float16 and compared').waitFor({ timeout: 60_000 });

    // The canvas has met no data, which integers need.
    await form.getByRole('radio', { name: /^The network on the canvas/ }).check();
    expect(await form.getByRole('radio', { name: /^int8/ }).isDisabled()).toBe(true);
    expect(problems).toEqual({ errors: [], foreign: [] });
  }, 240_000);

  it('of dense layers go into convolutions, and a larger picture gives a map', async () => {
    const { page, problems } = await start();
    await train(page);
    await command(page, 'Turn dense layers into convolutions');
    await page.getByText(/^scores is a convolution now, with the weights of/).waitFor();
    await tab(page, 'Size table').click();
    await expect.poll(() => row(page, 'scores').innerText()).toContain('1 × 1 × 10');
    await page.getByRole('button', { name: 'Set picture to 28×28' }).click();
    await expect.poll(() => row(page, 'scores').innerText()).toContain('8 × 8 × 10');
    await page.keyboard.press('Control+z');
    await page.keyboard.press('Control+z');
    await expect.poll(() => row(page, 'scores').innerText()).toContain('Dense');
    expect(problems).toEqual({ errors: [], foreign: [] });
  });
});
