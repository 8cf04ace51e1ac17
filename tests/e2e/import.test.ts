/** A model that another tool wrote (tests/import/fixtures, by PyTorch's exporter), opened in the window. */
import { copyFile, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CHROMIUM_MISSING, launchChromium, openPage, startApplication } from './launch';
import { axeFindings, box } from './page-parts';

const FIXTURES = join(import.meta.dirname, '../import/fixtures');

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
