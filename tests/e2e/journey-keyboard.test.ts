/** The same journey without a pointer: boxes by their keys, wires by W, fields by Tab, panels by Alt and a figure. */
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { accuracyAlone, BROKEN, LENET, PLAN, shownAccuracy, type JourneyLayer } from './journey-parts';
import { expectKeyboard, hasKeyboard, tabTo, typeInto } from './keyboard-parts';
import { CHROMIUM_MISSING, launchChromium, openPage, startApplication } from './launch';
import { answers, box, row, tab } from './page-parts';
import { confusions, curve, facts, heldAt, stepOf, trains } from './training-parts';

const canvas = (page: Page) => page.getByRole('application');
const inspector = (page: Page) => page.getByRole('region', { name: 'Inspector' });
const chosen = (page: Page) => page.getByRole('textbox', { name: 'Name', exact: true });

async function expectCanvas(page: Page): Promise<void> {
  await expect.poll(() => hasKeyboard(canvas(page)), { message: 'the canvas has the keyboard' }).toBe(true);
  await expectKeyboard(page);
}

/** By its key, after the selected box and wired to it. */
async function add(page: Page, { name, key, fields = {}, padding }: JourneyLayer): Promise<void> {
  await page.keyboard.press(key);
  await expect.poll(() => chosen(page).inputValue()).toBe(name);
  if (Object.keys(fields).length === 0) return;
  await page.keyboard.press('F6');
  for (const [label, value] of Object.entries(fields)) await typeInto(page, inspector(page).getByRole('textbox', { name: label, exact: true }), value);
  if (padding !== undefined) {
    await tabTo(page, inspector(page).getByRole('combobox', { name: 'Padding' }));
    await page.keyboard.type(padding);
  }
  await page.keyboard.press('Escape');
  await expectCanvas(page);
}

async function goTo(page: Page, name: string): Promise<void> {
  await page.keyboard.press('Control+f');
  await page.getByRole('dialog').waitFor();
  await page.keyboard.type(name);
  await page.keyboard.press('Enter');
  await expect.poll(() => chosen(page).inputValue()).toBe(name);
  await expectCanvas(page);
}

async function build(page: Page): Promise<void> {
  await tabTo(page, page.getByRole('button', { name: 'Empty network' }));
  await page.keyboard.press('Enter');
  await expectCanvas(page);
  for (const layer of LENET.slice(0, -1)) await add(page, layer);

  // The last one through the search for layers, and its wire by hand.
  await page.keyboard.press('Shift+A');
  await page.getByRole('dialog', { name: 'Add a layer' }).waitFor();
  await page.keyboard.type('output');
  await page.keyboard.press('Enter');
  await expect.poll(() => chosen(page).inputValue()).toBe('output');
  await expectCanvas(page);
  await expect.poll(() => page.getByRole('tab', { name: /^Problems/ }).innerText()).toMatch(/Problems\s*2$/);
  await goTo(page, 'dense3');
  await page.keyboard.press('w');
  await page.getByText('Wire from “dense3”').waitFor();
  await goTo(page, 'output');
  await page.keyboard.press('w');
  await expect.poll(() => page.getByRole('tab', { name: /^Problems/ }).innerText()).toMatch(/Problems\s*1$/);
}

async function mend(page: Page): Promise<void> {
  await page.keyboard.press('F8');
  await expect.poll(() => chosen(page).inputValue()).toBe('dense1');
  const sentence = box(page, 'dense1').getByRole('note');
  await expect.poll(() => sentence.innerText()).toContain(BROKEN);
  await tabTo(page, sentence.getByRole('button', { name: 'Insert Flatten' }));
  await page.keyboard.press('Enter');
  await expect.poll(() => page.getByRole('tab', { name: /^Problems/ }).innerText()).toBe('Problems');
  await expectCanvas(page);
  await page.keyboard.press('l');
  await page.keyboard.press('1');
  await page.keyboard.press('Alt+3');
  await expect.poll(() => hasKeyboard(tab(page, 'Size table'))).toBe(true);
  await expect.poll(() => row(page, 'dense1').innerText()).toContain('48,120');
  expect(await row(page, 'conv1').innerText()).toContain('28 × 28 × 6');
}

async function chooseDigits(page: Page): Promise<void> {
  await page.keyboard.press('Alt+1');
  await tabTo(page, page.getByRole('button', { name: /^Digits/ }));
  await page.keyboard.press('Enter');
  const about = page.getByRole('region', { name: 'About the data' });
  await about.getByRole('heading', { name: 'digits' }).waitFor();
  await expectKeyboard(page);
  await typeInto(page, about.getByRole('textbox', { name: 'Samples' }), PLAN.samples);
  await page.keyboard.press('Alt+1');
  await expect.poll(() => hasKeyboard(tab(page, 'Data'))).toBe(true);
  await tabTo(page, page.getByRole('group', { name: 'View of the data' }).getByRole('button', { name: 'Connect' }));
  await page.keyboard.press('Enter');
  await page.getByText('Network and data go together.').waitFor();
}

