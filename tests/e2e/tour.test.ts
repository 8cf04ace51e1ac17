/** The tour: three clicks from the start screen to a network that reads digits, then one's own digit. */
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { expectAccessible } from './journey-parts';
import { CHROMIUM_MISSING, launchChromium, openPage, startApplication } from './launch';
import { answers, maps, shown } from './page-parts';
import { drawSeven } from './predict-parts';

const card = (page: Page) => page.getByRole('complementary', { name: 'Tour' });

describe.skipIf(CHROMIUM_MISSING)(`the tour${CHROMIUM_MISSING ? `: ${CHROMIUM_MISSING}` : ''}`, () => {
  it('leads to a trained network in three clicks, and on to a drawn digit', async () => {
    const application = await startApplication();
    const { page, problems } = await openPage(await launchChromium(), application.link);

    await page.getByRole('button', { name: 'Train your first network' }).click();
    await card(page).getByRole('heading', { name: 'A network that reads digits' }).waitFor();
    await expectAccessible(page, 'first card');
    await card(page).getByRole('button', { name: 'Train it' }).click();
    await card(page).getByRole('heading', { name: 'It learns' }).waitFor();
    const trained = card(page).getByRole('heading', { name: /^It reads [\d.]+ % of new digits$/ });
    await trained.waitFor({ timeout: 180_000 });
    expect(Number(/[\d.]+/.exec(await trained.innerText())![0])).toBeGreaterThanOrEqual(95);
    await expectAccessible(page, 'trained');
    await card(page).getByRole('button', { name: 'Draw a digit' }).click();
    await card(page).getByRole('heading', { name: 'Draw a digit' }).waitFor();

    const before = await shown(maps(page, 'conv1'));
    await drawSeven(page);
    await expect.poll(() => answers(page).locator('strong').innerText()).toBe('7');
    expect(await shown(maps(page, 'conv1'))).not.toBe(before);
    await card(page).getByRole('heading', { name: 'Make it yours' }).waitFor();
    await expectAccessible(page, 'last card');
    await card(page).getByRole('button', { name: 'Done' }).click();
    expect(await card(page).count()).toBe(0);
    expect(problems).toEqual({ errors: [], foreign: [] });
  }, 300_000);

  it('can be left at any time and begun again', async () => {
    const application = await startApplication();
    const { page, problems } = await openPage(await launchChromium(), application.link);
    await page.getByRole('button', { name: 'Train your first network' }).click();
    await card(page).getByRole('button', { name: 'End the tour' }).click();
    expect(await card(page).count()).toBe(0);
    await page.keyboard.press('Control+k');
    await page.keyboard.type('first network');
    await page.keyboard.press('Enter');
    await card(page).getByRole('heading', { name: 'A network that reads digits' }).waitFor();
    expect(problems).toEqual({ errors: [], foreign: [] });
  });
});
