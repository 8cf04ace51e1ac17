/** The debugger as a person uses it: worked examples walked step by step, each displayed number compared with the course's. */
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { EXAMPLES } from '../../engine/examples';
import type { Example, ExampleKind, ExpectedValue } from '../../engine/examples/example';
import { CHROMIUM_MISSING, launchChromium, openPage, startApplication } from './launch';
import { axeFindings, box, openTemplate, tab } from './page-parts';

async function start(options: Parameters<typeof openPage>[2] = {}) {
  const application = await startApplication();
  const browser = await launchChromium();
  return openPage(browser, application.link, { viewport: { width: 1440, height: 900 }, ...options });
}

const WALKED: readonly ExampleKind[] = ['dense', 'dropout', 'convolution', 'pooling', 'perceptron'];

const panel = (page: Page) => page.getByRole('tabpanel', { name: 'Debugger' });
const cells = (page: Page, value: string) => panel(page).getByRole('region', { name: value, exact: true }).getByRole('gridcell');

async function openExample(page: Page, { title }: Example): Promise<void> {
  await page.getByRole('button', { name: title, exact: true }).click();
  await page.getByRole('gridcell').first().waitFor();
}

async function backToStart(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'LayerLoom menu' }).click();
  await page.getByRole('menuitem', { name: /Start screen/ }).click();
}

/** The engine may be starting, and other tests run beside this one. */
const eventually = <T>(read: () => Promise<T>) => expect.poll(read, { timeout: 15_000 });

interface Seen {
  readonly numbers: readonly number[];
  readonly text: string;
}

/** Steps from the beginning to the end with F10, and reads every value that comes out of each step or goes into it. */
async function walk(page: Page): Promise<ReadonlyMap<string, Seen>> {
  const seen = new Map<string, Seen>();
  const place = page.getByRole('status', { name: /^Step \d/ });
  await page.keyboard.press('Shift+F9');
  for (;;) {
    const all = await panel(page).locator('section[aria-label="Comes out"] button, section[aria-label="Goes in"] button').all();
    for (const button of all) {
      const name = (await button.locator('span').innerText()).trim();
      if (seen.has(name)) continue;
      await button.click();
      await cells(page, name).first().waitFor();
      const found = await cells(page, name).evaluateAll((elements) => elements.map((element) => ({ value: Number((element as HTMLElement).dataset['value']), text: (element as HTMLElement).innerText })));
      const read = { numbers: found.map(({ value }) => value), text: found.map(({ text }) => text).join(' ') };
      const heading = await panel(page).getByRole('region', { name, exact: true }).locator('header').innerText();
      // What goes out unchanged has the names of both places.
      const also = /also ([^\n]+)/.exec(heading)?.[1]?.split(', ') ?? [];
      for (const one of [name, ...also]) seen.set(one, read);
    }
    const before = await place.getAttribute('aria-label');
    await page.keyboard.press('F10');
    if ((await place.getAttribute('aria-label')) === before) return seen;
  }
}

function compare(seen: ReadonlyMap<string, Seen>, { value, numbers }: ExpectedValue, where: string): void {
  const found = seen.get(value);
  expect(found, `${where}: ${value} among ${[...seen.keys()].join(', ')}`).toBeDefined();
  numbers.forEach((expected, index) => {
    if (expected !== null) expect(Math.abs(found!.numbers[index]! - expected), `${where}: ${value}[${index}] is ${found!.numbers[index]}, not ${expected}`).toBeLessThan(1e-6 * Math.max(1, Math.abs(expected)));
  });
}

