/** Training as a person sees it: from the settings to the curves, held, ended, gone on with, and through accidents. */
import { readFileSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { CHROMIUM_MISSING, launchChromium, openPage, startApplication } from './launch';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

async function axeFindings(page: Page): Promise<readonly string[]> {
  await page.evaluate(AXE);
  return page.evaluate(async () => {
    const { axe } = window as unknown as { axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> } };
    const { violations } = await axe.run();
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`);
  });
}

async function start(options: Parameters<typeof openPage>[2] = {}) {
  const application = await startApplication();
  const browser = await launchChromium();
  const opened = await openPage(browser, application.link, { viewport: { width: 1440, height: 900 }, ...options });
  return { ...opened, browser, application };
}

/** A network that learns for as long as a test needs. */
async function openXor(page: Page, epochs: number): Promise<void> {
  await page.getByRole('button', { name: /XOR network/ }).click();
  await page.locator('.react-flow__node').first().waitFor();
  await page.getByRole('tab', { name: 'Training' }).click();
  const field = page.getByRole('textbox', { name: 'Epochs' });
  await field.fill(String(epochs));
  await field.press('Tab');
}

const LONG = 200_000;

const banner = (page: Page, name: string) => page.getByRole('banner').getByRole('button', { name, exact: true });
const facts = (page: Page) => page.getByRole('region', { name: 'Numbers of the run' });

async function stepOf(page: Page): Promise<number> {
  const text = await facts(page).locator('dt', { hasText: /^step$/ }).locator('xpath=../dd').innerText();
  return Number(text.replaceAll(',', ''));
}

async function trains(page: Page): Promise<void> {
  const before = await stepOf(page);
  await expect.poll(() => stepOf(page), { timeout: 30_000 }).toBeGreaterThan(before);
}

/** The process that computes, by the program it runs, among the descendants of this test. */
function computeHost(): number {
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
  const ours = hosts.filter(isOurs);
  // The host of questions computes too, but uses less time.
  return ours.sort((a, b) => timeOf(b) - timeOf(a))[0]!;
}

function timeOf(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[11]);
}

describe.skipIf(CHROMIUM_MISSING)(`training in Chromium${CHROMIUM_MISSING ? `: ${CHROMIUM_MISSING}` : ''}`, () => {
  it('runs, is held, goes on, stops, resumes, and is found again after a reload and in a second window', async () => {
    const { page, problems } = await start();
    await openXor(page, LONG);
    await banner(page, 'Train').click();
    await expect.poll(() => page.getByRole('img', { name: /^Loss\. training/ }).count(), { timeout: 30_000 }).toBe(1);
    await expect.poll(() => page.getByRole('img', { name: /^Accuracy\. .*validation/ }).count(), { timeout: 30_000 }).toBe(1);
    await page.getByRole('table', { name: /^Confusions/ }).waitFor();
    await trains(page);

    await banner(page, 'Pause').click();
    await banner(page, 'Continue').waitFor();
    await sleep(500);
    const held = await stepOf(page);
    await sleep(1000);
    expect(await stepOf(page)).toBe(held);
    await banner(page, 'Continue').click();
    await trains(page);

    await page.reload();
    await banner(page, 'Pause').waitFor();
    await page.locator('.react-flow__node').first().waitFor();
    await page.getByRole('tab', { name: 'Training' }).click();
    await trains(page);

    // Another window of the same person sees the same run, and steers it.
    const other = await page.context().newPage();
    await other.goto(page.url());
    await banner(other, 'Pause').click();
    await banner(page, 'Continue').waitFor();
    await banner(other, 'Continue').click();
    await banner(page, 'Pause').waitFor();
    await other.close();

    await banner(page, 'Stop').click();
    await facts(page).getByText(/^Stopped after/).waitFor();
    const stopped = await stepOf(page);
    await facts(page).getByRole('button', { name: 'Resume' }).click();
    await banner(page, 'Pause').waitFor();
    await expect.poll(() => stepOf(page), { timeout: 30_000 }).toBeGreaterThan(stopped);
    await banner(page, 'Stop').click();
    await facts(page).getByText(/^Stopped after/).waitFor();
    expect(problems).toEqual({ errors: [], foreign: [] });
  });

  it.skipIf(process.platform !== 'linux')('goes on by itself from its checkpoint when the engine is killed', async () => {
    const { page, problems } = await start();
    await openXor(page, LONG);
    await banner(page, 'Train').click();
    await page.getByRole('table', { name: /^Confusions/ }).waitFor({ timeout: 30_000 });
    await trains(page);
    process.kill(computeHost(), 'SIGKILL');
    await page.getByText(/The engine stopped; going on from the checkpoint at step [\d,]+\./).waitFor({ timeout: 30_000 });
    await banner(page, 'Pause').waitFor();
    await trains(page);
    await banner(page, 'Stop').click();
    await facts(page).getByText(/^Stopped after/).waitFor();
    expect(problems).toEqual({ errors: [], foreign: [] });
  });

  it('opens the samples of a cell, sends one through the canvas, forks, renames, compares, deletes and takes back', async () => {
    const { page, problems } = await start();
    await openXor(page, 20);
    await banner(page, 'Train').click();
    await facts(page).getByText(/^Done after 20 epochs/).waitFor({ timeout: 60_000 });
    await page.getByRole('button', { name: /answered rightly/ }).first().click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: / sure/ }).first().click();
    await expect.poll(() => dialog.locator('[aria-pressed="true"]').count()).toBe(1);
    await page.keyboard.press('Escape');

    await page.getByRole('button', { name: 'Runs', exact: true }).click();
    await dialog.getByRole('button', { name: 'More about xor-mlp-1' }).click();
    await page.getByRole('menuitem', { name: 'Rename' }).click();
    await dialog.getByRole('textbox', { name: 'New name of xor-mlp-1' }).fill('first try');
    await page.keyboard.press('Enter');
    await dialog.getByRole('button', { name: /^first try/ }).waitFor();
    await dialog.getByRole('button', { name: 'More about first try' }).click();
    await page.getByRole('menuitem', { name: /^Fork/ }).click();
    await dialog.getByLabel('Epochs').fill('3');
    await dialog.getByRole('button', { name: 'Fork and train' }).click();
    await facts(page).getByText(/^Done after 3 epochs/).waitFor({ timeout: 60_000 });

    await page.getByRole('button', { name: 'Runs', exact: true }).click();
    await dialog.getByRole('checkbox', { name: 'Compare first try' }).check();
    const comparison = dialog.getByRole('table', { name: 'Comparison of the chosen runs' });
    await expect.poll(() => comparison.getByRole('row', { name: /^Epochs planned/ }).innerText()).toMatch(/3\s+20/);
    await dialog.getByRole('button', { name: 'More about first try' }).click();
    await page.getByRole('menuitem', { name: 'Delete' }).click();
    await page.keyboard.press('Escape');
    await page.getByRole('status').getByRole('button', { name: 'Undo' }).click();
    await page.getByRole('button', { name: 'Runs', exact: true }).click();
    await dialog.getByRole('button', { name: /^first try/ }).waitFor();
    expect(problems).toEqual({ errors: [], foreign: [] });
  });

  for (const colorScheme of ['light', 'dark'] as const) {
    it(`gives axe nothing to say (${colorScheme})`, async () => {
      const { page } = await start({ colorScheme });
      await openXor(page, 10);
      // The tip of the field that has the keyboard now.
      await page.keyboard.press('Escape');
      expect(await axeFindings(page)).toEqual([]);
      await banner(page, 'Train').click();
      await facts(page).getByText(/^Done after/).waitFor({ timeout: 60_000 });
      expect(await axeFindings(page)).toEqual([]);
      await page.getByRole('button', { name: 'Answers', exact: true }).click();
      await page.getByRole('button', { name: / sure/ }).first().waitFor();
      expect(await axeFindings(page)).toEqual([]);
      await page.getByRole('button', { name: 'Runs', exact: true }).click();
      await page.getByRole('dialog').waitFor();
      expect(await axeFindings(page)).toEqual([]);
    });
  }
});
