/** Transfer learning as a person does it: a network trained on digits learns letters from a folder; freezing, heads and weights on the canvas. */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Locator, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { writeGenerator } from '../../engine/data/generators/write-generator';
import type { LoomDocument } from '../../engine/document/model';
import { CHROMIUM_MISSING, launchChromium, openPage, startApplication } from './launch';
import { axeFindings, box } from './page-parts';
import { facts } from './training-parts';

const PROGRAM = fileURLToPath(new URL('../../bin/layerloom.mjs', import.meta.url));

/** The application with a run of LeNet-5 on digits, as one that has been used before. */
async function start(options: Parameters<typeof openPage>[2] = {}) {
  const application = await startApplication();
  const runs = join(application.base, 'application', 'runs');
  execFileSync(process.execPath, [PROGRAM, 'train', 'lenet5', '--data', 'builtin:digits:400', '--epochs', '1', '--seed', '1', '--out', join(runs, 'digits')], { stdio: 'ignore' });
  const opened = await openPage(await launchChromium(), application.link, { viewport: { width: 1440, height: 900 }, ...options });
  return { ...opened, runs, home: application.home };
}

/** There is a training before each test, and one within. */
const MINUTES = 300_000;

const dialog = (page: Page, name: string): Locator => page.getByRole('dialog', { name });

async function command(page: Page, title: string): Promise<void> {
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: /Search/ }).fill(title);
  await page.getByRole('option', { name: new RegExp(`^${title}`) }).first().click();
}

describe.skipIf(CHROMIUM_MISSING)(`transfer learning in Chromium${CHROMIUM_MISSING ? `: ${CHROMIUM_MISSING}` : ''}`, () => {
  it('retrains a run on a folder, from the start screen, with the frozen part computed once', async () => {
    const { page, problems, runs, home } = await start();
    await writeGenerator('letters', join(home, 'my letters'), { count: 520, seed: 2 }, () => undefined);
    await page.getByRole('button', { name: 'Retrain on my folder…' }).click();
    const wizard = dialog(page, 'Retrain on new data');
    await expect.poll(() => wizard.getByRole('combobox', { name: 'Network' }).locator('option:checked').innerText()).toMatch(/^digits · /);
    const begin = wizard.getByRole('button', { name: 'Retrain' });
    expect(await begin.getAttribute('aria-disabled')).toBe('true');

    await wizard.getByRole('combobox', { name: 'New data' }).selectOption({ label: 'A folder of pictures…' });
    await dialog(page, 'Choose a folder of pictures').getByRole('list', { name: 'Files' }).getByRole('button', { name: 'my letters' }).click();
    await page.getByRole('button', { name: 'Use this folder' }).click();
    await wizard.getByText(/^26 classes: A, B, C/).waitFor({ timeout: 30_000 });
    await wizard.getByRole('radio', { name: /^All Dense layers/ }).check();
    expect(await axeFindings(page, '[role="dialog"]')).toEqual([]);
    await begin.click();

    await facts(page).getByText(/^Done after/).waitFor({ timeout: 120_000 });
    await box(page, 'conv2').getByRole('img', { name: 'frozen' }).waitFor();
    await box(page, 'head3').waitFor();
    const run = join(runs, 'lenet5-on-my-letters-1');
    const document = JSON.parse(readFileSync(join(run, 'document.loom'), 'utf8')) as LoomDocument;
    expect(document.graph.nodes.filter(({ frozen }) => frozen).map(({ name }) => name)).toEqual(['conv1', 'conv2']);
    expect(existsSync(join(run, 'features'))).toBe(false);
    expect(problems).toEqual({ errors: [], foreign: [] });
  }, MINUTES);

  it('freezes up to a box, replaces the head, sets a rate and loads weights, each taken back at once', async () => {
    const { page, problems } = await start();
    await page.getByRole('button', { name: /LeNet-5/ }).first().click();
    await box(page, 'pool2').click();
    await command(page, 'Freeze everything up to here');
    await box(page, 'conv1').getByRole('img', { name: 'frozen' }).waitFor();
    await page.keyboard.press('Control+z');
    await box(page, 'conv1').getByRole('img', { name: 'frozen' }).waitFor({ state: 'detached' });

    await command(page, 'Replace the head');
    const head = dialog(page, 'Replace the head');
    await head.getByRole('textbox', { name: 'Classes' }).fill('1');
    await head.getByRole('button', { name: 'Replace' }).click();
    await expect.poll(() => head.getByRole('alert').innerText()).toBe('Classes must be a whole number from 2.');
    await head.getByRole('textbox', { name: 'Classes' }).fill('26');
    await page.keyboard.press('Enter');
    await box(page, 'head').waitFor();

    const rate = page.getByRole('textbox', { name: 'Factor of the learning rate' });
    await rate.fill('0.1');
    await page.keyboard.press('Enter');
    await rate.fill('fast');
    await page.keyboard.press('Enter');
    await page.getByText('It must be a number from 0, such as 0.1.').waitFor();

    await command(page, 'Load weights into the network');
    const weights = dialog(page, 'Load weights into the network');
    await weights.getByRole('combobox', { name: 'From' }).selectOption({ index: 1 });
    await weights.getByRole('button', { name: 'Load' }).click();
    await page.getByText(/^Loaded 8 tensors of digits\. 2 tensors had nothing/).waitFor();
    await box(page, 'conv1').click();
    await page.getByText('given values').first().waitFor();
    await page.keyboard.press('Control+z');
    await page.getByText('given values').first().waitFor({ state: 'detached' });
    expect(problems).toEqual({ errors: [], foreign: [] });
  }, MINUTES);
});
