/** The gesture loop as a person meets it: record, train, and see the gesture told live, from the start screen on. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { colouredHandModel, tracks, turnedCamera, turnTo } from './coloured-hands';
import { CHROMIUM_MISSING, launchChromium, openPage, startApplication } from './launch';
import { axeFindings, tab } from './page-parts';

/** Of a busy machine; on a quiet one each takes a second or two. */
const PATIENCE = { timeout: 120_000 };

const DETECTOR = join(import.meta.dirname, '../fixtures/outside-models/palm.onnx');

const view = (page: Page): Locator => page.getByRole('tabpanel', { name: 'Data' });
const card = (page: Page, name: string): Locator => view(page).getByRole('article', { name, exact: true });

async function record(page: Page, name: string, hand: 'fist' | 'open hand', count: number): Promise<void> {
  await turnTo(page, hand);
  await card(page, name).getByRole('button', { name: `Record ${name}`, exact: true }).click();
  await card(page, name).getByText(count === 1 ? '1 recording' : `${count} recordings`).waitFor(PATIENCE);
}

describe.skipIf(CHROMIUM_MISSING)(`gestures in Chromium${CHROMIUM_MISSING ? `: ${CHROMIUM_MISSING}` : ''}`, () => {
  it('are recorded, learned and told live, and the camera is off afterwards', { timeout: 400_000 }, async () => {
    const application = await startApplication();
    const model = join(application.home, 'hands.onnx');
    await writeFile(model, colouredHandModel());
    const { page, problems } = await openPage(await launchChromium(['--use-fake-ui-for-media-stream', '--use-fake-device-for-media-stream']), application.link);
    await turnedCamera(page);

    await page.getByRole('button', { name: 'Teach it gestures' }).click();
    await view(page).getByText('Record at least two gestures.').waitFor();
    await view(page).getByLabel('Points of the hand from: open a file').setInputFiles(model);
    await expect.poll(() => view(page).getByRole('combobox', { name: 'Points of the hand from' }).innerText()).toContain('hands.onnx');
    await view(page).getByRole('button', { name: 'Start the camera' }).click();
    await expect.poll(() => card(page, 'gesture 1').getByRole('button', { name: 'Record gesture 1' }).getAttribute('aria-disabled'), PATIENCE).toBe('false');

    const name = card(page, 'gesture 1').getByRole('textbox', { name: 'Name of the gesture' });
    await name.fill('stop');
    await name.press('Enter');
    await view(page).getByRole('textbox', { name: 'Moments' }).fill('8');
    await record(page, 'stop', 'open hand', 1);
    await record(page, 'gesture 2', 'fist', 1);
    // A recording that went wrong goes, and comes back.
    await card(page, 'stop').getByRole('button', { name: 'Remove number 1 of stop' }).click();
    await card(page, 'stop').getByText('no recordings').waitFor();
    await page.getByRole('button', { name: 'Take back the last change of the recorded gestures' }).click();
    await card(page, 'stop').getByText('1 recording').waitFor();
    expect(await axeFindings(page)).toEqual([]);

    await view(page).getByRole('button', { name: 'Use these recordings' }).click();
    await view(page).getByRole('button', { name: 'Train', exact: true }).click(PATIENCE);
    // The picture went on meanwhile, and the trained network tells the gesture over it.
    await page.getByRole('tab', { name: 'Live is on' }).click();
    const told = page.getByRole('tabpanel').getByRole('region', { name: 'Answer of output' }).getByRole('listitem').first();
    await expect.poll(() => told.innerText(), PATIENCE).toMatch(/gesture 2\s+(?:9|100)/);
    await turnTo(page, 'open hand');
    await expect.poll(() => told.innerText(), PATIENCE).toMatch(/stop\s+(?:9|100)/);
    const speed = page.getByRole('region', { name: 'Speed' });
    expect(await speed.innerText()).toMatch(/points\s*tracking/);
    expect(await speed.innerText()).toMatch(/gesture\s*\d/);

    // With a detector in front there are three models in the worker, and without it two again.
    const sessions = (): Promise<string | null> => speed.getAttribute('data-sessions');
    expect(await sessions()).toBe('2');
    await page.getByLabel('Found by: open a file').setInputFiles(DETECTOR);
    await page.getByRole('button', { name: 'Look anew' }).click();
    await expect.poll(() => speed.innerText(), PATIENCE).toMatch(/find\s*\d/);
    expect(await sessions()).toBe('3');
    await page.getByRole('combobox', { name: 'Found by' }).selectOption('The network itself');
    await expect.poll(sessions, PATIENCE).toBe('2');
    await expect.poll(() => speed.innerText(), PATIENCE).toMatch(/points\s*tracking/);
    expect(await axeFindings(page)).toEqual([]);

    expect(await tracks(page)).toEqual(['live']);
    await page.getByRole('button', { name: 'Stop', exact: true }).click();
    await expect.poll(() => tracks(page)).toEqual(['ended']);
    await tab(page, 'Data').click();
    expect(problems).toEqual({ errors: [], foreign: [] });
  });
});
