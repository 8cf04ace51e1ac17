/** A model that another tool wrote (tests/import/fixtures, by PyTorch's exporter), opened in the window. */
import { copyFile, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { describe, expect, it } from 'vitest';
import { RandomStream } from '../../engine/core/random';
import { bakeWeights } from '../../engine/export/bake-weights';
import { inferNetwork } from '../../engine/infer/infer-network';
import { readTrainedRun } from '../../engine/run/model-file';
import { loweringTarget } from '../../engine/run/tuning';
import { readWeights } from '../../engine/run/weight-source';
import { CHROMIUM_MISSING, launchChromium, openPage, startApplication } from './launch';
import { axeFindings, banner, box, tab } from './page-parts';
import { facts } from './training-parts';

const FIXTURES = join(import.meta.dirname, '../import/fixtures');

const PICTURES = 3;

/** What a file answers to the same random pictures, in ONNX Runtime. */
async function answersOf(file: Uint8Array, shape: readonly number[]): Promise<Float32Array> {
  const session = await InferenceSession.create(file);
  const stream = new RandomStream('pictures', 12);
  const length = shape.reduce((product, size) => product * size, PICTURES);
  const pictures = new Tensor('float32', Float32Array.from({ length }, () => stream.uniform()), [PICTURES, ...shape]);
  const results = await session.run({ [session.inputNames[0]!]: pictures });
  await session.release();
  return results[session.outputNames[0]!]!.data as Float32Array;
}

function correlation(a: Float32Array, b: Float32Array): number {
  const sum = (of: (index: number) => number): number => a.reduce((total, _, index) => total + of(index), 0);
  return sum((index) => a[index]! * b[index]!) / Math.sqrt(sum((index) => a[index]! ** 2) * sum((index) => b[index]! ** 2));
}

async function command(page: Page, title: string): Promise<void> {
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: /Search/ }).fill(title);
  await page.getByRole('option', { name: new RegExp(`^${title}`) }).first().click();
}

