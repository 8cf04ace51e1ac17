/** The canvas as a person uses it: a template opened, changed, broken, mended; by pointer and by keyboard. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Locator, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { CHROMIUM_MISSING, launchChromium, openPage, startApplication } from './launch';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const box = (page: Page, name: string): Locator => page.locator('.react-flow__node').filter({ has: page.getByText(name, { exact: true }) });
const port = (page: Page, name: string, kind: 'source' | 'target'): Locator => box(page, name).locator(`.react-flow__handle.${kind}`).first();
const row = (page: Page, name: string): Locator => page.getByRole('table', { name: 'Size table' }).getByRole('row').filter({ has: page.getByText(name, { exact: true }) });

async function middleOf(locator: Locator): Promise<{ x: number; y: number }> {
  const { x, y, width, height } = (await locator.boundingBox())!;
  return { x: x + width / 2, y: y + height / 2 };
}

/** With the button held, in steps, as a hand does. */
async function drag(page: Page, from: { x: number; y: number }, to: { x: number; y: number }): Promise<void> {
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move((from.x + to.x) / 2, (from.y + to.y) / 2, { steps: 4 });
  await page.mouse.move(to.x, to.y, { steps: 4 });
  await page.mouse.up();
}

/** What axe finds wrong, in its own words; run over the development protocol, which the policy of the page does not bind. */
async function axeFindings(page: Page): Promise<readonly string[]> {
  await page.evaluate(AXE);
  return page.evaluate(async () => {
    const { axe } = window as unknown as { axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> } };
    const { violations } = await axe.run();
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`);
  });
}

async function start(options: Parameters<typeof openPage>[2] = {}) {
  const application = await startApplication();
  const browser = await launchChromium();
  return openPage(browser, application.link, { viewport: { width: 1440, height: 900 }, ...options });
}

async function openTemplate(page: Page, title: RegExp): Promise<void> {
  await page.getByRole('button', { name: title }).click();
  await page.locator('.react-flow__node').first().waitFor();
}

describe.skipIf(CHROMIUM_MISSING)(`the network in Chromium${CHROMIUM_MISSING ? `: ${CHROMIUM_MISSING}` : ''}`, () => {
  it('is opened from a template, added to, wired, broken, mended and undone with the pointer', async () => {
    const { page, problems } = await start();
    await openTemplate(page, /LeNet-5/);
    await expect.poll(() => row(page, 'conv2').innerText()).toContain('10 × 10 × 16');

    // A layer from the palette, dragged onto the canvas and wired between two others.
    const canvas = (await page.getByRole('application').boundingBox())!;
    await page.getByRole('button', { name: /^Dropout/ }).dragTo(page.locator('.react-flow__pane'), { targetPosition: { x: canvas.width * 0.85, y: canvas.height - 60 } });
    await box(page, 'dropout1').waitFor();
    await drag(page, await middleOf(port(page, 'relu4', 'source')), await middleOf(port(page, 'dropout1', 'target')));
    await drag(page, await middleOf(port(page, 'dropout1', 'source')), await middleOf(port(page, 'dense5', 'target')));
    await expect.poll(() => row(page, 'dropout1').innerText()).toContain('84');

    // A Dense layer that gets a picture says so, and is mended with one click.
    await drag(page, await middleOf(port(page, 'pool2', 'source')), await middleOf(port(page, 'dense3', 'target')));
    const sentence = box(page, 'dense3').getByRole('note');
    await expect.poll(() => sentence.innerText()).toContain('dense3 needs a vector, but gets 5×5×16 (from “pool2”).');
    await expect.poll(() => page.getByRole('tab', { name: /Problems/ }).innerText()).toContain('1');
    await sentence.getByRole('button', { name: 'Insert Flatten' }).click();
    await box(page, 'flatten1').waitFor();
    expect(await page.getByRole('note').count()).toBe(0);

    // A circle is refused with its way.
    await drag(page, await middleOf(port(page, 'relu1', 'source')), await middleOf(port(page, 'conv1', 'target')));
    await page.getByText('That wire would run in a circle: conv1 → relu1 → conv1.').waitFor();

    // Back to the template, and forth again.
    const undo = page.getByRole('button', { name: /^Undo/ });
    for (let count = 0; count < 5; count++) await undo.click();
    expect(await page.locator('.react-flow__node').count()).toBe(14);
    expect(await undo.getAttribute('aria-disabled')).toBe('true');
    for (let count = 0; count < 5; count++) await page.getByRole('button', { name: /^Redo/ }).click();
    await box(page, 'flatten1').waitFor();
    await box(page, 'dropout1').waitFor();
    expect(problems).toEqual({ errors: [], foreign: [] });
  });

  it('shows new sizes while a parameter is typed', async () => {
    const { page, problems } = await start();
    await openTemplate(page, /LeNet-5/);
    await box(page, 'conv2').click();
    const filters = page.getByRole('textbox', { name: 'Filters' });
    await filters.fill('32');
    await expect.poll(() => row(page, 'conv2').innerText()).toContain('10 × 10 × 32');
    await expect.poll(() => row(page, 'dense3').innerText()).toContain('96,120');
    await filters.fill('none');
    await page.getByText('This must be a whole number from 1.').waitFor();
    expect(await row(page, 'conv2').innerText()).toContain('10 × 10 × 32');
    await page.getByRole('button', { name: 'Reset filters' }).click();
    await filters.fill('8');
    await filters.fill('9');
    await page.keyboard.press('Tab');
    await page.getByRole('application').press('Control+z');
    await expect.poll(() => row(page, 'conv2').innerText()).toContain('10 × 10 × 16');

    await row(page, 'dense4').click();
    await page.getByRole('textbox', { name: 'Name', exact: true }).waitFor();
    expect(await page.getByRole('textbox', { name: 'Name', exact: true }).inputValue()).toBe('dense4');
    await page.getByRole('columnheader', { name: 'Parameters' }).getByRole('button').click();
    expect(await page.getByRole('table', { name: 'Size table' }).getByRole('row').nth(1).innerText()).toContain('dense3');
    expect(problems).toEqual({ errors: [], foreign: [] });
  });

  it('is built with the keyboard alone', async () => {
    const { page, problems } = await start();
    await page.getByRole('button', { name: 'Empty network' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('application').focus();
    for (const key of ['i', 'c', 'r', 'p', 'f', 'd', 'o']) await page.keyboard.press(key);
    await box(page, 'output').waitFor();
    // Only what is in view is drawn.
    await page.keyboard.press('1');
    await expect.poll(() => page.locator('.react-flow__edge').count()).toBe(6);
    await expect.poll(() => page.getByRole('tab', { name: /Problems/ }).innerText()).toBe('Problems');
    // To the Dense layer, and another beside it through the search.
    await page.keyboard.press('ArrowLeft');
    await expect.poll(() => page.getByRole('textbox', { name: 'Name', exact: true }).inputValue()).toBe('dense1');
    await page.keyboard.press('Control+k');
    await page.keyboard.type('dropout');
    await page.keyboard.press('Enter');
    await box(page, 'dropout1').waitFor();
    // Two steps of the box are one step of history.
    const before = (await box(page, 'dropout1').boundingBox())!;
    await page.keyboard.press('Alt+ArrowDown');
    await page.keyboard.press('Alt+ArrowDown');
    await expect.poll(async () => (await box(page, 'dropout1').boundingBox())!.y).toBeGreaterThan(before.y);
    await page.keyboard.press('Control+z');
    await expect.poll(async () => Math.round((await box(page, 'dropout1').boundingBox())!.y)).toBe(Math.round(before.y));
    // Everything that was deleted comes back with one step.
    await page.keyboard.press('Control+a');
    await page.keyboard.press('Delete');
    expect(await page.locator('.react-flow__node').count()).toBe(0);
    await page.keyboard.press('Control+z');
    await box(page, 'output').waitFor();
    expect(problems).toEqual({ errors: [], foreign: [] });
  });

  it('is saved, found among recent files and opened again', async () => {
    const { page, problems } = await start();
    await openTemplate(page, /XOR network/);
    await page.keyboard.press('Control+s');
    await page.getByRole('textbox', { name: 'File name' }).fill('my-network');
    await page.keyboard.press('Enter');
    await page.getByText('Saved as my-network.loom.').waitFor();
    await page.getByRole('button', { name: 'LayerLoom menu' }).click();
    await page.getByRole('menuitem', { name: /Start screen/ }).click();
    await page.getByRole('button', { name: /my-network\.loom/ }).click();
    await page.locator('.react-flow__node').first().waitFor();
    expect(await page.title()).toBe('my-network.loom – LayerLoom');
    expect(problems).toEqual({ errors: [], foreign: [] });
  });

  for (const colorScheme of ['light', 'dark'] as const) {
    it(`gives axe nothing to say (${colorScheme})`, async () => {
      const { page } = await start({ colorScheme });
      expect(await axeFindings(page)).toEqual([]);
      await openTemplate(page, /LeNet-5/);
      await box(page, 'conv2').click();
      expect(await axeFindings(page)).toEqual([]);
      await drag(page, await middleOf(port(page, 'pool2', 'source')), await middleOf(port(page, 'dense3', 'target')));
      await page.getByRole('tab', { name: /Problems/ }).click();
      expect(await axeFindings(page)).toEqual([]);
      for (const keys of ['Control+k', '?', 'Control+o']) {
        await page.getByRole('application').press(keys);
        await page.getByRole('dialog').waitFor();
        expect(await axeFindings(page)).toEqual([]);
        await page.keyboard.press('Escape');
        await page.getByRole('dialog').waitFor({ state: 'detached' });
      }
    });
  }
});
