/** “Why this number?” in Chromium: asked by pointer and keyboard, tried out, applied and undone. */
import { describe, expect, it } from 'vitest';
import type { Locator, Page } from 'playwright-core';
import { CHROMIUM_MISSING, launchChromium, openPage, startApplication } from './launch';
import { axeFindingsInBothThemes, box, drag, middleOf, openTemplate, row, tab } from './page-parts';

async function start(options: Parameters<typeof openPage>[2] = {}) {
  const application = await startApplication();
  const browser = await launchChromium();
  return openPage(browser, application.link, { viewport: { width: 1440, height: 900 }, ...options });
}

const why = (page: Page): Locator => page.getByRole('dialog', { name: 'Why this number?' });
const figure = (place: Locator, quantity: string): Locator => place.locator(`[data-figure="${quantity}"]`).first();
const slider = (page: Page, name: string): Locator => why(page).getByRole('slider', { name, exact: true });
const effect = (page: Page): Locator => why(page).getByRole('status', { name: 'Effect on the network' });
const undo = (page: Page): Locator => page.getByRole('button', { name: /^Undo/ });

describe.skipIf(CHROMIUM_MISSING)(`the reasons of numbers in Chromium${CHROMIUM_MISSING ? `: ${CHROMIUM_MISSING}` : ''}`, () => {
  it('are shown wherever a number stands, tried out without a change, applied as one step and undone', async () => {
    const { page, problems } = await start();
    await openTemplate(page, /LeNet-5/);
    await tab(page, 'Size table').click();

    // A box is dragged by its numbers as by the rest of it.
    const grip = await middleOf(figure(box(page, 'dense5'), 'output'));
    const before = (await box(page, 'dense5').boundingBox())!;
    await drag(page, grip, { x: grip.x + 60, y: grip.y + 60 });
    await expect.poll(async () => (await box(page, 'dense5').boundingBox())!.y).toBeGreaterThan(before.y + 20);
    expect(await why(page).count()).toBe(0);
    await undo(page).click();

    // On the canvas; the press selects the box as before.
    await figure(box(page, 'conv2'), 'output').click();
    await why(page).getByText('⌊(14 + 2·0 − 1·(5 − 1) − 1)/1⌋ + 1 = 10').waitFor();
    expect(await page.getByRole('textbox', { name: 'Name', exact: true }).inputValue()).toBe('conv2');

    // What is tried out reaches the derivation and the rest of the network, but not the document.
    await slider(page, 'Kernel').fill('3');
    await why(page).getByText('⌊(14 + 2·0 − 1·(3 − 1) − 1)/1⌋ + 1 = 12').waitFor();
    await expect.poll(() => effect(page).innerText()).toContain('81,290');
    await expect.poll(() => effect(page).innerText()).toMatch(/flatten\s+400\s+→\s+576/);
    await expect.poll(() => row(page, 'conv2').innerText()).toContain('10 × 10 × 16');
    expect(await undo(page).getAttribute('aria-disabled')).toBe('true');
    await page.keyboard.press('Escape');
    await why(page).waitFor({ state: 'detached' });
    expect(await row(page, 'conv2').innerText()).toContain('10 × 10 × 16');

    // In the table: which box would break is said with the sentence that it would show.
    await figure(row(page, 'conv1'), 'parameters').click();
    await slider(page, 'Stride').fill('4');
    await why(page).getByRole('button', { name: 'valid' }).click();
    await expect.poll(() => effect(page).innerText()).toContain('“conv2” (Conv2D) has a window of 5 pixels');
    await why(page).getByRole('button', { name: 'Discard' }).click();
    await slider(page, 'Filters').fill('12');
    await slider(page, 'Kernel').fill('3');
    await why(page).getByRole('button', { name: 'Apply' }).click();
    await expect.poll(() => row(page, 'conv1').innerText()).toContain('30 × 30 × 12');
    await why(page).getByRole('button', { name: 'Close' }).click();
    await undo(page).click();
    await expect.poll(() => row(page, 'conv1').innerText()).toContain('28 × 28 × 6');
    expect(await undo(page).getAttribute('aria-disabled')).toBe('true');

    // In the inspector, and a total with its terms.
    await box(page, 'dense3').click();
    await page.getByRole('region', { name: 'Inspector' }).getByRole('button', { name: '48,120' }).click();
    await why(page).getByText('(400 + 1)·120 = 48,120').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('table', { name: 'Size table' }).getByRole('button', { name: '61,706' }).click();
    await why(page).getByText('156 + 2,416 + 48,120 + 10,164 + 850 = 61,706').waitFor();
    await why(page).getByRole('list', { name: 'Terms' }).getByRole('button', { name: 'conv2' }).click();
    await why(page).getByText('(5·5·6 + 1)·16 = 2,416').waitFor();
    await why(page).getByRole('button', { name: 'Back', exact: true }).click();
    await why(page).getByRole('list', { name: 'Terms' }).waitFor();
    expect(problems).toEqual({ errors: [], foreign: [] });
  });

  it('are asked for with the keyboard alone', async () => {
    const { page, problems } = await start();
    await openTemplate(page, /LeNet-5/);
    await tab(page, 'Size table').click();
    await page.getByRole('application').focus();
    await page.keyboard.press('e');
    await why(page).getByRole('list', { name: 'Terms' }).waitFor();
    await page.keyboard.press('Escape');
    await why(page).waitFor({ state: 'detached' });

    // From the table, number by number along a row; back on the same number afterwards.
    await page.getByRole('table', { name: 'Size table' }).focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe('156');
    await page.keyboard.press('ArrowDown');
    await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe('0');
    await page.keyboard.press('ArrowUp');
    await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe('156');
    await page.keyboard.press('Enter');
    await why(page).getByText('(5·5·1 + 1)·6 = 156').waitFor();
    await slider(page, 'Filters').focus();
    await page.keyboard.press('ArrowRight');
    await why(page).getByText('(5·5·1 + 1)·7 = 182').waitFor();
    await page.keyboard.press('Escape');
    await why(page).waitFor({ state: 'detached' });
    await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe('156');

    // The search finds it for the selected box.
    await page.keyboard.press('Control+k');
    await page.getByRole('dialog').waitFor();
    await page.keyboard.type('why derivation');
    await page.keyboard.press('Enter');
    await why(page).getByRole('button', { name: 'Receptive field' }).press('Enter');
    await why(page).getByRole('region', { name: 'From layer to layer' }).waitFor();
    const picture = why(page).getByRole('group', { name: /arrow keys choose another value/ });
    const sentence = why(page).getByText(/^The value in row/);
    expect(await sentence.innerText()).toContain('The value in row 13, column 13 sees rows 11 to 15 and columns 11 to 15.');
    await picture.press('ArrowDown');
    await expect.poll(() => sentence.innerText()).toContain('row 14, column 13 sees rows 12 to 16');
    expect(problems).toEqual({ errors: [], foreign: [] });
  });

  it('compare a convolution with a separable one, and exchange them as one step', async () => {
    const { page, problems } = await start();
    await openTemplate(page, /LeNet-5/);
    await tab(page, 'Size table').click();
    await figure(row(page, 'conv2'), 'macs').click();
    await why(page).getByText('15,000 depthwise + 9,600 pointwise = 24,600').waitFor();
    await why(page).getByRole('button', { name: 'Replace by SeparableConv2D' }).click();
    await expect.poll(() => row(page, 'conv2').innerText()).toMatch(/SeparableConv2D[^]*10 × 10 × 16[^]*262[^]*24,600/);
    await why(page).getByRole('button', { name: 'Replace by Conv2D' }).waitFor();
    await page.keyboard.press('Escape');
    await undo(page).click();
    await expect.poll(() => row(page, 'conv2').innerText()).toContain('240,000');
    expect(problems).toEqual({ errors: [], foreign: [] });
  });

  it('are given for blocks, and within the view of a layer', async () => {
    const { page, problems } = await start();
    await openTemplate(page, /Small ResNet/);
    await tab(page, 'Size table').click();
    await figure(box(page, 'stage1-block'), 'parameters').click();
    await why(page).getByRole('heading', { name: 'stage1-block, 3 copies' }).waitFor();
    await why(page).getByRole('list', { name: 'Terms' }).getByRole('button').first().click();
    await why(page).getByText(/Computed from the parameters of the block, and changed there: filters/).waitFor();
    await page.keyboard.press('Escape');
    await box(page, 'stage1-block').click();
    await page.getByRole('region', { name: 'Sample' }).getByText('untrained weights').waitFor({ timeout: 60_000 });
    await page.keyboard.press('Shift+F');
    const view = page.getByRole('dialog').filter({ has: page.getByRole('tabpanel') });
    await figure(view, 'output').click();
    await why(page).getByRole('heading', { name: /^stage1-block3\// }).waitFor();
    await why(page).getByRole('button', { name: 'Memory' }).click();
    await page.keyboard.press('Escape');
    await why(page).waitFor({ state: 'detached' });
    expect(await view.isVisible()).toBe(true);
    expect(problems).toEqual({ errors: [], foreign: [] });
  });

  it('give axe nothing to say in either theme', async () => {
    const { page } = await start({ colorScheme: 'light' });
    await openTemplate(page, /LeNet-5/);
    await tab(page, 'Size table').click();
    await figure(row(page, 'conv2'), 'field').click();
    await why(page).getByRole('region', { name: 'From layer to layer' }).waitFor();
    expect(await axeFindingsInBothThemes(page)).toEqual([]);
    await slider(page, 'Kernel').fill('7');
    for (const name of ['Output', 'MACs', 'Memory']) {
      await why(page).getByRole('button', { name, exact: true }).click();
      expect(await axeFindingsInBothThemes(page)).toEqual([]);
    }
    await page.keyboard.press('Escape');
    await page.getByRole('table', { name: 'Size table' }).getByRole('button', { name: '416,520' }).click();
    await why(page).getByRole('list', { name: 'Terms' }).waitFor();
    expect(await axeFindingsInBothThemes(page)).toEqual([]);
  });
});
