/** The data panel as a person uses it: built-in data, folders, tables, the camera, data that has moved. */
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { writeGenerator } from '../../engine/data/generators/write-generator';
import { CHROMIUM_MISSING, launchChromium, openPage, startApplication } from './launch';
import { axeFindingsInBothThemes } from './page-parts';

const CAMERA = ['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream'];

/** The canvas and the rest have tests of their own. */
const PANEL = '[role="tabpanel"]';

async function start(options: Parameters<typeof openPage>[2] = {}, template = /LeNet-5/) {
  const application = await startApplication();
  const browser = await launchChromium(CAMERA);
  const opened = await openPage(browser, application.link, { viewport: { width: 1280, height: 800 }, ...options });
  const { page } = opened;
  await page.getByRole('button', { name: template }).click();
  await page.locator('.react-flow__node').first().waitFor();
  await page.getByRole('tab', { name: 'Data' }).click();
  return { ...opened, home: application.home };
}

const about = (page: Page): Locator => page.getByRole('region', { name: 'About the data' });
const pictures = (page: Page): Locator => page.getByRole('listbox', { name: 'Pictures' });
const view = (page: Page, name: string): Locator => page.getByRole('group', { name: 'View of the data' }).getByRole('button', { name });

/** Through the dialog, from the home folder down. */
async function chooseHomeFolder(page: Page, ...names: readonly string[]): Promise<void> {
  const dialog = page.getByRole('dialog');
  await dialog.waitFor();
  for (const name of names) await dialog.getByRole('list', { name: 'Files' }).getByRole('button', { name }).click();
}

async function chooseFolder(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: 'Other data…' }).click();
  await page.getByRole('button', { name: 'Choose…' }).click();
  await chooseHomeFolder(page, name);
  await page.getByText(`The folder ${name}`).waitFor();
  await page.getByRole('button', { name: 'Use this folder' }).click();
  await about(page).getByRole('heading', { name }).waitFor();
}

