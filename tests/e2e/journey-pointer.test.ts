/** From nothing to a trained network in a file, with the pointer: every layer dragged, every wire drawn, every number typed. */
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { CHROMIUM_MISSING, launchChromium, openPage, startApplication } from './launch';
import { accuracyAlone, BROKEN, expectAccessible, LENET, PLAN, shownAccuracy, type JourneyLayer } from './journey-parts';
import { answers, banner, box, maps, row, shown, tab, wire, type Point } from './page-parts';
import { drawSeven } from './predict-parts';
import { confusions, curve, facts, heldAt, stepOf, trains } from './training-parts';

/** Where boxes are let go: rows of five, with room for one more box before the first Dense layer. */
const PITCH: Point = { x: 220, y: 215 };
const placeOf = (index: number): Point => {
  const slot = index < 7 ? index : index + 1;
  return { x: 130 + PITCH.x * (slot % 5), y: 120 + PITCH.y * Math.floor(slot / 5) };
};

async function place(page: Page, { title, name }: JourneyLayer, at: Point): Promise<void> {
  await page.getByRole('region', { name: 'Layers', exact: true }).getByText(title, { exact: true }).dragTo(page.locator('.react-flow__pane'), { targetPosition: at });
  await box(page, name).waitFor();
}

async function setParameters(page: Page, { name, fields = {}, padding }: JourneyLayer): Promise<void> {
  if (Object.keys(fields).length === 0) return;
  await box(page, name).getByText(name, { exact: true }).first().click();
  const inspector = page.getByRole('region', { name: 'Inspector' });
  for (const [label, value] of Object.entries(fields)) await inspector.getByRole('textbox', { name: label, exact: true }).fill(value);
  if (padding !== undefined) await inspector.getByRole('combobox', { name: 'Padding' }).selectOption(padding);
}

async function build(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Empty network' }).click();
  await page.getByText('An empty network').waitFor();
  await expectAccessible(page, 'empty canvas');
  for (const [index, layer] of LENET.entries()) await place(page, layer, placeOf(index));
  for (const [index, { name }] of LENET.entries()) if (index > 0) await wire(page, LENET[index - 1]!.name, name);
  await expect.poll(() => page.locator('.react-flow__edge').count()).toBe(LENET.length - 1);
  for (const layer of LENET) await setParameters(page, layer);
  await page.locator('.react-flow__pane').click({ position: { x: 20, y: 300 } });
}

async function mend(page: Page): Promise<void> {
  const problems = page.getByRole('tab', { name: /^Problems/ });
  await expect.poll(() => problems.innerText()).toMatch(/Problems\s*1$/);
  const sentence = box(page, 'dense1').getByRole('note');
  expect(await sentence.innerText()).toContain(BROKEN);
  await problems.click();
  await expectAccessible(page, 'problems');
  await sentence.getByRole('button', { name: 'Insert Flatten' }).click();
  await box(page, 'flatten1').waitFor();
  await expect.poll(() => problems.innerText()).toBe('Problems');
  expect(await page.getByRole('note').count()).toBe(0);
  await tab(page, 'Size table').click();
  await expect.poll(() => row(page, 'dense1').innerText()).toContain('48,120');
  expect(await row(page, 'conv1').innerText()).toContain('28 × 28 × 6');
  await expectAccessible(page, 'size table');
  await tab(page, 'Code').click();
  await page.locator('.view-line').filter({ hasText: 'const flatten1' }).first().waitFor();
  await expectAccessible(page, 'code');
}

async function chooseDigits(page: Page): Promise<void> {
  await tab(page, 'Data').click();
  await page.getByRole('button', { name: /^Digits/ }).waitFor();
  await expectAccessible(page, 'choice of data');
  await page.getByRole('button', { name: /^Digits/ }).click();
  const about = page.getByRole('region', { name: 'About the data' });
  await about.getByRole('heading', { name: 'digits' }).waitFor();
  const samples = about.getByRole('textbox', { name: 'Samples' });
  await samples.fill(PLAN.samples);
  await samples.press('Enter');
  await page.getByRole('listbox', { name: 'Pictures' }).getByRole('option').first().waitFor();
  await expectAccessible(page, 'data');
  await page.getByRole('group', { name: 'View of the data' }).getByRole('button', { name: 'Connect' }).click();
  await page.getByText('Network and data go together.').waitFor();
  await maps(page, 'conv1').waitFor();
  await expectAccessible(page, 'columns connected');
}

