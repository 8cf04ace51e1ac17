/** Pictures without labels become a detector's data: drawn in the window by pointer and keyboard, kept beside the pictures, found again, trained on. */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { encode } from 'fast-png';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { CHROMIUM_MISSING, launchChromium, openPage, startApplication } from './launch';
import { axeFindingsInBothThemes, banner, drag, type Point } from './page-parts';
import { facts, stepOf } from './training-parts';

const [WIDTH, HEIGHT] = [96, 64];

/** A thing on grey, its upper left corner at `left`, `top`. */
function thing({ width = WIDTH, height = HEIGHT, side = 20, left, top = 20, colour = [250, 200, 40] }: { readonly width?: number; readonly height?: number; readonly side?: number; readonly left: number; readonly top?: number; readonly colour?: readonly number[] }): Uint8Array {
  const data = new Uint8Array(width * height * 3).fill(90);
  for (let row = top; row < top + side; row++) for (let column = left; column < left + side; column++) data.set(colour, (row * width + column) * 3);
  return encode({ width, height, channels: 3, depth: 8, data });
}

/** A detector of another tool, which finds red things (`scripts/make-outside-models.py`). */
const DETECTOR = join(import.meta.dirname, '../fixtures/outside-models/yolov8.onnx');

/** Other tests run at the same time. */
const SOON = { timeout: 30_000 };

const stage = (page: Page) => page.getByRole('application');
const objects = (page: Page) => page.getByRole('region', { name: 'Objects' }).getByRole('listitem');

/** Where a pixel of the picture lies in the window, by the size and place that fitting gives it. */
async function placeOf(page: Page, x: number, y: number): Promise<Point> {
  const { x: left, y: top, width, height } = (await stage(page).boundingBox())!;
  const scale = Math.min(8, (width - 40) / WIDTH, (height - 80) / HEIGHT);
  return { x: left + (width - WIDTH * scale) / 2 + x * scale, y: top + 60 + (height - 80 - HEIGHT * scale) / 2 + y * scale };
}

interface Written {
  readonly categories: readonly { readonly name: string }[];
  readonly images: readonly { readonly id: number; readonly file_name: string }[];
  readonly annotations: readonly { readonly image_id: number; readonly bbox: readonly number[]; readonly segmentation?: readonly (readonly number[])[] }[];
}

