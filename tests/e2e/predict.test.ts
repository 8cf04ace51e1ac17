/** A network is asked by hand: drawn digits, a camera, no camera; the boxes show what happens on the way. */
import { writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CHROMIUM_MISSING, launchChromium, openPage, startApplication } from './launch';
import { answers, axeFindings, box, maps, shown } from './page-parts';

interface StartOptions {
  readonly flags?: readonly string[];
  readonly page?: Parameters<typeof openPage>[2];
}

/** LeNet-5 on the canvas, its first sample on the boxes, the Predict panel below. */
async function start({ flags, page: options }: StartOptions = {}) {
  const application = await startApplication();
  const browser = await launchChromium(flags);
  const opened = await openPage(browser, application.link, { viewport: { width: 1440, height: 900 }, ...options });
  const { page } = opened;
  await page.getByRole('button', { name: /LeNet-5/ }).click();
  await page.getByRole('tab', { name: 'Predict' }).click();
  await maps(page, 'conv1').waitFor();
  return opened;
}

/** A green frame with a white bar that walks, forty times, as a camera would send it. */
function fakeVideo(): string {
  const [width, height, frames] = [160, 120, 40];
  const pieces: Buffer[] = [Buffer.from(`YUV4MPEG2 W${width} H${height} F20:1 Ip A1:1 C420mpeg2\n`)];
  for (let frame = 0; frame < frames; frame++) {
    const luma = Buffer.alloc(width * height, 16);
    const left = 30 + 2 * frame;
    for (let row = 20; row < 100; row++) luma.fill(235, row * width + left, row * width + left + 16);
    pieces.push(Buffer.from('FRAME\n'), luma, Buffer.alloc((width * height) / 2, 128));
  }
  const file = join(tmpdir(), `layerloom-camera-${process.pid}.y4m`);
  writeFileSync(file, Buffer.concat(pieces));
  return file;
}

