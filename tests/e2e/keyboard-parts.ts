/** Going through the window with keys alone. The keyboard must be somewhere at every press, and one must see where. */
import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';

/** Where the keyboard is, in words; undefined where it is lost or cannot be seen. */
async function keyboardPlace(page: Page): Promise<string | undefined> {
  return page.evaluate(() => {
    const control = document.activeElement;
    if (!control || control === document.body || !control.matches(':focus-visible')) return undefined;
    // A field is marked by the frame around it.
    for (let at: Element | null = control, depth = 0; at && depth < 4; at = at.parentElement, depth++) {
      const { outlineStyle, boxShadow, borderColor } = getComputedStyle(at);
      if (outlineStyle !== 'none' || boxShadow !== 'none' || (depth > 0 && at.matches(':focus-within') && borderColor !== '')) return `${control.tagName} ${control.getAttribute('aria-label') ?? control.textContent?.slice(0, 40)}`;
    }
    return undefined;
  });
}

/** After what was pressed has taken effect. */
export async function expectKeyboard(page: Page): Promise<void> {
  await expect.poll(() => keyboardPlace(page), { timeout: 10_000, message: 'where the keyboard is' }).not.toBeUndefined();
}

export async function hasKeyboard(target: Locator): Promise<boolean> {
  if ((await target.count()) === 0) return false;
  return target.first().evaluate((element) => element === document.activeElement || element.contains(document.activeElement));
}

/** Presses Tab until a control has the keyboard. */
export async function tabTo(page: Page, target: Locator, { key = 'Tab', most = 60 } = {}): Promise<void> {
  for (let presses = 0; presses < most; presses++) {
    if (await hasKeyboard(target)) return expectKeyboard(page);
    await page.keyboard.press(key);
    await expectKeyboard(page);
  }
  throw new Error(`${most} times ${key} do not lead to ${String(target)}; the keyboard is at ${await keyboardPlace(page)}`);
}

/** In place of what a field holds. */
export async function typeInto(page: Page, field: Locator, text: string): Promise<void> {
  await tabTo(page, field);
  await page.keyboard.press('Control+a');
  await page.keyboard.type(text);
}
