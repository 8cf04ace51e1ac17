/** A class for every pixel, in Chromium: what an untrained FCN answers about a scene lies over the picture, class by class. */
import { describe, expect, it } from 'vitest';
import { CHROMIUM_MISSING, launchChromium, openPage, startApplication } from './launch';
import { axeFindingsInBothThemes, openTemplate } from './page-parts';

describe.skipIf(CHROMIUM_MISSING)(`masks in Chromium${CHROMIUM_MISSING ? `: ${CHROMIUM_MISSING}` : ''}`, () => {
  it('lie over the picture in Predict, as strong as wished, without the classes that are left out', async () => {
    const application = await startApplication();
    const { page, problems } = await openPage(await launchChromium(), application.link);
    await page.getByPlaceholder(/^Search \d+ networks/).fill('fcn');
    await openTemplate(page, /Small FCN/);
    await page.getByRole('tab', { name: 'Predict' }).click();
    const picture = page.getByRole('img', { name: /over the picture$/ });
    await picture.waitFor({ timeout: 60_000 });
    const legend = page.getByRole('list', { name: /^Classes of / });
    await expect.poll(() => legend.getByRole('listitem').count()).toBe(9);
    const shares = await legend.getByRole('button').allInnerTexts();
    const total = shares.reduce((sum, text) => sum + Number(/([\d.]+) %/.exec(text)![1]), 0);
    expect(total).toBeGreaterThan(99);
    expect(total).toBeLessThan(101);

    const shown = () => picture.evaluate((canvas: HTMLCanvasElement) => canvas.toDataURL());
    const full = await shown();
    await page.getByRole('slider', { name: /^Opacity/ }).fill('0');
    const bare = await shown();
    expect(bare).not.toBe(full);
    await page.getByRole('slider', { name: /^Opacity/ }).fill('1');
    // Without every class nothing is left over the picture.
    for (const button of await legend.getByRole('button').all()) await button.click();
    expect(await legend.getByRole('button', { pressed: true }).count()).toBe(0);
    expect(await shown()).toBe(bare);
    expect(await axeFindingsInBothThemes(page)).toEqual([]);
    expect(problems).toEqual({ errors: [], foreign: [] });
  }, 180_000);
});