describe.skipIf(CHROMIUM_MISSING)(`an ONNX file in Chromium${CHROMIUM_MISSING ? `: ${CHROMIUM_MISSING}` : ''}`, () => {
  it('opens through Open, says what became of it, and is edited like any network', async () => {
    const application = await startApplication();
    await copyFile(join(FIXTURES, 'conv-net.onnx'), join(application.home, 'conv-net.onnx'));
    const { page, problems } = await openPage(await launchChromium(), application.link);
    await page.getByRole('button', { name: 'Open…' }).first().click();
    const dialog = page.getByRole('dialog', { name: 'Open a network' });
    await dialog.getByText('conv-net.onnx').dblclick();

    const report = page.getByRole('dialog', { name: 'Imported' });
    await report.getByText('All of them').waitFor();
    await report.getByText('BatchNorm').waitFor();
    expect(await axeFindings(page)).toEqual([]);
    await report.getByRole('button', { name: 'Show the network' }).click();

    await box(page, 'fc').click();
    await page.getByRole('textbox', { name: 'Units' }).fill('7');
    await expect.poll(() => page.getByRole('table', { name: 'Size table' }).innerText()).toContain('7');
    expect(problems).toEqual({ errors: [], foreign: [] });
  });

  it('is edited, trained on other data, exported, and answers the same outside', { timeout: 480_000 }, async () => {
    const application = await startApplication();
    await copyFile(join(FIXTURES, 'conv-net.onnx'), join(application.home, 'conv-net.onnx'));
    const { page, problems } = await openPage(await launchChromium(), application.link, { acceptDownloads: true, viewport: { width: 1440, height: 900 } });
    await page.getByRole('button', { name: 'Open…' }).first().click();
    await page.getByRole('dialog', { name: 'Open a network' }).getByText('conv-net.onnx').dblclick();
    const imported = page.getByRole('dialog', { name: 'Imported' });
    await imported.getByText(/The loss of “answer” is mean squared error for now/).waitFor();
    await imported.getByRole('button', { name: 'Retrain on new data…' }).click();
    const wizard = page.getByRole('dialog', { name: 'Retrain on new data' });
    await expect.poll(() => wizard.getByRole('combobox', { name: 'Network' }).locator('option:checked').innerText()).toMatch(/conv-net/);
    await wizard.getByRole('button', { name: 'Cancel' }).click();

    // The same by hand: another head, before there is any data; then data, whose pictures are of another size.
    await command(page, 'Replace the head');
    const head = page.getByRole('dialog', { name: 'Replace the head' });
    await head.getByRole('textbox', { name: 'Classes' }).fill('6');
    await page.keyboard.press('Enter');
    await box(page, 'head').waitFor();
    await box(page, 'answer').getByText('cross-entropy').waitFor();
    await tab(page, 'Data').click();
    await page.getByRole('button', { name: /^Shapes/ }).click();
    await page.getByRole('region', { name: 'About the data' }).getByRole('heading', { name: 'shapes' }).waitFor();
    await tab(page, 'Training').click();
    await page.getByText('“answer” answers with 6 values, but the column “class” has 8 classes.').waitFor({ timeout: 120_000 });
    await page.getByRole('button', { name: 'Fit the network to this data' }).click();
    const epochs = page.getByRole('textbox', { name: 'Epochs' });
    await epochs.fill('1');
    await epochs.press('Tab');
    await expect.poll(() => banner(page, 'Train').getAttribute('aria-disabled')).toBe('false');
    await banner(page, 'Train').click();
    await facts(page).getByText(/^Done after 1 epoch/).waitFor({ timeout: 120_000 });

    await banner(page, 'Export').click();
    const dialog = page.getByRole('dialog', { name: 'Export' });
    await dialog.getByRole('button', { name: 'Export', exact: true }).click();
    const report = dialog.getByRole('region', { name: 'Export report' });
    await report.waitFor({ timeout: 60_000 });
    expect(await report.innerText()).toMatch(/The file computes what was trained[\s\S]*samples of the data/);
    const [download] = await Promise.all([page.waitForEvent('download'), report.getByRole('button', { name: 'Download' }).click()]);

    // The downloaded file alone computes what the run's own weights do, on pictures that nobody has seen.
    const runs = join(application.base, 'application', 'runs');
    const { document, weights } = await readTrainedRun(join(runs, (await readdir(runs))[0]!));
    const network = inferNetwork(document);
    const trained = bakeWeights(network, loweringTarget('cpu'), { name: 'run', tensors: weights, metadata: {}, producerVersion: '0' });
    const shape = network.nodes.find(({ flat }) => flat.path === 'input')!.sizes!.outputs[0] as number[];
    const [outside, inside] = [await answersOf(await readFile(await download.path()), shape), await answersOf(trained, shape)];
    expect(outside).toHaveLength(PICTURES * 8);
    outside.forEach((value, index) => expect(Math.abs(value - inside[index]!)).toBeLessThan(1e-5));
    // It went on from PyTorch's weights and did not begin anew.
    const before = (await readWeights(join(FIXTURES, 'conv-net.onnx'))).get('stem.weight')!.data;
    const after = weights.get('stem.weight')!.data;
    expect(after).not.toEqual(before);
    expect(correlation(before, after)).toBeGreaterThan(0.8);
    expect(problems).toEqual({ errors: [], foreign: [] });
  });

  it('is imported where it is dropped', async () => {
    const application = await startApplication();
    const { page, problems } = await openPage(await launchChromium(), application.link);
    await page.getByRole('heading', { name: 'What would you like to build?' }).waitFor();
    const bytes = [...(await readFile(join(FIXTURES, 'transformer.onnx')))];
    const transfer = await page.evaluateHandle((list) => {
      const data = new DataTransfer();
      data.items.add(new File([Uint8Array.from(list)], 'transformer.onnx'));
      return data;
    }, bytes);
    const start = page.locator('[data-place="start"]');
    await start.dispatchEvent('dragover', { dataTransfer: transfer });
    await start.dispatchEvent('drop', { dataTransfer: transfer });
    const report = page.getByRole('dialog', { name: 'Imported' });
    await report.getByText('SelfAttention').waitFor({ timeout: 60_000 });
    await page.keyboard.press('Escape');
    await page.getByText('25 layers').waitFor();
    expect(problems).toEqual({ errors: [], foreign: [] });
  });
});
