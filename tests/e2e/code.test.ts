/** The Code view as a person uses it: text and canvas follow each other, one undo for both, mistakes in words, PyTorch beside it. */
import type { Locator, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { CHROMIUM_MISSING, launchChromium, openPage, startApplication } from './launch';
import { axeFindingsInBothThemes, box } from './page-parts';

const editor = (page: Page): Locator => page.getByRole('textbox', { name: /The network as text/ });
/** A line as it is shown; Monaco draws spaces as no-break spaces. */
const lines = async (page: Page): Promise<readonly string[]> => (await page.locator('.view-line').allInnerTexts()).map((text) => text.replaceAll('\u00a0', ' '));
const line = (page: Page, words: string): Locator => page.locator('.view-line').filter({ hasText: words }).first();

async function openCode(options: Parameters<typeof openPage>[2] = {}) {
  const application = await startApplication();
  const browser = await launchChromium();
  const opened = await openPage(browser, application.link, { viewport: { width: 1440, height: 1000 }, ...options });
  const { page } = opened;
  await page.getByRole('button', { name: /LeNet-5/ }).first().click();
  await page.locator('.react-flow__node').first().waitFor();
  await page.getByRole('tab', { name: 'Code', exact: true }).click();
  await editor(page).waitFor({ state: 'attached' });
  await line(page, 'const conv1').waitFor();
  return opened;
}

describe.skipIf(CHROMIUM_MISSING)(`the code in Chromium${CHROMIUM_MISSING ? `: ${CHROMIUM_MISSING}` : ''}`, () => {
  it('and the canvas follow each other, on one history', async () => {
    const { page, problems } = await openCode();

    // A comment, and a number, typed.
    await line(page, 'const conv2').click();
    await page.keyboard.press('Home');
    await page.keyboard.type('// the second\n');
    await line(page, 'const conv2').click({ position: { x: 4, y: 8 } });
    await page.keyboard.press('Control+f');
    await page.keyboard.type('filters: 16');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Escape');
    await page.keyboard.type('filters: 24');
    await expect.poll(() => box(page, 'conv2').innerText()).toContain('24');
    await page.waitForTimeout(1300);

    // A line more: a box more.
    await line(page, 'const conv2').click();
    await page.keyboard.press('End');
    await page.keyboard.press('Enter');
    await page.keyboard.type('const extra = relu6(conv2');
    await page.keyboard.press('Escape');
    await page.keyboard.press('End');
    await page.keyboard.type(';');
    await box(page, 'extra').waitFor();

    // The canvas changes its line only, and the comment stays.
    await box(page, 'conv1').click();
    await page.getByRole('textbox', { name: 'Filters' }).fill('9');
    await expect.poll(async () => (await lines(page)).find((text) => text.startsWith('const conv1'))).toContain('filters: 9');
    expect(await lines(page)).toContain('// the second');

    // One undo for both, in their order.
    await line(page, 'const relu1').click();
    await page.keyboard.press('Control+z');
    await expect.poll(async () => (await lines(page)).find((text) => text.startsWith('const conv1'))).toContain('filters: 6');
    await box(page, 'extra').waitFor();
    await page.keyboard.press('Control+z');
    await expect.poll(() => box(page, 'extra').count()).toBe(0);
    expect(await lines(page)).toContain('// the second');
    for (let count = 0; count < 6; count++) await page.keyboard.press('Control+z');
    await expect.poll(async () => (await lines(page)).join('\n')).not.toContain('// the second');
    expect((await lines(page)).join('\n')).toContain('filters: 16');
    expect(problems).toEqual({ errors: [], foreign: [] });
  });

  it('says what is wrong where it is wrong, and keeps the last good network', async () => {
    const { page, problems } = await openCode();
    await line(page, 'const conv2').click();
    await page.keyboard.press('End');
    await page.keyboard.press('Enter');
    await page.keyboard.type('const wrong = con2d(pool1, {');
    await page.keyboard.press('Escape');
    await page.getByText('There is no layer or block called con2d. Did you mean conv2d?').waitFor();
    await page.locator('.squiggly-error').first().waitFor();
    expect(await page.locator('.react-flow__node').count()).toBe(14);
    // Typing that pauses on a busy machine is more than one step.
    await expect.poll(async () => {
      await page.keyboard.press('Control+z');
      return page.getByText('Text and canvas agree.').isVisible();
    }, { timeout: 20_000 }).toBe(true);

    // A click on a line chooses its box, and the other way round.
    await line(page, 'const relu1').click();
    await expect.poll(() => page.getByRole('textbox', { name: 'Name', exact: true }).inputValue()).toBe('relu1');

    // Ctrl K belongs to the application, here too.
    await page.keyboard.press('Control+k');
    await page.getByRole('dialog').waitFor();
    await page.keyboard.press('Escape');

    await page.getByRole('tab', { name: 'PyTorch' }).click();
    await line(page, 'class Net(nn.Module):').waitFor();
    expect(problems).toEqual({ errors: [], foreign: [] });
  });

  it('gives axe nothing to say in either theme', async () => {
    const { page } = await openCode({ colorScheme: 'light' });
    expect(await axeFindingsInBothThemes(page)).toEqual([]);
    await page.getByRole('tab', { name: 'PyTorch' }).click();
    await line(page, 'class Net').waitFor();
    expect(await axeFindingsInBothThemes(page)).toEqual([]);
  });
});
