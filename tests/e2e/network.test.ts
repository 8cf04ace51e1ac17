/** The canvas as a person uses it: a template opened, changed, broken, mended; by pointer and by keyboard. */
import { describe, expect, it } from 'vitest';
import { CHROMIUM_MISSING, launchChromium, openPage, startApplication } from './launch';
import { axeFindingsInBothThemes, box, drag, middleOf, openTemplate, port, row } from './page-parts';

async function start(options: Parameters<typeof openPage>[2] = {}) {
  const application = await startApplication();
  const browser = await launchChromium();
  return openPage(browser, application.link, { viewport: { width: 1440, height: 900 }, ...options });
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
    await page.getByRole('dialog').waitFor();
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

  it('gives axe nothing to say in either theme', async () => {
    const { page } = await start({ colorScheme: 'light' });
    expect(await axeFindingsInBothThemes(page)).toEqual([]);
    await openTemplate(page, /LeNet-5/);
    await box(page, 'conv2').click();
    expect(await axeFindingsInBothThemes(page)).toEqual([]);
    await drag(page, await middleOf(port(page, 'pool2', 'source')), await middleOf(port(page, 'dense3', 'target')));
    await page.getByRole('tab', { name: /Problems/ }).click();
    expect(await axeFindingsInBothThemes(page)).toEqual([]);
    for (const keys of ['Control+k', '?', 'Control+o']) {
      await page.getByRole('application').press(keys);
      await page.getByRole('dialog').waitFor();
      expect(await axeFindingsInBothThemes(page)).toEqual([]);
      await page.keyboard.press('Escape');
      await page.getByRole('dialog').waitFor({ state: 'detached' });
    }
  });
});