describe.skipIf(CHROMIUM_MISSING)(`the debugger in Chromium${CHROMIUM_MISSING ? `: ${CHROMIUM_MISSING}` : ''}`, () => {
  for (const kind of WALKED) {
    it(`walks every ${kind} example, forward, backward and update`, { timeout: 300_000 }, async () => {
      const { page, problems } = await start();
      for (const example of EXAMPLES.filter((one) => one.kind === kind)) {
        await openExample(page, example);
        for (const [index, { title, expected }] of example.walks.entries()) {
          if (example.walks.length > 1) await page.getByRole('combobox', { name: 'Part of the example' }).selectOption({ index });
          await page.getByRole('gridcell').first().waitFor();
          const seen = await walk(page);
          for (const one of expected) compare(seen, one, `${example.id}, ${title}`);
        }
        await backToStart(page);
      }
      expect(problems).toEqual({ errors: [], foreign: [] });
    });
  }

  it('shows what the notes print where that is a slip, and the calculation of the cell beside it', async () => {
    const { page, problems } = await start();
    await openExample(page, EXAMPLES.find(({ id }) => id === 'conv-grey-5x5')!);
    const last = cells(page, 'conv.out').last();
    expect(await last.innerText()).toMatch(/1\.9\d*\s+printed 1\.4/);
    await panel(page).getByRole('button', { name: 'Cells', exact: true }).click();
    await cells(page, 'conv.out').last().click();
    await eventually(() => panel(page).getByRole('region', { name: 'Calculation' }).innerText()).toMatch(/conv\.out\[0,2,2\] = 1\.9/);
    // The window lies on the last three rows and columns.
    await eventually(() => cells(page, 'picture.out').evaluateAll((all) => all.flatMap((cell, index) => (cell.hasAttribute('data-read') ? [index] : [])))).toEqual([12, 13, 14, 17, 18, 19, 22, 23, 24]);
    await panel(page).getByRole('img', { name: 'picture: the cell sees rows 2 to 4, columns 2 to 4' }).waitFor();
    // The arrow keys go from cell to cell.
    await page.keyboard.press('ArrowUp');
    await eventually(() => panel(page).getByRole('region', { name: 'Calculation' }).innerText()).toContain('conv.out[0,1,2]');
    expect(problems).toEqual({ errors: [], foreign: [] });
  });

  it('draws a dense network neuron by neuron; a changed weight changes everything behind it, and can be undone', async () => {
    const { page, problems } = await start();
    await openExample(page, EXAMPLES.find(({ id }) => id === 'mlp-3-2-2-1-squared')!);
    await panel(page).getByRole('button', { name: 'Neurons', exact: true }).click();
    const unit = (name: string) => panel(page).locator('svg').getByRole('button', { name: new RegExp(`^${name}( =|$)`) });
    await unit('x1').waitFor();
    // Nothing is known of the answer before the step has come there.
    expect(await unit('a8').getAttribute('data-value')).toBeNull();
    await page.keyboard.press('F9');
    await eventually(async () => Number(await unit('a8').getAttribute('data-value'))).toBeCloseTo(0.74073, 4);
    await panel(page).getByRole('combobox', { name: 'Weight', exact: true }).selectOption('w46');
    const calculation = panel(page).getByRole('region', { name: 'Calculation' });
    await eventually(() => calculation.innerText()).toContain('(a8 − y)·a8(1 − a8)·w68·a6(1 − a6)·a4');
    const before = await unit('a8').getAttribute('data-value');
    await panel(page).getByRole('textbox', { name: 'Value of w46' }).fill('0.9');
    await eventually(() => unit('a8').getAttribute('data-value')).not.toBe(before);
    await page.getByRole('button', { name: /^Undo/ }).click();
    await eventually(() => unit('a8').getAttribute('data-value')).toBe(before);
    // An input, too.
    await panel(page).getByRole('button', { name: 'Inputs and targets' }).click();
    await page.getByRole('textbox', { name: 'x 0' }).fill('1');
    await eventually(() => unit('x1').getAttribute('data-value')).toBe('1');
    await eventually(() => unit('a8').getAttribute('data-value')).not.toBe(before);
    expect(problems).toEqual({ errors: [], foreign: [] });
  });

  it('steps through a convolutional network on a row of its data, by layer and by op, to the selected box and back', async () => {
    const { page, problems } = await start();
    await openTemplate(page, /LeNet-5/);
    await tab(page, 'Debugger').click();
    await eventually(() => page.locator('.react-flow__node').filter({ has: page.locator('[data-marked]') }).innerText()).toContain('conv1');
    await box(page, 'dense4').click();
    await page.keyboard.press('Control+F10');
    await eventually(() => page.locator('.react-flow__node').filter({ has: page.locator('[data-marked]') }).innerText()).toContain('dense4');
    await panel(page).getByRole('button', { name: 'By op', exact: true }).click();
    const current = panel(page).getByRole('status', { name: /^Step \d/ });
    const before = await current.getAttribute('aria-label');
    await page.keyboard.press('Shift+F10');
    await eventually(() => current.getAttribute('aria-label')).not.toBe(before);
    await panel(page).getByRole('button', { name: 'In use', exact: true }).click();
    await eventually(() => panel(page).getByRole('heading', { name: 'Backward' }).count()).toBe(0);
    expect(problems).toEqual({ errors: [], foreign: [] });
  });

  it('draws numbers per student, the same for the same ID, and saves sheets of them', async () => {
    const { page, problems } = await start();
    await openExample(page, EXAMPLES.find(({ id }) => id === 'mlp-2-2-2')!);
    await page.getByRole('button', { name: 'Numbers per student…' }).click();
    await page.getByRole('textbox', { name: /^ID, name/ }).fill('4711');
    const saved = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Save the answers' }).click();
    expect((await saved).suggestedFilename()).toBe('mlp-2-2-2 4711 answers.html');
    await page.getByRole('button', { name: 'Open with these numbers' }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.getByText('2-2-2 with sigmoids (4711)').waitFor();
    await cells(page, 'hidden.out').first().waitFor();
    expect(problems).toEqual({ errors: [], foreign: [] });
  });

  for (const colorScheme of ['light', 'dark'] as const) {
    it(`gives axe nothing to say (${colorScheme})`, async () => {
      const { page } = await start({ colorScheme });
      expect(await axeFindings(page)).toEqual([]);
      await openExample(page, EXAMPLES.find(({ id }) => id === 'mlp-3-2-2-1-squared')!);
      await page.keyboard.press('F9');
      await page.getByRole('region', { name: /\.next$/ }).getByRole('gridcell').first().waitFor();
      expect(await axeFindings(page)).toEqual([]);
      await panel(page).getByRole('button', { name: 'Neurons', exact: true }).click();
      await panel(page).getByRole('combobox', { name: 'Weight', exact: true }).selectOption('w46');
      await panel(page).getByRole('region', { name: 'Calculation' }).getByRole('definition').first().waitFor();
      expect(await axeFindings(page)).toEqual([]);
      await backToStart(page);
      await openExample(page, EXAMPLES.find(({ id }) => id === 'conv-6x6-two-filters')!);
      await panel(page).getByRole('button', { name: 'Cells', exact: true }).click();
      await cells(page, 'picture.out').first().waitFor();
      expect(await axeFindings(page)).toEqual([]);
    });
  }
});
