/** A detector in Chromium: what it finds lies over the picture from a chosen score on, and its run is judged object by object. */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { CHROMIUM_MISSING, launchChromium, openPage, startApplication } from './launch';
import { axeFindingsInBothThemes, openTemplate, shown, tab } from './page-parts';

const PROGRAM = fileURLToPath(new URL('../../bin/layerloom.mjs', import.meta.url));

/** `prepare` gets the folder of the application before the window opens. */
async function openOn(title: RegExp, search: string, prepare?: (folder: string) => Promise<unknown>) {
  const application = await startApplication();
  await prepare?.(join(application.base, 'application'));
  const opened = await openPage(await launchChromium(), application.link, { viewport: { width: 1440, height: 900 } });
  await opened.page.getByPlaceholder(/^Search \d+ networks/).fill(search);
  await openTemplate(opened.page, title);
  return opened;
}

describe.skipIf(CHROMIUM_MISSING)(`objects in Chromium${CHROMIUM_MISSING ? `: ${CHROMIUM_MISSING}` : ''}`, () => {
  it('are shown from a chosen score on, by class, one by one and panoptic; where there are none, words say so', async () => {
    const { page, problems } = await openOn(/Small Mask R-CNN/, 'mask');
    await tab(page, 'Predict').click();
    const picture = page.getByRole('img', { name: /over the picture$/ });
    await picture.waitFor({ timeout: 60_000 });
    const score = page.getByRole('slider', { name: 'Score at least' });
    await score.fill('1');
    await page.getByText(/^Nothing was found with a score of 100\.0 % or more/).waitFor();
    const bare = await shown(picture);
    await score.fill('0.05');
    const legend = page.getByRole('list', { name: /^Classes of / });
    await legend.getByRole('listitem').first().waitFor();
    await expect.poll(() => shown(picture)).not.toBe(bare);
    const views = new Set([bare]);
    for (const name of ['Instances', 'Semantic', 'Panoptic']) {
      await page.getByRole('button', { name, exact: true }).click();
      await expect.poll(() => page.getByRole('button', { name, exact: true }).getAttribute('aria-pressed')).toBe('true');
      views.add(await shown(picture));
    }
    expect(views.size).toBe(4);
    expect(await axeFindingsInBothThemes(page)).toEqual([]);
    expect(problems).toEqual({ errors: [], foreign: [] });
  }, 180_000);

  it('give a head the anchors that fit them best, by a search for the command, and an undo takes them back', async () => {
    const { page, problems } = await openOn(/Small YOLO v2/, 'yolo-v2');
    // Until the data is read, the command says that it is not.
    await page.getByText(/^sample \d+$/).waitFor({ timeout: 60_000 });
    await page.keyboard.press('Control+k');
    await page.getByRole('dialog').getByRole('combobox').fill('fit anchors');
    await page.getByRole('dialog').getByRole('option', { name: /^Fit anchors to data/ }).waitFor();
    await page.keyboard.press('Enter');
    const anchors = page.getByRole('textbox', { name: 'Anchors', exact: true });
    await anchors.waitFor();
    const before = await anchors.inputValue();
    await page.getByText(/^\d\d\.\d % → \d\d\.\d % mean overlap with [\d,]+ objects in 300 training pictures$/).waitFor({ timeout: 60_000 });
    expect(await anchors.inputValue()).not.toBe(before);
    expect(await axeFindingsInBothThemes(page)).toEqual([]);
    await page.getByRole('button', { name: /^Undo/ }).first().click();
    await expect.poll(() => anchors.inputValue()).toBe(before);
    expect(problems).toEqual({ errors: [], foreign: [] });
  }, 180_000);

  it('of a run are judged: curves, classes, what is taken for what, and the pictures of one kind of error', async () => {
    // The smallest training that has scores: none of its boxes is right.
    const train = (folder: string) => promisify(execFile)(process.execPath, [PROGRAM, 'train', 'yolo-v1-small', '--data', 'builtin:scenes:16', '--epochs', '1', '--batch', '8', '--out', join(folder, 'runs', 'small')]);
    const { page, problems } = await openOn(/Small YOLO v1/, 'yolo-v1', train);
    await tab(page, 'Training').click();
    await page.getByRole('button', { name: 'Runs', exact: true }).click();
    await page.getByRole('dialog').getByRole('button', { name: /^small/ }).first().click();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Answers', exact: true }).click();
    const objects = page.getByRole('region', { name: 'Objects' });
    await objects.getByRole('img', { name: /^Precision over recall, all classes: AP50/ }).waitFor({ timeout: 60_000 });
    expect(await objects.getByRole('row').count()).toBe(10);
    await objects.getByRole('button', { name: 'Confusion', exact: true }).click();
    await objects.getByRole('button', { name: /^[1-9]\d* objects? of .+ missed/ }).first().click();
    await page.getByText(/picture of the \d+ with what was chosen/).waitFor();
    await page.getByRole('button', { name: /^[1-9]\d* missed$/ }).click();
    const sample = page.getByRole('region', { name: 'Worst answers' }).getByRole('button', { name: /nothing found|object/ }).first();
    await sample.click();
    await expect.poll(() => sample.getAttribute('aria-pressed')).toBe('true');
    expect(await axeFindingsInBothThemes(page)).toEqual([]);
    expect(problems).toEqual({ errors: [], foreign: [] });
  }, 180_000);
});