describe.skipIf(CHROMIUM_MISSING)(`asking a network in Chromium${CHROMIUM_MISSING ? `: ${CHROMIUM_MISSING}` : ''}`, () => {
  it('answers a drawing stroke by stroke, on the boxes too', async () => {
    const { page, problems } = await start();
    await expect.poll(() => page.getByRole('region', { name: 'Sample' }).innerText()).toContain('untrained weights');
    const firstMaps = await shown(maps(page, 'conv1'));
    const firstAnswer = await answers(page).innerText();

    const pad = (await page.getByRole('img', { name: /^Drawing pad/ }).boundingBox())!;
    const at = (x: number, y: number): [number, number] => [pad.x + x * pad.width, pad.y + y * pad.height];
    await page.mouse.move(...at(0.3, 0.2));
    await page.mouse.down();
    await page.mouse.move(...at(0.7, 0.2), { steps: 6 });
    // While the pen is still down.
    await expect.poll(() => answers(page).innerText()).not.toBe(firstAnswer);
    await page.mouse.move(...at(0.4, 0.8), { steps: 6 });
    await page.mouse.up();
    await expect.poll(() => page.getByRole('region', { name: 'Sample' }).innerText()).toContain('given by hand');
    await expect.poll(() => shown(maps(page, 'conv1'))).not.toBe(firstMaps);
    const [drawnMaps, drawnAnswer] = [await shown(maps(page, 'conv1')), await answers(page).innerText()];
    expect(drawnAnswer).not.toBe(firstAnswer);

    // A second stroke, and back again.
    await page.mouse.move(...at(0.2, 0.5));
    await page.mouse.down();
    await page.mouse.move(...at(0.8, 0.5), { steps: 6 });
    await page.mouse.up();
    await expect.poll(() => answers(page).innerText()).not.toBe(drawnAnswer);
    await page.getByRole('button', { name: 'Take back the last stroke' }).click();
    await expect.poll(() => shown(maps(page, 'conv1'))).toBe(drawnMaps);
    await page.getByRole('button', { name: 'Clear' }).click();
    await expect.poll(() => answers(page).innerText()).toBe(firstAnswer);
    expect(problems).toEqual({ errors: [], foreign: [] });
  });

  it('shows a layer from near, with values to read and filters', async () => {
    const { page, problems } = await start();
    await box(page, 'conv1').click();
    await page.getByRole('button', { name: 'Feature maps and filters' }).click();
    const dialog = page.getByRole('dialog', { name: 'conv1' });
    await dialog.getByRole('group', { name: /^channel 5,/ }).waitFor();
    expect(await dialog.innerText()).toContain('28×28×6  height × width × channels');
    await dialog.getByRole('group', { name: /^channel 2,/ }).hover();
    await expect.poll(() => dialog.getByRole('status').innerText()).toMatch(/^channel 2, row 1\d, column 1\d: −?\d/);
    await dialog.getByRole('group', { name: /^channel 0,/ }).focus();
    await page.keyboard.press('ArrowRight');
    await expect.poll(() => dialog.getByRole('status').innerText()).toMatch(/^channel 0, row 0, column 1: /);
    await dialog.getByRole('tab', { name: 'weight' }).click();
    await dialog.getByRole('group', { name: /^filter 5,/ }).waitFor();
    expect(await axeFindings(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });

    // The boxes grow and shrink together, by one command.
    const height = (await box(page, 'conv1').boundingBox())!.height;
    await page.getByRole('application').press('Alt+m');
    await expect.poll(async () => (await box(page, 'conv1').boundingBox())!.height).toBeLessThan(height);
    expect(await maps(page, 'conv1').count()).toBe(0);
    expect(problems).toEqual({ errors: [], foreign: [] });
  });

  it('steps through the rows of the data', async () => {
    const { page, problems } = await start();
    const before = await shown(maps(page, 'input'));
    await page.getByRole('radio', { name: 'Data row' }).click();
    await page.getByRole('region', { name: 'image' }).getByRole('button', { name: 'Next' }).click();
    await expect.poll(() => shown(maps(page, 'input'))).not.toBe(before);
    await page.getByRole('region', { name: 'image' }).getByRole('button', { name: 'Previous' }).click();
    await expect.poll(() => shown(maps(page, 'input'))).toBe(before);
    for (const theme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
      // Colours glide into the other theme; on a busy machine that takes its time.
      await expect.poll(() => axeFindings(page), { timeout: 15_000 }).toEqual([]);
    }
    expect(problems).toEqual({ errors: [], foreign: [] });
  });

  it('follows a camera, and lets go of it', async () => {
    const { page, problems } = await start({ flags: ['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream', `--use-file-for-fake-video-capture=${fakeVideo()}`] });
    const before = await shown(maps(page, 'input'));
    await page.getByRole('radio', { name: 'Camera' }).click();
    expect(await page.locator('video').count()).toBe(0);
    await page.getByRole('button', { name: 'Start the camera' }).click();
    await expect.poll(() => shown(maps(page, 'input')), { timeout: 20_000 }).not.toBe(before);
    const seen = new Set<string>();
    await expect.poll(async () => seen.add(await shown(maps(page, 'input'))).size, { timeout: 20_000 }).toBeGreaterThan(3);
    await expect.poll(() => page.getByRole('region', { name: 'image' }).innerText()).toMatch(/frames\/s\s*\d+\.\d[\s\S]*ms per answer\s*\d+/);
    const live = await page.locator('video').evaluateHandle((video) => (video as HTMLVideoElement).srcObject as MediaStream);
    await page.getByRole('button', { name: 'Stop', exact: true }).click();
    await page.getByRole('button', { name: 'Start the camera' }).waitFor();
    expect(await live.evaluate((stream) => stream.getTracks().map(({ readyState }) => readyState))).toEqual(['ended']);
    expect(problems).toEqual({ errors: [], foreign: [] });
  });

  it('says in words that the camera is not allowed', async () => {
    const { page } = await start({ flags: ['--use-fake-device-for-media-stream', '--deny-permission-prompts'] });
    await page.getByRole('radio', { name: 'Camera' }).click();
    await page.getByRole('button', { name: 'Start the camera' }).click();
    await page.getByText('The camera is not allowed.').waitFor();
    await page.getByRole('button', { name: 'Start the camera' }).waitFor();
  });

  it('says in words that there is no camera', async () => {
    const { page } = await start();
    // Whether or not the machine of the test has one.
    await page.evaluate(() => {
      navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('Requested device not found', 'NotFoundError'));
    });
    await page.getByRole('radio', { name: 'Camera' }).click();
    await page.getByRole('button', { name: 'Start the camera' }).click();
    await page.getByText('No camera was found.').waitFor();
  });
});