async function train(page: Page): Promise<void> {
  await tab(page, 'Training').click();
  await page.getByRole('textbox', { name: 'Epochs' }).fill(PLAN.epochs);
  await page.getByRole('textbox', { name: 'Epochs' }).press('Enter');
  await expectAccessible(page, 'settings');
  const untrained = await shown(maps(page, 'conv1'));
  await banner(page, 'Train').click();

  await curve(page, 'Accuracy').waitFor({ timeout: 60_000 });
  await banner(page, 'Pause').click();
  await banner(page, 'Continue').waitFor();
  await facts(page).getByText(/^Paused in epoch/).waitFor();
  const held = await heldAt(page);
  await confusions(page).waitFor();
  await expect.poll(() => shown(maps(page, 'conv1')), { timeout: 60_000 }).not.toBe(untrained);
  const seen = [await curve(page, 'Loss').getAttribute('aria-label'), await shown(curve(page, 'Loss').locator('canvas'))];
  await expectAccessible(page, 'a run that is held');
  expect(await stepOf(page)).toBe(held);
  await banner(page, 'Continue').click();
  await trains(page);
  await expectAccessible(page, 'a run under way');
  await facts(page).getByText(/^Done after/).waitFor({ timeout: 180_000 });
  // However quickly it learns, something was learned after it was held.
  await expect.poll(() => curve(page, 'Loss').getAttribute('aria-label'), { timeout: 60_000 }).not.toBe(seen[0]);
  await expect.poll(() => shown(curve(page, 'Loss').locator('canvas')), { timeout: 60_000 }).not.toBe(seen[1]);
  expect(await shownAccuracy(page)).toBeGreaterThanOrEqual(PLAN.accuracy);
}

async function lookAtAnswers(page: Page): Promise<void> {
  const before = await shown(maps(page, 'input'));
  await confusions(page).getByRole('button', { name: /answered rightly/ }).first().click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: / sure/ }).last().click();
  await expectAccessible(page, 'samples of a cell');
  await dialog.getByRole('button', { name: 'Close' }).click();
  await expect.poll(() => shown(maps(page, 'input'))).not.toBe(before);
  await page.getByRole('button', { name: 'Answers', exact: true }).click();
  await page.getByRole('region', { name: 'Worst answers' }).getByRole('button').first().waitFor();
  await expectAccessible(page, 'answers');
  await page.getByRole('group', { name: 'View of the training' }).getByRole('button', { name: 'Layers' }).click();
  await page.getByRole('table', { name: 'Layers of the run' }).waitFor();
  await expectAccessible(page, 'layers of the run');
}

async function draw(page: Page): Promise<void> {
  await tab(page, 'Predict').click();
  const before = [await shown(maps(page, 'conv1')), await answers(page).innerText()];
  await drawSeven(page);
  await expect.poll(() => shown(maps(page, 'conv1'))).not.toBe(before[0]);
  await expect.poll(() => answers(page).innerText()).not.toBe(before[1]);
  await expect.poll(() => answers(page).locator('strong').innerText()).toBe('7');
  await expectAccessible(page, 'a drawing answered');
}

async function takeAway(page: Page): Promise<void> {
  await banner(page, 'Export').click();
  const dialog = page.getByRole('dialog', { name: 'Export' });
  await dialog.getByRole('button', { name: 'Export', exact: true }).click();
  const report = dialog.getByRole('region', { name: 'Export report' });
  await report.waitFor({ timeout: 60_000 });
  expect(await report.innerText()).toMatch(/The file computes what was trained[\s\S]*Largest difference\s+(0|\d\.\de-\d+)[\s\S]*samples of the data/);
  await expectAccessible(page, 'export');
  const [download] = await Promise.all([page.waitForEvent('download'), report.getByRole('button', { name: 'Download' }).click()]);
  expect(download.suggestedFilename()).toMatch(/\.onnx$/);
  expect(await accuracyAlone(download)).toBeGreaterThanOrEqual(PLAN.accuracy);
  await dialog.getByRole('button', { name: 'Close' }).click();
}

describe.skipIf(CHROMIUM_MISSING)(`the journey with the pointer${CHROMIUM_MISSING ? `: ${CHROMIUM_MISSING}` : ''}`, () => {
  it('builds LeNet-5, mends it, trains it on digits, asks it and takes it away', async () => {
    const application = await startApplication();
    const { page, problems } = await openPage(await launchChromium(), application.link, { viewport: { width: 1920, height: 1080 } });
    await page.getByRole('button', { name: 'Empty network' }).waitFor();
    await expectAccessible(page, 'start screen');
    await build(page);
    await mend(page);
    await chooseDigits(page);
    await train(page);
    await lookAtAnswers(page);
    await draw(page);
    await takeAway(page);
    expect(problems).toEqual({ errors: [], foreign: [] });
  }, 400_000);
});