async function train(page: Page): Promise<void> {
  await page.keyboard.press('Alt+2');
  await expect.poll(() => hasKeyboard(tab(page, 'Training'))).toBe(true);
  await typeInto(page, page.getByRole('textbox', { name: 'Epochs' }), PLAN.epochs);
  await page.keyboard.press('Control+Enter');
  await curve(page, 'Accuracy').waitFor({ timeout: 60_000 });
  await expectKeyboard(page);
  await page.keyboard.press('Control+Shift+Enter');
  await facts(page).getByText(/^Paused in epoch/).waitFor();
  const held = await heldAt(page);
  await page.waitForTimeout(500);
  expect(await stepOf(page)).toBe(held);
  await page.keyboard.press('Control+Shift+Enter');
  await trains(page);
  await facts(page).getByText(/^Done after/).waitFor({ timeout: 180_000 });
  expect(await shownAccuracy(page)).toBeGreaterThanOrEqual(PLAN.accuracy);
  await expectKeyboard(page);
}

/** Arrows go from cell to cell of the confusions, Enter opens one. */
async function lookAtAnswers(page: Page): Promise<void> {
  const cell = (truth: number, answer: number) => confusions(page).locator(`[data-cell="${truth} ${answer}"]`);
  await tabTo(page, cell(0, 0));
  for (const key of ['ArrowRight', 'ArrowDown', 'ArrowDown', 'ArrowRight']) await page.keyboard.press(key);
  expect(await hasKeyboard(cell(2, 2))).toBe(true);
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: '2 answered rightly' });
  const sample = dialog.getByRole('button', { name: / sure/ }).first();
  await sample.waitFor();
  await tabTo(page, sample);
  await page.keyboard.press('Enter');
  await expect.poll(() => sample.getAttribute('aria-pressed')).toBe('true');
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
  await expect.poll(() => hasKeyboard(cell(2, 2))).toBe(true);
}

async function ask(page: Page): Promise<void> {
  await page.keyboard.press('Alt+5');
  await expect.poll(() => answers(page).locator('strong').innerText()).toBe('2');
  await tabTo(page, page.getByRole('radio', { name: 'Draw' }));
  // Each press is waited for: the group moves the keyboard after the event, and a press before that starts from the old place.
  for (const way of ['File', 'Camera', 'Data row']) {
    await page.keyboard.press('ArrowRight');
    await expect.poll(() => hasKeyboard(page.getByRole('radio', { name: way }))).toBe(true);
  }
  await page.keyboard.press('Enter');
  const row = page.getByRole('region', { name: 'image' });
  await tabTo(page, row.getByRole('button', { name: 'Next' }));
  // The next row may get the same answer.
  const before = await row.innerText();
  await page.keyboard.press('Enter');
  await expect.poll(() => row.innerText()).not.toBe(before);
}

async function takeAway(page: Page): Promise<void> {
  await page.keyboard.press('Control+e');
  const dialog = page.getByRole('dialog', { name: 'Export' });
  await dialog.waitFor();
  await tabTo(page, dialog.getByRole('button', { name: 'Export', exact: true }));
  await page.keyboard.press('Enter');
  await dialog.getByRole('region', { name: 'Export report' }).waitFor({ timeout: 60_000 });
  await tabTo(page, dialog.getByRole('button', { name: 'Download' }));
  const [download] = await Promise.all([page.waitForEvent('download'), page.keyboard.press('Enter')]);
  expect(await accuracyAlone(download)).toBeGreaterThanOrEqual(PLAN.accuracy);
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
  await expectKeyboard(page);
}

describe.skipIf(CHROMIUM_MISSING)(`the journey with the keyboard${CHROMIUM_MISSING ? `: ${CHROMIUM_MISSING}` : ''}`, () => {
  it('builds LeNet-5, mends it, trains it on digits, asks it and takes it away', async () => {
    const application = await startApplication();
    const { page, problems } = await openPage(await launchChromium(), application.link, { viewport: { width: 1920, height: 1080 } });
    await page.getByRole('button', { name: 'Empty network' }).waitFor();
    await page.keyboard.press('Tab');
    await build(page);
    await mend(page);
    await chooseDigits(page);
    await train(page);
    await lookAtAnswers(page);
    await ask(page);
    await takeAway(page);
    expect(problems).toEqual({ errors: [], foreign: [] });
  }, 400_000);
});
