/** The parts of a run in the window, and the process behind it. */
import { readFileSync, readdirSync } from 'node:fs';
import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import { openTemplate, tab } from './page-parts';

export const facts = (page: Page): Locator => page.getByRole('region', { name: 'Numbers of the run' });
export const confusions = (page: Page): Locator => page.getByRole('table', { name: /^Confusions/ });
export const curve = (page: Page, title: string): Locator => page.getByRole('img', { name: new RegExp(`^${title}\\. `) });

export async function stepOf(page: Page): Promise<number> {
  const text = await facts(page).locator('dt', { hasText: /^step$/ }).locator('xpath=../dd').innerText();
  return Number(text.replaceAll(',', ''));
}

/** Waits until the run has gone a step further. */
export async function trains(page: Page): Promise<void> {
  const before = await stepOf(page);
  await expect.poll(() => stepOf(page), { timeout: 60_000 }).toBeGreaterThan(before);
}

/** Waits until a run that is held has finished the step it was in, and returns that step. */
export async function heldAt(page: Page): Promise<number> {
  let [before, now] = [-1, await stepOf(page)];
  await expect
    .poll(async () => {
      await page.waitForTimeout(300);
      [before, now] = [now, await stepOf(page)];
      return now - before;
    })
    .toBe(0);
  return now;
}

/** Epochs of a run that a test has to end. */
export const LONG = 200_000;

/** A network that learns for as long as a test needs. */
export async function openXor(page: Page, epochs: number): Promise<void> {
  await openTemplate(page, /XOR network/);
  await tab(page, 'Training').click();
  const field = page.getByRole('textbox', { name: 'Epochs' });
  await field.fill(String(epochs));
  await field.press('Tab');
}

/** The process that computes, by the program it runs, among the descendants of this test. */
export function computeHost(): number {
  const parents = new Map<number, number>();
  const hosts: number[] = [];
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    try {
      const stat = readFileSync(`/proc/${name}/stat`, 'utf8');
      parents.set(Number(name), Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]));
      if (readFileSync(`/proc/${name}/cmdline`, 'utf8').includes('compute-host')) hosts.push(Number(name));
    } catch {
      // It has ended meanwhile.
    }
  }
  const isOurs = (pid: number | undefined): boolean => pid !== undefined && pid !== 0 && (pid === process.pid || isOurs(parents.get(pid)));
  // The host of questions computes too, but uses less time.
  return hosts.filter(isOurs).sort((a, b) => timeOf(b) - timeOf(a))[0]!;
}

function timeOf(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[11]);
}
