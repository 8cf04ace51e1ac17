/** The network of the canvas sees live: a camera, files, what goes wrong with them, and weights that change meanwhile. */
import { encode } from 'fast-png';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { describe, expect, it, onTestFinished } from 'vitest';
import { cameraFlags, digitFrame } from './fake-camera';
import { CHROMIUM_MISSING, launchChromium, openPage, startApplication } from './launch';
import { axeFindings, banner, openTemplate, shown, tab } from './page-parts';

/** Of a busy machine; on a quiet one each takes a second or two. */
const PATIENCE = { timeout: 90_000 };

const panel = (page: Page): Locator => page.getByRole('tabpanel', { name: 'Live' });
const press = (page: Page, name: string): Promise<void> => panel(page).getByRole('button', { name, exact: true }).click();
const node = (page: Page, name: string): Locator => page.locator('.react-flow__node').filter({ has: page.getByText(name, { exact: true }) });
const picture = (page: Page): Locator => panel(page).getByRole('img', { name: /what the network sees/ });

/** LeNet-5 beside the Live panel; every stream that the page is given can be asked whether it has ended. */
async function start(flags: readonly string[]) {
  const application = await startApplication();
  const opened = await openPage(await launchChromium(flags), application.link);
  const { page } = opened;
  await page.evaluate(() => {
    const streams: MediaStream[] = [];
    Object.assign(window, { streams });
    const open = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
    navigator.mediaDevices.getUserMedia = async (wanted) => {
      const stream = await open(wanted);
      streams.push(stream);
      return stream;
    };
  });
  await openTemplate(page, /LeNet-5/);
  await tab(page, 'Live').click();
  return opened;
}

const tracks = (page: Page): Promise<readonly string[]> => page.evaluate(() => (window as unknown as { streams: MediaStream[] }).streams.flatMap((stream) => stream.getTracks().map(({ readyState }) => readyState)));

async function answers(page: Page): Promise<readonly [name: string, share: number]> {
  const [name = '', share = '0'] = (await panel(page).getByRole('region', { name: /^Answer of/ }).getByRole('listitem').first().innerText()).split(/\s+/);
  return [name, Number.parseFloat(share)];
}

async function goesLive(page: Page, source: string): Promise<void> {
  await press(page, source);
  await expect.poll(() => panel(page).innerText(), PATIENCE).toMatch(/\d+\.\d\s*frames\/s/);
}

