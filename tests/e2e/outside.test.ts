/** A detector that another tool wrote (`scripts/make-outside-models.py`): recognised, mapped, seen on a picture, and then live. */
import { copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { encode } from 'fast-png';
import { describe, expect, it, onTestFinished } from 'vitest';
import { CHROMIUM_MISSING, launchChromium, openPage, startApplication } from './launch';
import { axeFindings } from './page-parts';

const FIXTURES = join(import.meta.dirname, '../fixtures/outside-models');

/** 256 × 128 and grey: four times the input of the model across, with a red thing left and a blue one right. */
function things(): Uint8Array {
  const data = new Uint8Array(256 * 128 * 3).fill(90);
  const paint = (x: number, y: number, colour: readonly number[]): void => {
    for (let row = y; row < y + 32; row++) for (let column = x; column < x + 32; column++) data.set(colour, (row * 256 + column) * 3);
  };
  paint(32, 32, [255, 0, 0]);
  paint(192, 64, [0, 0, 255]);
  return encode({ width: 256, height: 128, channels: 3, depth: 8, data });
}

describe.skipIf(CHROMIUM_MISSING)(`a model from elsewhere in Chromium${CHROMIUM_MISSING ? `: ${CHROMIUM_MISSING}` : ''}`, () => {
  it('is recognised, answers about a picture at once while it is mapped, and answers live', { timeout: 300_000 }, async () => {
    const application = await startApplication();
    await copyFile(join(FIXTURES, 'yolov8.onnx'), join(application.home, 'detector.onnx'));
    const folder = await mkdtemp(join(tmpdir(), 'layerloom-things-'));
    onTestFinished(() => rm(folder, { recursive: true, force: true }));
    await mkdir(join(folder, 'pictures'));
    const picture = join(folder, 'pictures', 'things.png');
    await writeFile(picture, things());
    const { page, problems } = await openPage(await launchChromium(), application.link);

    await page.keyboard.press('Control+k');
    await page.getByRole('combobox').fill('Use a model file from elsewhere');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').getByText('detector.onnx').dblclick();
    const dialog = page.getByRole('dialog', { name: 'detector.onnx' });
    await dialog.getByText('Recognised', { exact: true }).waitFor({ timeout: 60_000 });
    await dialog.getByLabel('Choose a picture').setInputFiles(picture);
    await dialog.getByText('2 boxes').waitFor({ timeout: 60_000 });
    expect(await axeFindings(page)).toEqual([]);

    // Another axis is another answer, without running the model again; and back.
    await dialog.getByLabel('Candidates').selectOption('rows');
    await dialog.getByText(/Scores reach/).waitFor();
    await dialog.getByLabel('Candidates').selectOption('columns');
    await dialog.getByText('2 boxes').waitFor();
    await dialog.getByRole('textbox', { name: 'Class names' }).fill('apple\nberry');
    await dialog.getByRole('button', { name: 'Keep the mapping' }).click();
    await dialog.getByText('The network keeps this mapping.').waitFor();

    await dialog.getByRole('button', { name: 'Use it live' }).click();
    const chooser = page.waitForEvent('filechooser');
    await page.getByTestId('dock').getByRole('button', { name: 'Image folder' }).click();
    await (await chooser).setFiles(join(folder, 'pictures'));
    const lines = page.getByRole('tabpanel').getByRole('listitem');
    await expect.poll(() => lines.allInnerTexts(), { timeout: 120_000 }).toHaveLength(2);
    const texts = (await lines.allInnerTexts()).map((line) => line.replace(/\s+/g, ' ')).sort();
    expect(texts[0]).toMatch(/^apple 32 32 32 32 /);
    expect(texts[1]).toMatch(/^berry 192 64 32 32 /);
    await page.getByRole('button', { name: 'Stop', exact: true }).click();
    expect(problems).toEqual({ errors: [], foreign: [] });
  });
});
