/** The detection X-ray, in Chromium: an untrained detector is looked through by pointer and by keyboard, alone and beside another one. */
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { encodePng, draw } from '../data/picture-files';
import { CHROMIUM_MISSING, launchChromium, openPage, startApplication } from './launch';
import { axeFindingsInBothThemes, openTemplate, shown } from './page-parts';

const FAKE_CAMERA = ['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream'];

const view = (page: Page, name: string) => page.getByRole('group', { name: 'What of the frame is shown' }).getByRole('button', { name, exact: true });
const picture = (page: Page) => page.getByRole('application', { name: /^The frame with/ });

describe.skipIf(CHROMIUM_MISSING)(`the X-ray in Chromium${CHROMIUM_MISSING ? `: ${CHROMIUM_MISSING}` : ''}`, () => {
  it('shows boxes, who gave way to whom, cells, who answers for which object, what it costs, and detectors side by side', async () => {
    const application = await startApplication();
    const { page, problems } = await openPage(await launchChromium(FAKE_CAMERA), application.link);
    await page.getByPlaceholder(/^Search \d+ networks/).fill('yolo v3');
    await openTemplate(page, /Small YOLO v3/);
    await page.keyboard.press('Alt+9');

    // An untrained network is sure of nothing; what it is least unsure of can be looked at all the same.
    await page.getByRole('button', { name: 'Show the best 30' }).click({ timeout: 60_000 });
    await page.getByText('untrained weights').first().waitFor();
    const boxes = page.getByRole('table', { name: 'Boxes' });
    await expect.poll(() => boxes.getByRole('row').count()).toBe(31);
    const verdicts = (await boxes.getByRole('row').allInnerTexts()).slice(1).map((text) => text.split('\t').map((cell) => cell.trim()));
    const limit = 0.45;
    for (const [, , verdict, iou] of verdicts) expect(verdict === 'kept' ? iou : Number(iou) > limit, verdict).toBe(verdict === 'kept' ? '' : true);
    const suppressed = verdicts.filter(([, , verdict]) => verdict!.startsWith('by ')).length;
    expect(suppressed).toBeGreaterThan(0);

    // By keyboard: row after row, and the overlap down to nothing.
    const before = await shown(page.locator('canvas').last());
    await boxes.getByRole('button').first().focus();
    await page.keyboard.press('ArrowDown');
    await expect.poll(() => boxes.getByRole('button').nth(1).getAttribute('aria-pressed')).toBe('true');
    await expect.poll(() => shown(page.locator('canvas').last())).not.toBe(before);
    await page.getByRole('slider', { name: /^Overlap at most/ }).fill('0');
    await page.getByText(/ suppressed$/).waitFor();
    await expect.poll(async () => Number(/^(\d+) suppressed$/.exec(await page.getByText(/^\d+ suppressed$/).innerText())![1])).toBeGreaterThan(suppressed);

    await view(page, 'Cells').click();
    await picture(page).focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    const answers = page.getByRole('table', { name: 'What the place answers' });
    await answers.getByText('stride 4, row 21, column 22, anchor 3 (20×15)').waitFor();
    await page.getByRole('button', { name: '10×10, stride 16' }).click();
    const { x, y, width, height } = (await picture(page).boundingBox())!;
    await page.mouse.click(x + 0.53 * width, y + 0.53 * height);
    await answers.getByText('stride 16, row 6, column 6, anchor 1 (50×50)').waitFor();

    await view(page, 'Assignment').click();
    const objects = page.getByRole('table', { name: 'Objects and the places that answer for them' });
    await objects.getByRole('button').nth(1).click();
    expect(await objects.getByRole('button').nth(1).getAttribute('aria-pressed')).toBe('true');
    expect(await objects.getByRole('button').nth(1).innerText()).toMatch(/^stride \d+, row \d+, column \d+, anchor [123] \(\d+×\d+\)$/);
    expect(await axeFindingsInBothThemes(page)).toEqual([]);

    await view(page, 'Loss').click();
    const terms = page.getByRole('table', { name: 'Terms of the loss, object by object' });
    const [head, ...rows] = (await terms.getByRole('row').allInnerTexts()).map((text) => text.split('\t').map((cell) => cell.trim()));
    const all = rows.pop()!;
    head!.slice(1).forEach((name, term) => {
      const sum = rows.reduce((total, cells) => total + Number(cells[term + 1]!.replace(',', '')), 0);
      expect(Math.abs(sum - Number(all[term + 1]!.replace(',', ''))), name).toBeLessThan(0.01 * Math.max(1, sum));
    });

    await view(page, 'Side by side').click();
    await page.getByRole('button', { name: 'Detectors' }).press('Enter');
    await page.getByRole('menuitemcheckbox', { name: 'Small Faster R-CNN' }).click();
    await page.keyboard.press('Escape');
    const tiles = page.getByRole('list', { name: 'Detectors side by side' }).getByRole('listitem');
    await tiles.nth(1).getByText('regions').waitFor({ timeout: 60_000 });
    for (const tile of await tiles.all()) expect(await tile.innerText()).toMatch(/one picture\s+[\d.]+ ms/);
    expect(await axeFindingsInBothThemes(page)).toEqual([]);

    // Nobody has said what is in a picture of one's own, or in front of the camera.
    await page.getByLabel('Look through a picture of your own').setInputFiles({ name: 'own.png', mimeType: 'image/png', buffer: Buffer.from(encodePng(draw(40, 40, (column) => column * 6))) });
    await view(page, 'Assignment').click();
    await page.getByText(/^Nobody has said what is in this picture/).waitFor({ timeout: 30_000 });
    await page.getByRole('tab', { name: 'Live' }).click();
    await page.getByTestId('dock').getByRole('button', { name: 'Camera', exact: true }).click();
    await page.getByRole('button', { name: 'X-ray this frame' }).click({ timeout: 60_000 });
    await picture(page).waitFor();
    await expect.poll(() => page.getByText('Own picture').count()).toBe(1);
    expect(problems).toEqual({ errors: [], foreign: [] });
  }, 240_000);
});