describe.skipIf(CHROMIUM_MISSING)(`the data panel in Chromium${CHROMIUM_MISSING ? `: ${CHROMIUM_MISSING}` : ''}`, () => {
  it('shows built-in data, filters it, and offers to fit the network to other data', async () => {
    const { page, problems } = await start();
    await expect.poll(() => about(page).innerText()).toContain('6,000');
    await expect.poll(() => pictures(page).getByRole('option').first().getAttribute('aria-label')).toContain('train');
    await page.getByRole('combobox', { name: 'Split' }).selectOption('validation');
    await expect.poll(() => page.getByRole('status').filter({ hasText: 'rows' }).innerText()).toBe('600 rows');
    await about(page).getByRole('list', { name: 'Classes' }).getByRole('button').nth(3).click();
    await expect.poll(() => page.getByRole('status').filter({ hasText: 'rows' }).innerText()).toBe('60 rows');
    await page.getByRole('button', { name: /Show all classes/ }).click();

    await page.getByRole('button', { name: 'Other data…' }).click();
    await page.getByRole('button', { name: /^Shapes/ }).click();
    await about(page).getByRole('heading', { name: 'shapes' }).waitFor();
    await about(page).getByRole('button', { name: 'Fit the network to this data' }).click();
    await page.locator('.react-flow__node').filter({ hasText: '32×32×3' }).first().waitFor();
    await view(page, 'Connect').click();
    await page.getByText('Network and data go together.').waitFor();
    const undo = page.getByRole('button', { name: /^Undo/ });
    await undo.click();
    await page.getByRole('note').getByText(/answers with 10 values, but the column “class” has 8 classes/).waitFor();
    await page.getByRole('button', { name: 'Set “dense5” to 8 units' }).click();
    await page.getByText('Network and data go together.').waitFor();
    await undo.click();
    await undo.click();
    await about(page).getByRole('heading', { name: 'digits' }).waitFor();
    expect(problems).toEqual({ errors: [], foreign: [] });
  });

  it('opens a folder, names a broken file, changes the split, shows augmentation, and finds the folder where it went', async () => {
    const { page, problems, home } = await start();
    await writeGenerator('digits', join(home, 'digits'), { count: 200, seed: 1 }, () => undefined);
    // Without split folders, so that the shares count.
    await mkdir(join(home, 'plain'));
    for (const split of ['train']) for (const label of ['0', '1', '2']) await rename(join(home, 'digits', split, label), join(home, 'plain', label));
    await writeFile(join(home, 'plain', '1', 'broken.png'), 'not a picture');
    await chooseFolder(page, 'plain');
    await about(page).getByText(/broken\.png/).first().waitFor();
    await page.getByRole('combobox', { name: 'Split' }).selectOption('left-out');
    await expect.poll(() => pictures(page).getByRole('option').count()).toBe(1);
    expect(await pictures(page).getByRole('option').getAttribute('aria-label')).toContain('1/broken.png');
    await pictures(page).getByRole('option').click();
    await expect.poll(() => page.getByText('broken.png').last().innerText()).toContain('broken.png');
    await page.getByRole('combobox', { name: 'Split' }).selectOption('all');
    await page.getByRole('textbox', { name: 'Search by name' }).fill('2/');
    await expect.poll(async () => (await pictures(page).getByRole('option').allInnerTexts()).length).toBe(16);

    const shares = about(page).getByRole('textbox', { name: 'Validation' });
    await shares.fill('25');
    await shares.press('Tab');
    await expect.poll(() => about(page).innerText()).toMatch(/Validation\s*12\b/);
    await shares.fill('120');
    await about(page).getByRole('alert').waitFor();
    await shares.press('Tab');

    await view(page, 'Prepare').click();
    const draw = page.getByRole('img', { name: 'In epoch 3' });
    await draw.waitFor();
    const bytes = () => draw.evaluate((canvas) => (canvas as HTMLCanvasElement).toDataURL());
    const before = await bytes();
    await page.getByRole('switch', { name: 'Turn' }).click();
    await expect.poll(bytes).not.toBe(before);
    await page.getByText('In epochs 1 to 8 of training with seed').waitFor();

    // Saved, moved away, opened again.
    await view(page, 'Browse').click();
    await page.keyboard.press('Control+s');
    await page.getByRole('textbox', { name: 'File name' }).fill('moved');
    await page.keyboard.press('Enter');
    await page.getByText('Saved as moved.loom.').waitFor();
    await rename(join(home, 'plain'), join(home, 'elsewhere'));
    await page.getByRole('button', { name: 'LayerLoom menu' }).click();
    await page.getByRole('menuitem', { name: /Start screen/ }).click();
    await page.getByRole('button', { name: /moved\.loom/ }).click();
    await page.getByRole('tab', { name: 'Data' }).click();
    await page.getByRole('button', { name: 'Find folder…' }).click();
    await chooseHomeFolder(page, 'digits');
    await page.getByRole('button', { name: 'Use this folder' }).click();
    await page.getByText('This is not the data that the network was used with', { exact: false }).waitFor();
    await page.getByRole('button', { name: 'Keep looking' }).click();
    await page.getByRole('button', { name: 'Find folder…' }).click();
    await chooseHomeFolder(page, 'elsewhere');
    await page.getByRole('button', { name: 'Use this folder' }).click();
    await page.getByText('This is the same data; it is linked again.').waitFor();
    await about(page).getByRole('heading', { name: 'elsewhere' }).waitFor();
    expect(problems).toEqual({ errors: [], foreign: [] });
  });

  it('never takes the folder above for one that is still being opened', async () => {
    const { page, problems, home } = await start();
    await writeGenerator('digits', join(home, 'digits'), { count: 30, seed: 1 }, () => undefined);
    await page.getByRole('button', { name: 'Other data…' }).click();
    await page.getByRole('button', { name: 'Choose…' }).click();
    await page.getByRole('list', { name: 'Files' }).getByRole('button', { name: 'digits' }).waitFor();
    // As quick as no host can answer.
    await page.getByRole('dialog').evaluate(async (dialog) => {
      const press = (name: string): void => Array.from(dialog.querySelectorAll('button')).find(({ textContent }) => textContent!.startsWith(name))!.click();
      press('digits');
      await Promise.resolve();
      press('Use this');
    });
    await page.getByText('The folder digits').waitFor();
    await page.getByRole('button', { name: 'Use this folder' }).click();
    await about(page).getByRole('heading', { name: 'digits' }).waitFor();
    expect(problems).toEqual({ errors: [], foreign: [] });
  });

  it('takes a table, and lets its target and kinds be chosen', async () => {
    const { page, problems, home } = await start({}, /XOR network/);
    const lines = Array.from({ length: 60 }, (_, row) => `${row},${(row * 7) % 13},${row % 2 ? 'red' : 'blue'}`);
    await writeFile(join(home, 'colours.csv'), ['size,weight,colour', ...lines].join('\n'));
    await page.getByRole('button', { name: 'Other data…' }).click();
    await page.getByRole('button', { name: 'Choose…' }).click();
    await chooseHomeFolder(page, 'colours.csv');
    await page.getByRole('button', { name: 'Use this table' }).click();
    await about(page).getByRole('heading', { name: 'colours.csv' }).waitFor();
    const table = page.getByRole('table', { name: 'Rows' });
    await table.getByRole('row').nth(3).waitFor();
    expect(await table.getByRole('button', { name: 'Predict colour' }).getAttribute('aria-pressed')).toBe('true');
    await table.getByRole('img', { name: 'size runs from 0 to 59' }).waitFor();
    await table.getByRole('button', { name: 'Predict weight' }).click();
    await expect.poll(() => table.getByRole('button', { name: 'Predict weight' }).getAttribute('aria-pressed'), { timeout: 10_000 }).toBe('true');
    await table.getByRole('button', { name: 'Predict colour' }).click();
    await expect.poll(() => table.getByRole('button', { name: 'Predict colour' }).getAttribute('aria-pressed'), { timeout: 10_000 }).toBe('false');
    await table.getByRole('combobox', { name: 'Kind of size' }).selectOption('text');
    await expect.poll(() => table.getByRole('combobox', { name: 'Kind of size' }).inputValue(), { timeout: 10_000 }).toBe('text');
    expect(problems).toEqual({ errors: [], foreign: [] });
  });

  it('takes files that are uploaded, and says in words what cannot be read', async () => {
    const { page, problems, home } = await start({}, /XOR network/);
    await page.getByRole('button', { name: 'Other data…' }).click();
    await page.getByLabel('Table to upload').setInputFiles({ name: 'mine.csv', mimeType: 'text/csv', buffer: Buffer.from(['a,b,kind', ...Array.from({ length: 40 }, (_, row) => `${row},${row * 2},${row % 2 ? 'x' : 'y'}`)].join('\n')) });
    await about(page).getByRole('heading', { name: 'mine.csv' }).waitFor();
    // What cannot be read leaves everything as it was.
    await page.getByRole('button', { name: 'Other data…' }).click();
    await page.getByLabel('Table to upload').setInputFiles({ name: 'empty.csv', mimeType: 'text/csv', buffer: Buffer.from('') });
    await page.getByText('The data from before is still used.', { exact: false }).waitFor();
    await page.getByRole('button', { name: 'Close', exact: true }).click();
    // A folder, with all that is in it.
    await writeGenerator('digits', join(home, 'folder'), { count: 60, seed: 1 }, () => undefined);
    await page.getByLabel('Folder to upload').setInputFiles(join(home, 'folder', 'train'));
    await about(page).getByRole('heading', { name: /^train/ }).waitFor();
    await expect.poll(() => pictures(page).getByRole('option').count()).toBeGreaterThan(20);
    expect(problems).toEqual({ errors: [], foreign: [] });
  });

  it('records classes with the camera, whole bursts in one split', async () => {
    const { page, problems } = await start();
    await page.getByRole('button', { name: 'Other data…' }).click();
    await page.getByRole('button', { name: /^Webcam/ }).click();
    await page.getByRole('button', { name: 'Start the camera' }).click();
    for (const name of ['class 1', 'class 2']) {
      for (let burst = 1; burst <= 2; burst++) {
        const button = page.getByRole('button', { name: `Hold to record ${name}` });
        await expect.poll(() => button.getAttribute('aria-disabled')).toBe('false');
        const { x, y } = (await button.boundingBox())!;
        await page.mouse.move(x + 20, y + 10);
        await page.mouse.down();
        await expect.poll(() => page.getByRole('list', { name: `Pictures of ${name}` }).getByRole('listitem').count(), { timeout: 20_000 }).toBeGreaterThanOrEqual(4 * burst);
        await page.mouse.up();
        await page.getByRole('article', { name }).getByText(burst === 1 ? 'in 1 burst' : 'in 2 bursts').waitFor();
      }
    }
    await page.getByRole('article', { name: 'class 2' }).getByRole('textbox', { name: 'Name of the class' }).fill('cup');
    await page.keyboard.press('Enter');
    await page.getByRole('article', { name: 'cup' }).waitFor();
    await page.getByRole('button', { name: 'Use these pictures' }).click();
    await expect.poll(() => page.getByRole('button', { name: 'Use them again' }).count(), { timeout: 20_000 }).toBe(1);
    await view(page, 'Browse').click();
    await about(page).getByRole('heading', { name: 'webcam-1' }).waitFor();
    const bursts = async (split: string): Promise<ReadonlySet<string>> => {
      await page.getByRole('combobox', { name: 'Split' }).selectOption(split);
      await expect.poll(async () => (await pictures(page).getByRole('option').first().getAttribute('aria-label')) ?? '').toContain(`, ${split}`);
      const labels = await pictures(page).getByRole('option').evaluateAll((options) => options.map((option) => option.getAttribute('aria-label') ?? ''));
      return new Set(labels.map((label) => /^(.*burst-\d+)/.exec(label)![1]!));
    };
    const [train, validation] = [await bursts('train'), await bursts('validation')];
    expect([train.size, validation.size]).toEqual([2, 2]);
    expect([...train].some((burst) => validation.has(burst))).toBe(false);
    expect(problems).toEqual({ errors: [], foreign: [] });
  });

  it('gives axe nothing to say in either theme', async () => {
    const { page } = await start({ colorScheme: 'light' });
    await pictures(page).getByRole('option').first().waitFor();
    for (const name of ['Browse', 'Connect', 'Prepare']) {
      await view(page, name).click();
      if (name === 'Prepare') await page.getByRole('switch', { name: 'Turn' }).click();
      expect(await axeFindingsInBothThemes(page, PANEL)).toEqual([]);
    }
    await page.getByRole('button', { name: 'Other data…' }).click();
    await page.getByRole('button', { name: /^Digits/ }).waitFor();
    expect(await axeFindingsInBothThemes(page, PANEL)).toEqual([]);
    await page.getByRole('button', { name: /^Webcam/ }).click();
    expect(await axeFindingsInBothThemes(page, PANEL)).toEqual([]);
  });
});