describe.skipIf(CHROMIUM_MISSING)(`labelling in Chromium${CHROMIUM_MISSING ? `: ${CHROMIUM_MISSING}` : ''}`, () => {
  it('is kept beside the pictures after every change, found again, and trained on', { timeout: 240_000 }, async () => {
    const application = await startApplication();
    const folder = join(application.home, 'things');
    await mkdir(folder);
    await writeFile(join(folder, 'a.png'), thing({ left: 20 }));
    await writeFile(join(folder, 'b.png'), thing({ left: 60 }));
    await writeFile(join(folder, 'c.png'), thing({ width: 256, height: 128, side: 32, left: 32, top: 32, colour: [255, 0, 0] }));
    const written = async (): Promise<Written> => JSON.parse(await readFile(join(folder, 'annotations.json'), 'utf8')) as Written;
    const { page, problems } = await openPage(await launchChromium(), application.link);

    await page.getByRole('button', { name: 'Label pictures' }).click();
    await page.getByRole('button', { name: 'Choose a folder…' }).click();
    await page.getByRole('button', { name: 'things' }).click();
    await page.getByText('The folder things').waitFor();
    await page.getByRole('button', { name: 'Use this folder' }).click();
    await expect.poll(() => stage(page).getAttribute('aria-label'), SOON).toBe('a.png, 96 by 64 pixels, 0 objects');

    await page.getByRole('listbox', { name: 'Pictures' }).focus();
    await page.keyboard.press('F6');
    await expect.poll(() => stage(page).evaluate((element) => element === document.activeElement), SOON).toBe(true);

    // A box by pointer; its class is made with it, and named.
    await drag(page, await placeOf(page, 20, 20), await placeOf(page, 44, 40));
    await expect.poll(() => objects(page).count(), SOON).toBe(1);
    await page.getByRole('button', { name: 'Rename object' }).click();
    await page.getByRole('textbox', { name: 'Name of the class' }).fill('block');
    await page.keyboard.press('Enter');
    await page.getByText('Saved in annotations.json').waitFor();
    await expect.poll(async () => (await written()).categories, SOON).toEqual([{ id: 1, name: 'block' }]);
    expect((await written()).annotations).toMatchObject([{ bbox: [20, 20, 24, 20] }]);

    // Moved by a key, taken back, and stretched in its fields.
    await objects(page).first().getByRole('button', { name: /^block/ }).click();
    await stage(page).press('Shift+ArrowRight');
    await expect.poll(async () => (await written()).annotations[0]!.bbox, SOON).toEqual([30, 20, 24, 20]);
    await stage(page).press('Control+z');
    await expect.poll(async () => (await written()).annotations[0]!.bbox, SOON).toEqual([20, 20, 24, 20]);
    await page.getByRole('textbox', { name: 'Height' }).fill('22');
    await expect.poll(async () => (await written()).annotations[0]!.bbox, SOON).toEqual([20, 20, 24, 22]);

    // On the next picture, a polygon by pointer and a box by keyboard alone: from the middle (48, 32) to the lower right.
    await stage(page).press('d');
    await expect.poll(() => stage(page).getAttribute('aria-label'), SOON).toBe('b.png, 96 by 64 pixels, 0 objects');
    await stage(page).press('p');
    for (const [x, y] of [[60, 20], [84, 20], [84, 40], [60, 40], [60, 20]] as const) {
      const at = await placeOf(page, x, y);
      await page.mouse.click(at.x, at.y);
    }
    await expect.poll(() => objects(page).count(), SOON).toBe(1);
    await page.mouse.move(5, 5);
    await stage(page).press('b');
    for (const key of ['Enter', 'Shift+ArrowLeft', 'ArrowDown', 'Shift+ArrowDown', 'Enter']) await stage(page).press(key);
    await expect.poll(() => objects(page).count(), SOON).toBe(2);
    expect(await axeFindingsInBothThemes(page)).toEqual([]);
    const complete = [
      { image_id: 1, bbox: [20, 20, 24, 22] },
      { image_id: 2, bbox: [60, 20, 24, 20], segmentation: [[60, 20, 84, 20, 84, 40, 60, 40]] },
      { image_id: 2, bbox: [38, 32, 10, 11] },
    ];
    await expect.poll(async () => (await written()).annotations, SOON).toMatchObject(complete);

    // On the third, what a model finds; it counts when it is accepted.
    await stage(page).press('d');
    await expect.poll(() => stage(page).getAttribute('aria-label'), SOON).toBe('c.png, 256 by 128 pixels, 0 objects');
    await page.locator('input[type="file"][accept=".onnx"]').setInputFiles(DETECTOR);
    await page.getByRole('button', { name: 'Suggest', exact: true }).click();
    await page.getByRole('button', { name: 'Accept all' }).waitFor({ timeout: 60_000 });
    expect((await written()).images).toHaveLength(2);
    await stage(page).press('Shift+Y');
    await expect.poll(async () => (await written()).annotations.length, SOON).toBe(4);
    const [x, y, width, height] = (await written()).annotations[3]!.bbox as [number, number, number, number];
    expect([x, y, width, height].map((value) => Math.abs(value - 32) <= 1)).toEqual([true, true, true, true]);
    expect((await written()).categories).toHaveLength(2);

    // A fresh window finds everything, and shows it where it was.
    await page.reload();
    await page.getByRole('button', { name: 'Label pictures' }).click();
    await page.getByRole('region', { name: 'Labelled before' }).getByRole('button', { name: /^things/ }).click();
    await page.getByText('3 of 3 pictures labelled').waitFor();
    await page.getByRole('option', { name: 'b.png 2 objects' }).click();
    await expect.poll(() => objects(page).allInnerTexts(), SOON).toEqual([expect.stringMatching(/block\s+4 points/), expect.stringMatching(/block\s+10×11/)]);

    // A detector for this one class learns from them, to the end of its run.
    await page.getByRole('button', { name: 'Train on these' }).click();
    await page.locator('.react-flow__node').first().waitFor();
    const epochs = page.getByRole('textbox', { name: 'Epochs' });
    await epochs.fill('2');
    await epochs.press('Tab');
    await banner(page, 'Train').click();
    await facts(page).waitFor({ timeout: 90_000 });
    await page.getByText('Done after 2 epochs.').waitFor({ timeout: 90_000 });
    expect(await stepOf(page)).toBeGreaterThan(0);
    expect(problems).toEqual({ errors: [], foreign: [] });
  });
});
