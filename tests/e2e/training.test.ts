/** Training as a person sees it: from the settings to the curves, held, ended and gone on with. Accidents are in journey-trouble. */
import { describe, expect, it } from 'vitest';
import { CHROMIUM_MISSING, launchChromium, openPage, startApplication } from './launch';
import { axeFindingsInBothThemes, banner } from './page-parts';
import { confusions, curve, facts, heldAt, LONG, openXor, stepOf, trains } from './training-parts';

async function start(options: Parameters<typeof openPage>[2] = {}) {
  const application = await startApplication();
  return openPage(await launchChromium(), application.link, { viewport: { width: 1440, height: 900 }, ...options });
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
