/** Every worked example walked in the window, forward, backward and update: each displayed number compared with the course's. */
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { EXAMPLES } from '../../engine/examples';
import type { Example, ExpectedValue } from '../../engine/examples/example';
import { valueText } from '../../renderer/maps/answer-text';
import { backToStart, cells, openExample, panel, start } from './debugger-parts';
import { CHROMIUM_MISSING } from './launch';

/** A new example is walked by itself. */
const WALKED = EXAMPLES.filter(({ walks }) => walks.length > 0);
const KINDS = [...new Set(WALKED.map(({ kind }) => kind))];

const TOLERANCE = 1e-6;

/** What stands in a cell, and all its digits, which pointing at it tells. */
interface Cell {
  readonly text: string;
  readonly full: number;
}

/** Steps from the beginning to the end with F10, and reads every value that comes out of each step or goes into it. */
async function walk(page: Page): Promise<ReadonlyMap<string, readonly Cell[]>> {
  const seen = new Map<string, readonly Cell[]>();
  const place = page.getByRole('status', { name: /^Step \d/ });
  await page.keyboard.press('Shift+F9');
  for (;;) {
    const names = await panel(page).locator('section[aria-label="Comes out"] button, section[aria-label="Goes in"] button').all();
    for (const button of names) {
      const name = (await button.locator('span').innerText()).trim();
      if (seen.has(name)) continue;
      await button.click();
      const read = await readCells(page, name);
      // What goes out unchanged has the names of both places.
      const heading = await panel(page).getByRole('region', { name, exact: true }).locator('header').innerText();
      const also = /also ([^\n]+)/.exec(heading)?.[1]?.split(', ') ?? [];
      for (const one of [name, ...also]) seen.set(one, read);
    }
    const before = await place.getAttribute('aria-label');
    await page.keyboard.press('F10');
    if ((await place.getAttribute('aria-label')) === before) return seen;
  }
}

async function readCells(page: Page, name: string): Promise<readonly Cell[]> {
  await cells(page, name).first().waitFor();
  return cells(page, name).evaluateAll((all) => all.map((cell) => ({ text: cell.firstChild!.textContent!, full: Number((cell as HTMLElement).title.split(' = ')[1]) })));
}

function compare(seen: ReadonlyMap<string, readonly Cell[]>, { value, numbers }: ExpectedValue, where: string): void {
  const found = seen.get(value);
  expect(found, `${where}: ${value} among ${[...seen.keys()].join(', ')}`).toBeDefined();
  expect(found!.length, `${where}: ${value}`).toBe(numbers.length);
  numbers.forEach((expected, index) => {
    const { text, full } = found![index]!;
    expect(text, `${where}: ${value}[${index}] is shown rounded`).toBe(valueText(full));
    if (expected !== null) expect(Math.abs(full - expected), `${where}: ${value}[${index}] is ${full}, not ${expected}`).toBeLessThan(TOLERANCE * Math.max(1, Math.abs(expected)));
  });
}

async function walkExample(page: Page, example: Example): Promise<void> {
  await openExample(page, example);
  for (const [index, { title, expected }] of example.walks.entries()) {
    if (example.walks.length > 1) await page.getByRole('combobox', { name: 'Part of the example' }).selectOption({ index });
    await page.getByRole('gridcell').first().waitFor();
    const seen = await walk(page);
    for (const one of expected) compare(seen, one, `${example.id}, ${title}`);
  }
  await backToStart(page);
}

describe.skipIf(CHROMIUM_MISSING)(`worked examples in Chromium${CHROMIUM_MISSING ? `: ${CHROMIUM_MISSING}` : ''}`, () => {
  for (const kind of KINDS) {
    it(`walks every ${kind} example, forward, backward and update`, { timeout: 300_000 }, async () => {
      const { page, problems } = await start();
      for (const example of WALKED.filter((one) => one.kind === kind)) await walkExample(page, example);
      expect(problems).toEqual({ errors: [], foreign: [] });
    });
  }
});
