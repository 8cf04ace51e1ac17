/** The debugger as a person uses it: worked examples walked step by step, each displayed number compared with the course's. */
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { EXAMPLES } from '../../engine/examples';
import type { Example, ExampleKind, ExpectedValue } from '../../engine/examples/example';
import { CHROMIUM_MISSING, launchChromium, openPage, startApplication } from './launch';

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
});
