/** What hands do on the canvas beyond adding and wiring: wires pulled off, let go in the open, blocks, notes, panels, keys. */
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { CHROMIUM_MISSING, launchChromium, openPage, startApplication } from './launch';
import { box, drag, middleOf, openTemplate, port, row } from './page-parts';

async function start(width = 1440) {
  const application = await startApplication();
  const browser = await launchChromium();
  return openPage(browser, application.link, { viewport: { width, height: 900 } });
}

const wires = (page: Page) => page.locator('.react-flow__edge');

async function emptyPlace(page: Page): Promise<{ x: number; y: number }> {
  const { x, y, width, height } = (await page.getByRole('application').boundingBox())!;
  return { x: x + width * 0.8, y: y + height - 60 };
}

describe.skipIf(CHROMIUM_MISSING)(`gestures on the canvas in Chromium${CHROMIUM_MISSING ? `: ${CHROMIUM_MISSING}` : ''}`, () => {
  it('lets a wire go in the open for a layer that fits, and pulls it off again', async () => {
    const { page, problems } = await start();
    await openTemplate(page, /LeNet-5/);
    const before = await wires(page).count();
    const place = await emptyPlace(page);
    await drag(page, await middleOf(port(page, 'relu4', 'source')), place);
    await page.getByRole('dialog', { name: 'Add a layer' }).waitFor();
    await page.keyboard.type('dense');
    await page.keyboard.press('Enter');
    await box(page, 'dense1').waitFor();
    await expect.poll(() => wires(page).count()).toBe(before + 1);
    await expect.poll(() => row(page, 'dense1').innerText()).toContain('84');

    // Taken at its end and let go over nothing, the wire is gone; one step of undo brings it back.
    const end = await middleOf(port(page, 'dense1', 'target'));
    await drag(page, { x: end.x - 10, y: end.y }, { x: place.x - 30, y: place.y - 120 });
    await expect.poll(() => wires(page).count()).toBe(before);
    await page.getByRole('application').press('Control+z');
    await expect.poll(() => wires(page).count()).toBe(before + 1);
    expect(problems).toEqual({ errors: [], foreign: [] });
  });

  it('groups boxes into a block, opens it, and takes it apart again', async () => {
    const { page, problems } = await start();
    await openTemplate(page, /LeNet-5/);
    await box(page, 'conv2').click();
    for (const name of ['relu2', 'pool2']) await box(page, name).click({ modifiers: ['Shift'] });
    await page.getByRole('application').press('Control+g');
    await expect.poll(() => page.locator('.react-flow__node').count()).toBe(12);
    const block = page.locator('.react-flow__node').filter({ hasText: /block/i }).first();
    await block.dblclick();
    await box(page, 'conv2').waitFor();
    await page.getByText('Block input').waitFor();
    await page.getByRole('navigation', { name: 'Open block' }).getByRole('button', { name: 'lenet5' }).click();
    await box(page, 'conv1').waitFor();
    await page.getByRole('application').press('Control+z');
    await expect.poll(() => page.locator('.react-flow__node').count()).toBe(14);
    expect(problems).toEqual({ errors: [], foreign: [] });
  });

  it('gives a block parameters and ports of its own, and other values to each use', async () => {
    const { page, problems } = await start();
    await openTemplate(page, /LeNet-5/);
    await box(page, 'conv2').click();
    for (const name of ['relu2', 'pool2']) await box(page, name).click({ modifiers: ['Shift'] });
    await page.getByRole('application').press('Control+g');
    await page.locator('.react-flow__node').filter({ hasText: /block/i }).first().dblclick();
    await box(page, 'conv2').click();
    await page.getByRole('textbox', { name: 'Filters' }).hover();
    await page.getByRole('button', { name: 'Make filters a parameter of the block' }).click();
    await expect.poll(() => page.getByRole('textbox', { name: 'Filters' }).inputValue()).toBe('= filters');

    // With nothing selected the inspector shows the block itself.
    await page.getByRole('application').press('Escape');
    await page.getByRole('textbox', { name: 'Name of the block' }).fill('stage');
    const name = page.getByRole('textbox', { name: 'Name of the parameter filters' });
    await name.fill('2wide');
    await name.press('Enter');
    await page.getByText('"2wide" cannot be the name of a parameter.').waitFor();
    await name.fill('wide');
    await name.press('Enter');
    await page.getByRole('textbox', { name: 'Name of the parameter wide' }).waitFor();
    const port = page.getByRole('textbox', { name: 'Name of the port out' });
    await port.fill('map');
    await port.press('Enter');
    await page.getByText('map · image').waitFor();

    await page.getByRole('navigation', { name: 'Open block' }).getByRole('button', { name: 'lenet5' }).click();
    await page.locator('.react-flow__node').filter({ hasText: /stage/i }).first().click();
    const wide = page.getByRole('textbox', { name: 'Wide' });
    await wide.fill('24');
    await page.getByRole('region', { name: 'Inspector' }).getByText('3,624').waitFor();
    // Every step goes back, to the network as it came.
    for (let step = 0; step < 6; step++) await page.getByRole('application').press('Control+z');
    await box(page, 'conv2').waitFor();
    expect(problems).toEqual({ errors: [], foreign: [] });
  });

  it('keeps a note as it is written and sized', async () => {
    const { page, problems } = await start();
    await openTemplate(page, /XOR network/);
    await page.getByRole('button', { name: /^Add a note/ }).first().click();
    const note = page.getByRole('textbox', { name: 'Note' });
    await note.fill('Two layers are needed.');
    const before = (await note.boundingBox())!;
    const grip = page.locator('.react-flow__resize-control').last();
    const from = await middleOf(grip);
    await drag(page, from, { x: from.x + 60, y: from.y + 40 });
    await expect.poll(async () => (await note.boundingBox())!.width).toBeGreaterThan(before.width + 30);
    await page.getByRole('application').press('Control+z');
    await expect.poll(async () => Math.round((await note.boundingBox())!.width)).toBe(Math.round(before.width));
    await page.getByRole('application').press('Control+z');
    await expect.poll(() => note.inputValue()).toBe('');
    expect(problems).toEqual({ errors: [], foreign: [] });
  });

  it('takes another key for a command, and gives the old one back', async () => {
    const { page, problems } = await start();
    await openTemplate(page, /XOR network/);
    const boxes = await page.locator('.react-flow__node').count();
    await page.getByRole('application').press('?');
    await page.getByRole('textbox', { name: 'Filter the shortcuts' }).fill('dropout');
    const row = page.getByRole('button', { name: /^Add Dropout/ });
    await row.click();
    await page.keyboard.press('Alt+d');
    await page.keyboard.press('Escape');
    await page.getByRole('application').press('Alt+d');
    await expect.poll(() => page.locator('.react-flow__node').count()).toBe(boxes + 1);
    await page.getByRole('application').press('?');
    await page.getByRole('button', { name: /^Reset the shortcut of Add Dropout/ }).click();
    await page.keyboard.press('Escape');
    await page.getByRole('application').press('Alt+d');
    expect(await page.locator('.react-flow__node').count()).toBe(boxes + 1);
    expect(problems).toEqual({ errors: [], foreign: [] });
  });

  it('resizes a panel by its edge and remembers it', async () => {
    const { page, problems } = await start();
    await openTemplate(page, /XOR network/);
    const edge = page.getByRole('separator', { name: 'Height of the panels below' });
    const canvas = page.getByRole('application');
    const before = (await canvas.boundingBox())!.height;
    const from = await middleOf(edge);
    await drag(page, from, { x: from.x, y: from.y - 120 });
    await expect.poll(async () => (await canvas.boundingBox())!.height).toBeLessThan(before - 90);
    const after = (await canvas.boundingBox())!.height;
    // The size is written down once the hand rests.
    await page.waitForTimeout(600);
    await page.reload();
    await openTemplate(page, /XOR network/);
    await expect.poll(async () => Math.abs((await canvas.boundingBox())!.height - after)).toBeLessThan(4);
    expect(problems).toEqual({ errors: [], foreign: [] });
  });

  it('folds the side panels away where the window is narrow', async () => {
    const { page } = await start(1100);
    await openTemplate(page, /XOR network/);
    await expect.poll(() => page.getByRole('region', { name: 'Inspector' }).count()).toBe(0);
    await page.setViewportSize({ width: 1440, height: 900 });
    await page.getByRole('region', { name: 'Inspector' }).waitFor();
  });
});
