/** What can happen to a run: its engine dies, its window is loaded again, it has two windows, its application ends. */
import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { CHROMIUM_MISSING, launchChromium, openPage, startApplication } from './launch';
import { banner, tab } from './page-parts';
import { computeHost, confusions, facts, heldAt, LONG, openXor, stepOf, trains } from './training-parts';

const VIEW = { viewport: { width: 1440, height: 900 } };

/** A run under way that ends when a test ends it. */
async function startRun() {
  const application = await startApplication();
  const browser = await launchChromium();
  const opened = await openPage(browser, application.link, VIEW);
  const { page } = opened;
  await openXor(page, LONG);
  await banner(page, 'Train').click();
  await confusions(page).waitFor({ timeout: 60_000 });
  await trains(page);
  return { ...opened, application, browser };
}

async function stop(page: Page): Promise<void> {
  await banner(page, 'Stop').click();
  await facts(page).getByText(/^Stopped after/).waitFor({ timeout: 60_000 });
}

/** Steps and losses of the shown curves, as the window exports them. */
async function curveRows(page: Page): Promise<readonly { readonly step: number; readonly loss: number }[]> {
  await page.getByRole('button', { name: 'Export the curves' }).click();
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('menuitem', { name: /CSV/ }).click()]);
  const [head, ...lines] = (await readFile(await download.path(), 'utf8')).trim().split('\r\n').map((line) => line.split(','));
  const column = (name: string): number => head!.indexOf(name);
  return lines.map((cells) => ({ step: Number(cells[column('step')]), loss: Number(cells[column('training_loss')]) }));
}

describe.skipIf(CHROMIUM_MISSING)(`a run in trouble${CHROMIUM_MISSING ? `: ${CHROMIUM_MISSING}` : ''}`, { timeout: 240_000 }, () => {
  it.skipIf(process.platform !== 'linux')('goes on by itself from its checkpoint when the engine is killed', async () => {
    const { page, problems } = await startRun();
    process.kill(computeHost(), 'SIGKILL');
    await page.getByText(/The engine stopped; going on from the checkpoint at step [\d,]+\./).waitFor({ timeout: 60_000 });
    await banner(page, 'Pause').waitFor();
    await trains(page);
    // A second time as the first.
    process.kill(computeHost(), 'SIGKILL');
    await expect.poll(() => page.getByText(/The engine stopped; going on/).count(), { timeout: 60_000 }).toBeGreaterThan(0);
    await banner(page, 'Pause').waitFor();
    await trains(page);
    await stop(page);
    expect(problems).toEqual({ errors: [], foreign: [] });
  });

  it('is found again by a window that is loaded again, with its curves from the first step on', async () => {
    const { page, problems } = await startRun();
    const before = await stepOf(page);
    await page.reload();
    await banner(page, 'Pause').waitFor();
    await page.locator('.react-flow__node').first().waitFor();
    await tab(page, 'Training').click();
    await trains(page);
    await confusions(page).waitFor();
    await banner(page, 'Pause').click();
    const held = await heldAt(page);
    expect(held).toBeGreaterThan(before);
    const rows = await curveRows(page);
    expect(rows[0]!.step).toBe(1);
    expect(rows.at(-1)!.step).toBeGreaterThanOrEqual(before);
    // No gap where the window was away.
    const gaps = rows.slice(1).map(({ step }, index) => step - rows[index]!.step);
    expect(Math.max(...gaps)).toBeLessThan(rows.at(-1)!.step / 4);
    expect(rows.every(({ loss }) => loss > 0)).toBe(true);
    await stop(page);
    expect(problems).toEqual({ errors: [], foreign: [] });
  });

  it('is shown and steered by two windows alike', async () => {
    const { page, problems } = await startRun();
    const other = await page.context().newPage();
    await other.goto(page.url());
    await banner(other, 'Pause').waitFor();
    await tab(other, 'Training').click();
    await trains(other);
    await trains(page);

    await banner(other, 'Pause').click();
    for (const window of [page, other]) await facts(window).getByText(/^Paused in epoch/).waitFor();
    expect(await heldAt(page)).toBe(await heldAt(other));
    await banner(page, 'Continue').click();
    for (const window of [page, other]) await trains(window);

    await banner(other, 'Stop').click();
    for (const window of [page, other]) await facts(window).getByText(/^Stopped after/).waitFor({ timeout: 60_000 });
    expect(await stepOf(page)).toBe(await stepOf(other));
    for (const window of [page, other]) await banner(window, 'Train').waitFor();
    expect(problems).toEqual({ errors: [], foreign: [] });
  });

  it('is offered on the start screen after the application has ended, and goes on', async () => {
    const { page, application, browser } = await startRun();
    const before = await stepOf(page);
    await application.stop();
    await page.getByText('Connection lost, trying again').waitFor();
    await page.close();

    const again = await startApplication([], application.base);
    const { page: later, problems } = await openPage(browser, again.link, VIEW);
    await later.getByRole('region', { name: 'Unfinished runs' }).getByRole('button', { name: 'Resume xor-mlp-1' }).click();
    await banner(later, 'Pause').waitFor({ timeout: 60_000 });
    await later.locator('.react-flow__node').first().waitFor();
    await expect.poll(() => stepOf(later), { timeout: 60_000 }).toBeGreaterThan(before);
    expect((await curveRows(later))[0]!.step).toBe(1);
    await stop(later);
    expect(problems).toEqual({ errors: [], foreign: [] });
  });
});