describe.skipIf(CHROMIUM_MISSING)(`seeing live in Chromium${CHROMIUM_MISSING ? `: ${CHROMIUM_MISSING}` : ''}`, () => {
  it('takes the weights of a training while the camera goes on, and lets go of the camera', { timeout: 400_000 }, async () => {
    const { page, problems } = await start(await cameraFlags([digitFrame(7, 240)]));
    await goesLive(page, 'Camera');
    await expect.poll(() => panel(page).innerText()).toContain('untrained weights');
    expect(await tracks(page)).toEqual(['live']);
    // Source and overlay stand on the canvas, and the overlay moves with the camera.
    await node(page, 'Overlay').waitFor();
    expect(await shown(node(page, 'Overlay').getByRole('img', { name: /^Overlay/ }))).not.toMatch(/^data:,$/);
    for (const stage of ['capture', 'preprocess', 'run', 'decode', 'draw', 'camera to screen']) expect(await panel(page).innerText()).toMatch(new RegExp(`${stage}\\s*\\d`));

    await banner(page, 'Train').click();
    // The picture goes on while the training is looked at.
    await page.getByRole('tab', { name: 'Live is on' }).click();
    await expect.poll(async () => (await answers(page))[0] === '7' && (await answers(page))[1] > 90, { timeout: 240_000 }).toBe(true);
    expect(await panel(page).innerText()).toMatch(/trained (?:to step|weights)/);
    // One stream from the first frame to now.
    expect(await tracks(page)).toEqual(['live']);

    await press(page, 'Freeze');
    await panel(page).getByRole('img', { name: /^Frozen frame/ }).waitFor();
    await press(page, 'Go on');
    expect(await axeFindings(page)).toEqual([]);
    await press(page, 'Stop');
    await panel(page).getByRole('button', { name: 'Camera', exact: true }).waitFor();
    expect(await tracks(page)).toEqual(['ended']);

    // The camera is off when its box goes, when the panel closes, and when the document does.
    await goesLive(page, 'Camera');
    await node(page, 'Overlay').click({ position: { x: 30, y: 10 } });
    await page.keyboard.press('Delete');
    await expect.poll(() => tracks(page)).toEqual(['ended', 'ended']);
    expect(await node(page, 'Overlay').count()).toBe(0);
    await page.keyboard.press('Control+z');
    await node(page, 'Overlay').waitFor();
    await goesLive(page, 'Camera');
    await page.keyboard.press('Control+j');
    await expect.poll(() => tracks(page)).toEqual(['ended', 'ended', 'ended']);
    expect(problems).toEqual({ errors: [], foreign: [] });
  });

  it('says what is wrong with a camera and what to do, and remembers which one was chosen', { timeout: 300_000 }, async () => {
    const { page } = await start(['--use-fake-ui-for-media-stream', '--use-fake-device-for-media-stream=device-count=2']);
    const failing = (name: string) =>
      page.evaluate((error) => {
        const media = navigator.mediaDevices as unknown as { getUserMedia: unknown; original?: unknown };
        media.original ??= media.getUserMedia;
        media.getUserMedia = error === '' ? media.original : () => Promise.reject(new DOMException('why', error));
      }, name);
    for (const [name, words] of [['NotAllowedError', 'The camera is not allowed.'], ['NotFoundError', 'No camera was found.'], ['NotReadableError', 'The camera is busy.']] as const) {
      await failing(name);
      await press(page, 'Camera');
      await panel(page).getByRole('alert').getByText(words).waitFor();
    }
    await failing('');
    await goesLive(page, 'Camera');
    const choice = panel(page).getByRole('combobox', { name: 'Camera' });
    const [first, second] = await choice.getByRole('option').allInnerTexts();
    expect([first, second]).toEqual(['fake_device_0', 'fake_device_1']);
    await choice.selectOption({ label: second! });
    await expect.poll(() => panel(page).innerText(), PATIENCE).toMatch(/frames\/s[\s\S]*fake_device_1/);
    expect(await tracks(page)).toEqual(['ended', 'live']);

    // Unplugged: the track ends by itself.
    await page.evaluate(() => (window as unknown as { streams: MediaStream[] }).streams.at(-1)!.getVideoTracks()[0]!.dispatchEvent(new Event('ended')));
    await panel(page).getByText('The camera was unplugged or taken away.').waitFor();
    await goesLive(page, 'Camera');
    expect(await panel(page).innerText()).toContain('fake_device_1');
  });

  it('plays a folder of pictures, read where they lie', { timeout: 300_000 }, async () => {
    const { page, problems } = await start([]);
    const folder = await mkdtemp(join(tmpdir(), 'layerloom-pictures-'));
    onTestFinished(() => rm(folder, { recursive: true, force: true }));
    await mkdir(join(folder, 'digits'));
    for (const digit of [1, 8]) await writeFile(join(folder, 'digits', `${digit}.png`), encode(digitFrame(digit, 56)));
    const chooser = page.waitForEvent('filechooser');
    await press(page, 'Image folder');
    await (await chooser).setFiles(join(folder, 'digits'));
    await panel(page).getByText('digits, 2 pictures').waitFor(PATIENCE);
    await expect.poll(() => panel(page).innerText(), PATIENCE).toContain('56×56');
    const before = await shown(picture(page));
    await expect.poll(() => shown(picture(page)), PATIENCE).not.toBe(before);
    expect(problems).toEqual({ errors: [], foreign: [] });
  });
});
