/** The parts of the window as tests find and use them: by what a person sees and reads. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Locator, Page } from 'playwright-core';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

export interface Point {
  readonly x: number;
  readonly y: number;
}

export const box = (page: Page, name: string): Locator => page.locator('.react-flow__node').filter({ has: page.getByText(name, { exact: true }) });
export const port = (page: Page, name: string, kind: 'source' | 'target'): Locator => box(page, name).locator(`.react-flow__handle.${kind}`).first();
/** Of the size table. */
export const row = (page: Page, name: string): Locator => page.getByRole('table', { name: 'Size table' }).getByRole('row').filter({ has: page.getByText(name, { exact: true }) });
export const tab = (page: Page, title: string): Locator => page.getByRole('tab', { name: title, exact: true });
/** A button of the header. */
export const banner = (page: Page, name: string): Locator => page.getByRole('banner').getByRole('button', { name, exact: true });
/** What a box carries for the sample. */
export const maps = (page: Page, name: string): Locator => box(page, name).getByRole('img');
export const answers = (page: Page): Locator => page.getByRole('region', { name: /^Answer of output/ });
/** What a canvas shows, as text to compare. */
export const shown = (canvas: Locator): Promise<string> => canvas.evaluate((element) => (element as HTMLCanvasElement).toDataURL());

export async function middleOf(locator: Locator): Promise<Point> {
  const { x, y, width, height } = (await locator.boundingBox())!;
  return { x: x + width / 2, y: y + height / 2 };
}

/** With the button held, in steps, as a hand does. */
export async function drag(page: Page, from: Point, to: Point): Promise<void> {
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move((from.x + to.x) / 2, (from.y + to.y) / 2, { steps: 4 });
  await page.mouse.move(to.x, to.y, { steps: 4 });
  await page.mouse.up();
}

/** From the output of one box to the input of another. */
export async function wire(page: Page, from: string, to: string): Promise<void> {
  await drag(page, await middleOf(port(page, from, 'source')), await middleOf(port(page, to, 'target')));
}

/** What axe finds wrong at a place, in its own words; run over the development protocol, which the policy of the page does not bind. */
export async function axeFindings(page: Page, place = ':root', rules?: readonly string[]): Promise<readonly string[]> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(AXE);
  return page.evaluate(async ([selector, only]) => {
    type Axe = { run(place: string, options: object): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
    const { violations } = await (window as unknown as { axe: Axe }).axe.run(selector, only ? { runOnly: only } : {});
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`);
  }, [place, rules] as const);
}

/** In the light theme, and the colours of the dark one, which differs in nothing else. The page follows the theme of the system, and is left light. */
export async function axeFindingsInBothThemes(page: Page, place = ':root'): Promise<readonly string[]> {
  const light = await axeFindings(page, place);
  await turn(page, 'dark');
  const dark = await axeFindings(page, place, ['color-contrast']);
  await turn(page, 'light');
  return [...light, ...dark.map((finding) => `dark: ${finding}`)];
}

/** Until the page has taken the theme and no colour glides any more. */
async function turn(page: Page, colorScheme: 'light' | 'dark'): Promise<void> {
  await page.emulateMedia({ colorScheme });
  await page.evaluate(async () => {
    const gliding = (): readonly Animation[] => document.getAnimations().filter((animation) => animation instanceof CSSTransition);
    const drawn = (): Promise<unknown> => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    for (await drawn(); gliding().length > 0; await drawn()) await Promise.allSettled(gliding().map((animation) => animation.finished));
  });
}

export async function openTemplate(page: Page, title: RegExp): Promise<void> {
  await page.getByRole('button', { name: title }).click();
  await page.locator('.react-flow__node').first().waitFor();
}
