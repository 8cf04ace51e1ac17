/** The debugger's parts on a page. */
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import type { Example } from '../../engine/examples/example';
import { launchChromium, openPage, startApplication } from './launch';

export async function start(options: Parameters<typeof openPage>[2] = {}) {
  const application = await startApplication();
  const browser = await launchChromium();
  return openPage(browser, application.link, { viewport: { width: 1440, height: 900 }, ...options });
}

export const panel = (page: Page) => page.getByRole('tabpanel', { name: 'Debugger' });
export const cells = (page: Page, value: string) => panel(page).getByRole('region', { name: value, exact: true }).getByRole('gridcell');

export async function openExample(page: Page, { title }: Example): Promise<void> {
  await page.getByRole('button', { name: title, exact: true }).click();
  await page.getByRole('gridcell').first().waitFor();
}

export async function backToStart(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'LayerLoom menu' }).click();
  await page.getByRole('menuitem', { name: /Start screen/ }).click();
}

/** The engine may be starting, and other tests run beside this one. */
export const eventually = <T>(read: () => Promise<T>) => expect.poll(read, { timeout: 15_000 });
