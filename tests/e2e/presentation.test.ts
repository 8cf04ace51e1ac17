/** Presentation mode: everything is larger, and everything is still where the pointer says it is. */
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { CHROMIUM_MISSING, launchChromium, openPage, startApplication } from './launch';
import { axeFindings, banner, box, middleOf, openTemplate, row, tab, wire, type Point } from './page-parts';

async function present(viewport: { width: number; height: number }, size = 'Type at 150 %') {
  const application = await startApplication();
  const opened = await openPage(await launchChromium(), application.link, { viewport });
  const { page } = opened;
  await openTemplate(page, /LeNet-5/);
  await page.keyboard.press('Control+k');
  await page.keyboard.type(size);
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: /^Presentation, type at/ }).waitFor();
  return opened;
}

const heightOf = async (page: Page, button: string): Promise<number> => (await banner(page, button).boundingBox())!.height;
const shownKeys = (page: Page) => page.getByTestId('shown-keys');

/** The middle of a word in the editor, in the window. */
async function wordAt(page: Page, line: string, word: string): Promise<Point> {
  return page.locator('.view-line').filter({ hasText: line }).first().evaluate((element, wanted) => {
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const start = node.textContent!.indexOf(wanted);
      if (start < 0) continue;
      const range = document.createRange();
      range.setStart(node, start);
      range.setEnd(node, start + wanted.length);
      const { x, y, width, height } = range.getBoundingClientRect();
      return { x: x + width / 2, y: y + height / 2 };
    }
    throw new Error(`no “${wanted}” in the line`);
  }, word);
}

/** Where the ink of the drawing pad is, as shares of its width and height. */
async function inkOf(page: Page): Promise<Point> {
  return page.getByRole('img', { name: /^Drawing pad/ }).evaluate((element) => {
    const canvas = element as HTMLCanvasElement;
    const { data } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height);
    let [sum, left, top] = [0, 0, 0];
    for (let at = 0; at < data.length; at += 4) {
      const ink = data[at]!;
      sum += ink;
      left += ink * ((at / 4) % canvas.width);
      top += ink * Math.floor(at / 4 / canvas.width);
    }
    return { x: left / sum / canvas.width, y: top / sum / canvas.height };
  });
}

describe.skipIf(CHROMIUM_MISSING)(`presentation mode in Chromium${CHROMIUM_MISSING ? `: ${CHROMIUM_MISSING}` : ''}`, () => {
  it('makes type larger, shows keys, and ends as it began', async () => {
    const application = await startApplication();
    const { page, problems } = await openPage(await launchChromium(), application.link, { viewport: { width: 1920, height: 1080 } });
    await openTemplate(page, /LeNet-5/);
    const usual = await heightOf(page, 'Save');
    // They fade after a moment: asked for before anything else.
    await page.keyboard.press('F4');
    expect(await shownKeys(page).innerText()).toMatch(/F4[^]*Presentation mode|Presentation mode[^]*F4/);
    await expect.poll(() => heightOf(page, 'Save')).toBe(1.5 * usual);
    await banner(page, 'Export').click();
    await expect.poll(() => shownKeys(page).innerText()).toContain('Ctrl');
    await page.keyboard.press('Escape');
    await shownKeys(page).waitFor({ state: 'detached' });

    await page.getByRole('button', { name: /^Presentation, type at 150 %/ }).click();
    await page.getByRole('menuitem', { name: 'Type at 200 %' }).click();
    await expect.poll(() => heightOf(page, 'Save')).toBe(2 * usual);
    // A window of this width has no room for three panels beside each other in that size.
    await page.getByRole('region', { name: 'Inspector' }).waitFor({ state: 'detached' });
    await page.keyboard.press('F4');
    await expect.poll(() => heightOf(page, 'Save')).toBe(usual);
    expect(await page.getByRole('button', { name: /^Presentation, type at/ }).count()).toBe(0);
    await page.getByRole('region', { name: 'Inspector' }).waitFor();
    // Forgotten with the window.
    await page.keyboard.press('F4');
    await expect.poll(() => heightOf(page, 'Save')).toBe(2 * usual);
    await page.reload();
    await openTemplate(page, /LeNet-5/);
    expect(await heightOf(page, 'Save')).toBe(usual);
    expect(problems).toEqual({ errors: [], foreign: [] });
  });

  it('keeps the pointer exact: boxes, wires, the drawing pad, the caret', async () => {
    const { page, problems } = await present({ width: 1600, height: 1000 });

    // A layer dragged from the palette lies where it was dropped, and is wired.
    await page.keyboard.press('Escape');
    // In that size of type the window is a narrow one, whose side panels wait to be asked for.
    await page.keyboard.press('Control+b');
    await page.getByRole('textbox', { name: 'Search layers' }).fill('Dropout');
    const canvas = (await page.getByRole('application').boundingBox())!;
    const target = { x: canvas.width * 0.7, y: canvas.height * 0.85 };
    await page.getByRole('button', { name: /^Dropout/ }).dragTo(page.locator('.react-flow__pane'), { targetPosition: target });
    await box(page, 'dropout1').waitFor();
    const pane = (await page.locator('.react-flow__pane').boundingBox())!;
    const lies = await middleOf(box(page, 'dropout1'));
    expect(Math.abs(lies.x - pane.x - target.x)).toBeLessThan(30);
    expect(Math.abs(lies.y - pane.y - target.y)).toBeLessThan(30);
    await tab(page, 'Size table').click();
    await wire(page, 'relu4', 'dropout1');
    await expect.poll(() => row(page, 'dropout1').innerText(), { timeout: 10_000 }).toContain('84');

    await tab(page, 'Predict').click();
    const pad = (await page.getByRole('img', { name: /^Drawing pad/ }).boundingBox())!;
    const [x, y] = [pad.x + 0.3 * pad.width, pad.y + 0.4 * pad.height];
    await page.mouse.move(x, y);
    await page.mouse.down();
    await page.mouse.move(x + 1, y + 1);
    await page.mouse.up();
    const ink = await inkOf(page);
    expect(ink.x).toBeCloseTo(0.3, 1);
    expect(ink.y).toBeCloseTo(0.4, 1);

    // The editor shows the line of the chosen box.
    await box(page, 'conv2').click();
    await tab(page, 'Code').click();
    await page.locator('.view-line').filter({ hasText: 'conv2' }).first().waitFor();
    // Lines are replaced while the editor goes to the chosen one.
    await expect.poll(async () => (await page.locator('.view-line').first().boundingBox())?.height, { timeout: 10_000 }).toBe(30);
    const number = await wordAt(page, 'filters: 16', '16');
    await page.mouse.dblclick(number.x, number.y);
    await page.keyboard.type('24');
    await expect.poll(() => box(page, 'conv2').innerText(), { timeout: 10_000 }).toContain('24');
    expect(problems).toEqual({ errors: [], foreign: [] });
  });

  it.each(['light', 'dark'] as const)('has nothing that axe would find fault with, %s', async (colorScheme) => {
    const { page } = await present({ width: 1280, height: 800 }, 'Type at 200 %');
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    for (const title of ['Data', 'Training', 'Size table', 'Code', 'Predict', 'Problems']) {
      await tab(page, title).click();
      await expect.poll(() => axeFindings(page), { timeout: 20_000, message: title }).toEqual([]);
    }
    // All that is there can be reached: nothing of the header is beyond the edge.
    const train = (await banner(page, 'Train').boundingBox())!;
    expect(train.x + train.width).toBeLessThanOrEqual(1280);
  });
});
