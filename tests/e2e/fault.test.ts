/** A window that cannot be drawn: a part of the program that does not arrive stands for any mistake in drawing. */
import { describe, expect, it } from 'vitest';
import { CHROMIUM_MISSING, launchChromium, openPage, startApplication } from './launch';
import { axeFindingsInBothThemes, openTemplate, tab } from './page-parts';

describe.skipIf(CHROMIUM_MISSING)(`a window that cannot be drawn in Chromium${CHROMIUM_MISSING ? `: ${CHROMIUM_MISSING}` : ''}`, () => {
  it('says so, and has unsaved work again when it is loaded', async () => {
    const application = await startApplication();
    const { page } = await openPage(await launchChromium(), application.link);
    await page.route('**/code-panel-*.js', (route) => route.abort());
    await openTemplate(page, /XOR network/);
    await tab(page, 'Training').click();
    await page.getByRole('textbox', { name: 'Epochs' }).fill('7');
    await page.keyboard.press('Tab');
    await tab(page, 'Code').click();
    await page.getByRole('heading', { name: 'The window could not be drawn' }).waitFor();
    expect(await axeFindingsInBothThemes(page)).toEqual([]);
    await page.unroute('**/code-panel-*.js');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Unsaved work' }).waitFor();
  });
});
