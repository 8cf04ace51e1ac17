/** From the shelves of the start screen to a network made of blocks, and from a block to the person's own drawer. */
import { describe, expect, it } from 'vitest';
import { CHROMIUM_MISSING, launchChromium, openPage, startApplication } from './launch';
import { axeFindings, box } from './page-parts';

describe.skipIf(CHROMIUM_MISSING)(`templates and blocks in Chromium${CHROMIUM_MISSING ? `: ${CHROMIUM_MISSING}` : ''}`, () => {
  it('finds a network by its author, opens it as blocks, and keeps one of them for other networks', async () => {
    const application = await startApplication();
    const { page, problems } = await openPage(await launchChromium(), application.link, { viewport: { width: 1440, height: 900 } });

    const shelves = page.getByRole('group', { name: 'Kind of network' });
    await shelves.getByRole('button', { name: 'Residual' }).click();
    await page.getByText('25,557,032 parameters').waitFor();
    expect(await page.getByText('LeNet-5').count()).toBe(0);
    const search = page.getByRole('textbox', { name: 'Search networks' });
    await search.fill('nobody');
    await page.getByText('No network is called that.').waitFor();
    await search.fill('szegedy 2014');
    // The pictures are drawn as the cards come into sight.
    await expect.poll(() => page.getByRole('button', { name: /^GoogLeNet/ }).locator('rect').count()).toBeGreaterThan(10);
    expect(await axeFindings(page)).toEqual([]);

    await page.getByRole('button', { name: /^GoogLeNet/ }).click();
    await expect.poll(() => page.locator('.react-flow__node').count()).toBe(21);
    await expect.poll(() => page.locator('body').innerText()).toContain('6,624,904');

    // The block of the network becomes the person's own.
    await box(page, 'inception3a').click();
    await page.keyboard.press('Control+k');
    await page.keyboard.type('save the block');
    await page.keyboard.press('Enter');
    const own = page.getByRole('group', { name: 'Your blocks' });
    await own.getByRole('button', { name: 'inception', exact: true }).waitFor();

    // In another network, with the keyboard: wired behind the selected box, and undone in one step.
    await page.keyboard.press('Control+k');
    await page.keyboard.type('start screen');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: /^LeNet-5/ }).click();
    await box(page, 'output').click();
    await page.keyboard.press('Delete');
    await box(page, 'conv1').click();
    await own.getByRole('button', { name: 'inception', exact: true }).press('Enter');
    await box(page, 'inception').waitFor();
    await expect.poll(() => page.locator('.react-flow__node').count()).toBe(14);
    await page.getByRole('group', { name: 'Blocks of this network' }).getByRole('button', { name: 'conv unit' }).waitFor();
    await page.getByRole('button', { name: /^Undo/ }).click();
    await expect.poll(() => page.locator('.react-flow__node').count()).toBe(13);
    expect(await page.getByRole('group', { name: 'Blocks of this network' }).count()).toBe(0);
    await page.getByRole('button', { name: /^Redo/ }).click();

    await own.getByRole('button', { name: 'Remove inception from your library' }).press('Enter');
    await own.waitFor({ state: 'detached' });
    expect(await axeFindings(page)).toEqual([]);
    expect(problems).toEqual({ errors: [], foreign: [] });
    // The first start of a changed window builds it.
  }, 240_000);
});
