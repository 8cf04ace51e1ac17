/** Training as a person sees it: from the settings to the curves, held, ended and gone on with. Accidents are in journey-trouble. */
import type { Locator, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { CHROMIUM_MISSING, launchChromium, openPage, startApplication } from './launch';
import { axeFindingsInBothThemes, banner } from './page-parts';
import { confusions, curve, facts, heldAt, LONG, openXor, stepOf, trains } from './training-parts';

async function start(options: Parameters<typeof openPage>[2] = {}) {
  const application = await startApplication();
  return openPage(await launchChromium(), application.link, { viewport: { width: 1440, height: 900 }, ...options });
}

/** Pixels between the tools of the panel and what stands in the same line: tabs before them, buttons of the dock behind them. Negative where they overlap. */
async function spareRoom(page: Page): Promise<number> {
  const place = async (locator: Locator) => (await locator.boundingBox())!;
  const [lastTab, tools, views, runs, enlarge] = await Promise.all([
    place(page.getByRole('tab').last()),
    place(page.locator('[data-dock-tools]:visible')),
    place(page.getByRole('group', { name: 'View of the training' })),
    place(page.getByRole('button', { name: 'Runs', exact: true })),
    place(page.getByRole('tablist', { name: 'Panels below' }).locator('xpath=following-sibling::*').getByRole('button').first()),
  ]);
  const left = await page.locator('[data-dock-tools]:visible').evaluate((bar) => Math.min(...Array.from(bar.children, (child) => child.getBoundingClientRect()).flatMap(({ left: at, width }) => (width > 0 ? [at] : []))));
  const isOneLine = tools.y < lastTab.y + lastTab.height;
  const behind = (isOneLine ? enlarge.x : page.viewportSize()!.width) - (runs.x + runs.width);
  return Math.min(behind, runs.x - (views.x + views.width), ...(isOneLine ? [left - (lastTab.x + lastTab.width)] : []));
}

describe.skipIf(CHROMIUM_MISSING)(`training in Chromium${CHROMIUM_MISSING ? `: ${CHROMIUM_MISSING}` : ''}`, () => {
  it('runs, is held, goes on, stops and resumes', async () => {
    const { page, problems } = await start();
    await openXor(page, LONG);
    await banner(page, 'Train').click();
    await curve(page, 'Loss').waitFor();
    await curve(page, 'Accuracy').waitFor();
    expect(await curve(page, 'Accuracy').getAttribute('aria-label')).toMatch(/training .*validation/);
    await confusions(page).waitFor();
    await trains(page);
    for (const width of [1024, 1200, 1280, 1440, 1920]) {
      await page.setViewportSize({ width, height: 900 });
      await expect.poll(() => spareRoom(page), { message: `room around the tools at ${width}` }).toBeGreaterThanOrEqual(0);
    }

    await banner(page, 'Pause').click();
    await banner(page, 'Continue').waitFor();
    const held = await heldAt(page);
    await page.waitForTimeout(1000);
    expect(await stepOf(page)).toBe(held);
    await banner(page, 'Continue').click();
    await trains(page);

    await banner(page, 'Stop').click();
    await facts(page).getByText(/^Stopped after/).waitFor();
    const stopped = await stepOf(page);
    await facts(page).getByRole('button', { name: 'Resume' }).click();
    await banner(page, 'Pause').waitFor();
    await expect.poll(() => stepOf(page), { timeout: 60_000 }).toBeGreaterThan(stopped);
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

  it('gives axe nothing to say in either theme', async () => {
    const { page } = await start({ colorScheme: 'light' });
    await openXor(page, 10);
    // The tip of the field that has the keyboard now.
    await page.keyboard.press('Escape');
    expect(await axeFindingsInBothThemes(page)).toEqual([]);
    await banner(page, 'Train').click();
    await facts(page).getByText(/^Done after/).waitFor({ timeout: 60_000 });
    expect(await axeFindingsInBothThemes(page)).toEqual([]);
    await page.getByRole('button', { name: 'Answers', exact: true }).click();
    await page.getByRole('button', { name: / sure/ }).first().waitFor();
    expect(await axeFindingsInBothThemes(page)).toEqual([]);
    await page.getByRole('button', { name: 'Runs', exact: true }).click();
    await page.getByRole('dialog').waitFor();
    expect(await axeFindingsInBothThemes(page)).toEqual([]);
  });
});
