/** The Predict panel as tests use it. */
import type { Page } from 'playwright-core';

/** With the pointer on the pad of the Predict panel, in one stroke. */
export async function drawSeven(page: Page): Promise<void> {
  const pad = (await page.getByRole('img', { name: /^Drawing pad/ }).boundingBox())!;
  const at = (x: number, y: number): [number, number] => [pad.x + x * pad.width, pad.y + y * pad.height];
  await page.mouse.move(...at(0.28, 0.22));
  await page.mouse.down();
  await page.mouse.move(...at(0.72, 0.22), { steps: 8 });
  await page.mouse.move(...at(0.45, 0.82), { steps: 8 });
  await page.mouse.up();
}
