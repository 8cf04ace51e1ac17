/** Every playground by pointer and by keyboard, in both themes. */
import type { Locator, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { cameraFlags, digitFrame } from './fake-camera';
import { CHROMIUM_MISSING, launchChromium, openPage, startApplication } from './launch';
import { axeFindingsInBothThemes, shown } from './page-parts';

const WAIT = { timeout: 30_000 };

async function start(lab: RegExp, options: Parameters<typeof openPage>[2] = {}, flags: readonly string[] = []) {
  const application = await startApplication();
  const browser = await launchChromium(flags);
  const opened = await openPage(browser, application.link, options);
  await opened.page.getByRole('region', { name: /^Playgrounds/ }).getByRole('button', { name: lab }).click();
  await opened.page.getByRole('heading', { level: 1 }).waitFor();
  return opened;
}

const button = (page: Page, name: string): Locator => page.getByRole('button', { name, exact: true });
const figure = (page: Page, name: string): Locator => page.getByRole('region', { name: 'Controls' }).locator('dl > div').filter({ hasText: name }).locator('dd');
const go = (page: Page, name: string): Promise<void> => page.getByRole('navigation', { name: 'Playgrounds' }).getByRole('button', { name }).click();

describe.skipIf(CHROMIUM_MISSING)(`playgrounds in Chromium${CHROMIUM_MISSING ? `: ${CHROMIUM_MISSING}` : ''}`, () => {
  it('divides a plane: trains, pauses, takes points by hand, starts anew, and becomes a network', async () => {
    const { page, problems } = await start(/^Decision boundary/);
    const plane = page.getByRole('application', { name: /points and where the network divides them/ });
    await expect.poll(() => figure(page, 'loss').innerText(), WAIT).not.toBe('–');
    const before = await shown(plane.locator('canvas'));
    await button(page, '25').click();
    await button(page, 'Train').click();
    await expect.poll(async () => parseFloat(await figure(page, 'on their own side').innerText()), WAIT).toBeGreaterThan(95);
    await button(page, 'Pause').click();
    expect(await shown(plane.locator('canvas'))).not.toBe(before);

    await plane.click({ position: { x: 20, y: 20 } });
    await expect.poll(() => plane.getAttribute('aria-label')).toContain('201 points');
    await plane.focus();
    for (const key of ['ArrowRight', 'ArrowUp', 'Enter']) await page.keyboard.press(key);
    await expect.poll(() => plane.getAttribute('aria-label')).toContain('202 points');

    await button(page, 'Reset').focus();
    await page.keyboard.press('Enter');
    await expect.poll(() => figure(page, 'steps').innerText(), WAIT).toBe('0');
    await button(page, 'Step').focus();
    for (let press = 0; press < 3; press++) await page.keyboard.press('Enter');
    await expect.poll(() => figure(page, 'steps').innerText(), WAIT).toBe('3');

    await button(page, 'Open as network').click();
    await page.locator('.react-flow__node').first().waitFor();
    expect(await page.locator('.react-flow__node').count()).toBe(7);
    await page.getByRole('tab', { name: 'Data', exact: true }).click();
    await expect.poll(() => page.getByRole('tabpanel').innerText(), WAIT).toContain('202');
    expect(problems).toEqual({ errors: [], foreign: [] });
  });

  it('learns by the perceptron rule, number by number, and not XOR', async () => {
    const { page, problems } = await start(/^Perceptron/);
    await button(page, 'Worked example of the course').click();
    for (let pattern = 0; pattern < 4; pattern++) {
      await button(page, 'Step').focus();
      await page.keyboard.press('Enter');
    }
    const updates = page.getByRole('region', { name: 'Updates' });
    await expect.poll(() => updates.getByRole('row').count()).toBe(5);
    const last = await updates.getByRole('row').last().getByRole('cell').allInnerTexts();
    // x₁ x₂ t z y t−y w₁ w₂: the weights end as in the worked example.
    expect(last).toEqual(['4', '1', '1', '0', '0.5', '0', '0', '1', '−0.5']);
    await page.getByText('Every pattern is on its right side.').waitFor();

    await page.getByRole('combobox', { name: 'Learn' }).selectOption('xor');
    await page.getByText('Some patterns are on the wrong side.').waitFor();
    await button(page, 'Two layers').click();
    await expect.poll(() => page.getByRole('region', { name: 'Two layers on every pattern' }).getByRole('row').count()).toBe(5);
    expect(problems).toEqual({ errors: [], foreign: [] });
  });

  it('slides kernels over pictures, and pools', async () => {
    const { page, problems } = await start(/^Convolution/);
    await page.getByRole('img', { name: /^atan/ }).waitFor(WAIT);
    await page.getByRole('img', { name: 'Across, gx, 70 by 70', exact: false }).waitFor();
    const across = page.getByRole('img', { name: /^Across/ });
    const before = await shown(across);
    await button(page, 'Shapes').click();
    await expect.poll(() => shown(across), WAIT).not.toBe(before);

    await page.getByRole('combobox', { name: 'Kernel' }).selectOption('gaussian');
    await page.getByRole('img', { name: /^Map, 70 by 70, 0 … 1/ }).waitFor(WAIT);
    const cell = page.getByRole('textbox', { name: 'Row 2, column 2' });
    await cell.fill('2');
    expect(await page.getByRole('combobox', { name: 'Kernel' }).inputValue()).toBe('own');
    expect(await cell.evaluate((element) => element === document.activeElement)).toBe(true);
    await page.getByRole('img', { name: /^Map, 70 by 70, 0 … 2\.75/ }).waitFor(WAIT);

    await page.getByRole('slider', { name: 'Pooling window' }).press('ArrowRight');
    await page.getByRole('img', { name: /^Largest, 24 by 24/ }).waitFor(WAIT);
    await page.getByLabel('Picture file').setInputFiles({ name: 'no.png', mimeType: 'image/png', buffer: Buffer.from('no picture') });
    await page.getByText('“no.png” is not a picture that this browser can read.').waitFor();
    expect(problems).toEqual({ errors: [], foreign: [] });
  });

  it('slides kernels over what a camera sees, and lets go of it', async () => {
    const { page, problems } = await start(/^Convolution/, {}, await cameraFlags([digitFrame(7, 240), digitFrame(4, 240)]));
    await page.evaluate(() => {
      const devices = navigator.mediaDevices;
      const open = devices.getUserMedia.bind(devices);
      devices.getUserMedia = async (wanted) => ((window as unknown as { opened: MediaStream }).opened = await open(wanted));
    });
    const tracks = (): Promise<readonly string[]> => page.evaluate(() => (window as unknown as { opened?: MediaStream }).opened?.getTracks().map(({ readyState }) => readyState) ?? []);
    const [picture, across] = [page.getByRole('img', { name: /^Picture/ }), page.getByRole('img', { name: /^Across/ })];
    await across.waitFor(WAIT);
    const before = { picture: await shown(picture), across: await shown(across) };
    await button(page, 'Camera').click();
    await expect.poll(() => shown(picture), WAIT).not.toBe(before.picture);
    await expect.poll(() => shown(across), WAIT).not.toBe(before.across);
    // One frame after the other.
    const frame = await shown(picture);
    await expect.poll(() => shown(picture), WAIT).not.toBe(frame);
    expect(await tracks()).toEqual(['live']);
    await button(page, 'Stop the camera').click();
    await expect.poll(tracks).toEqual(['ended']);
    expect(problems).toEqual({ errors: [], foreign: [] });
  });

  it('descends at three rates, and races optimizers', async () => {
    const { page, problems } = await start(/^Going downhill/);
    const plane = page.getByRole('application', { name: /^Parabola/ });
    await expect.poll(() => plane.getAttribute('aria-label'), WAIT).toContain('Too large 10.24');
    await button(page, 'Step').focus();
    await page.keyboard.press('Enter');
    // x ← x − 0.3 · 2x = 0.4 · (−3.2), squared.
    await expect.poll(() => plane.getAttribute('aria-label'), WAIT).toContain('Right 1.638');
    await plane.press('Enter');
    await expect.poll(() => plane.getAttribute('aria-label'), WAIT).toContain('Right 0,');

    await page.getByLabel('Shape', { exact: true }).selectOption('bowl');
    const race = page.getByRole('application', { name: /^Narrow valley/ });
    await expect.poll(() => race.getAttribute('aria-label'), WAIT).toContain('Adam ');
    await page.getByRole('switch', { name: 'Show AdaGrad' }).click();
    await expect.poll(() => race.getAttribute('aria-label'), WAIT).not.toContain('AdaGrad');
    await button(page, 'Descend').click();
    await expect.poll(async () => Number(await page.getByRole('slider', { name: 'Step' }).inputValue()), WAIT).toBeGreaterThan(5);
    await button(page, 'Pause').click();
    expect(problems).toEqual({ errors: [], foreign: [] });
  });

  it('turns scores into probabilities', async () => {
    const { page, problems } = await start(/^Softmax/);
    const table = page.getByRole('table', { name: 'Every number of the formula' });
    const p = (): Promise<string[]> => table.locator('tbody tr td:last-child').allInnerTexts();
    // e^2, e^1, e^0.1, e^−1 over their sum.
    await expect.poll(p, WAIT).toEqual(['0.6381', '0.2347', '0.0954', '0.0318', '1.0000']);
    await page.getByRole('slider', { name: 'T', exact: true }).fill('10');
    await expect.poll(async () => Number((await p())[0]), WAIT).toBeLessThan(0.3);
    await page.getByRole('slider', { name: 'z of ship' }).press('End');
    await expect.poll(async () => Number((await p())[3]), WAIT).toBeGreaterThan(0.3);
    expect(problems).toEqual({ errors: [], foreign: [] });
  });

  it('learns by heart, and less so with remedies', async () => {
    const { page, problems } = await start(/^Overfitting/);
    await page.getByRole('switch', { name: 'More data' }).click();
    await button(page, 'Train').click();
    const held = async (side: string): Promise<number> => Number(/held points ([\d.e-]+)/.exec(await page.getByRole('region', { name: side }).innerText())?.[1]);
    await expect.poll(async () => (await held('As it is')) > 1.3 * (await held('With remedies')), { timeout: 60_000 }).toBe(true);
    await button(page, 'Pause').click();
    await button(page, 'Reset').click();
    await expect.poll(() => page.getByRole('region', { name: 'As it is' }).innerText()).toContain('not trained yet');
    expect(problems).toEqual({ errors: [], foreign: [] });
  });

  it('has no finding of axe in either theme', async () => {
    const { page, problems } = await start(/^Decision boundary/, { colorScheme: 'light' });
    await expect.poll(() => figure(page, 'loss').innerText(), WAIT).not.toBe('–');
    expect(await axeFindingsInBothThemes(page)).toEqual([]);
    for (const name of ['Perceptron', 'Convolution', 'Going downhill', 'Softmax', 'Overfitting']) {
      await go(page, name);
      await page.getByRole('region', { name: 'Controls' }).waitFor();
      await page.waitForTimeout(800);
      expect(await axeFindingsInBothThemes(page), name).toEqual([]);
    }
    await button(page, 'Back').click();
    await page.getByRole('heading', { name: 'What would you like to build?' }).waitFor();
    expect(problems).toEqual({ errors: [], foreign: [] });
  });
});
