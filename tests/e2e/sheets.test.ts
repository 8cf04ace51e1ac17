/** Sheets with the numbers of one student, printed from the window. */
import { describe, expect, it } from 'vitest';
import { EXAMPLES } from '../../engine/examples';
import { eventually, start } from './debugger-parts';
import { CHROMIUM_MISSING } from './launch';

describe.skipIf(CHROMIUM_MISSING)(`sheets in Chromium${CHROMIUM_MISSING ? `: ${CHROMIUM_MISSING}` : ''}`, () => {
  it.each(['mlp-2-2-2', 'separable-cost'])('%s is printed, the task alone or with its answers', async (id) => {
    const { page, problems } = await start();
    // No printer is asked: the page that would be printed is kept instead.
    await page.addInitScript(() => {
      globalThis.print = () => {
        (globalThis.top as unknown as { printed: string[] }).printed = [...((globalThis.top as unknown as { printed?: string[] }).printed ?? []), document.body.innerText];
      };
    });
    await page.getByRole('button', { name: EXAMPLES.find((example) => example.id === id)!.title, exact: true }).click();
    await page.getByRole('button', { name: 'Numbers per student…' }).click();
    await page.getByRole('textbox', { name: /^ID, name/ }).fill('4711');
    const printed = () => page.evaluate(() => (globalThis as unknown as { printed?: string[] }).printed ?? []);
    await page.getByRole('button', { name: 'Print the task' }).click();
    await eventually(async () => (await printed()).length).toBe(1);
    await page.getByRole('button', { name: 'Print the answers' }).click();
    await eventually(async () => (await printed()).length).toBe(2);
    const [task, answers] = await printed();
    expect(task).toContain('(4711)');
    expect(task).not.toContain('Answers');
    expect(answers!.startsWith(task!.split('\n')[0]!)).toBe(true);
    expect(answers).toMatch(/Answers\n+[^\n]+\n= /);
    expect(problems).toEqual({ errors: [], foreign: [] });
  });
});
