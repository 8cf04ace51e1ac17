/** The debugger as a person uses it, with the pointer and with keys. */
import { describe, expect, it } from 'vitest';
import { EXAMPLES } from '../../engine/examples';
import { backToStart, cells, eventually, openExample, panel, start } from './debugger-parts';
import { CHROMIUM_MISSING } from './launch';
import { axeFindingsInBothThemes, box, openTemplate, tab } from './page-parts';

describe.skipIf(CHROMIUM_MISSING)(`the debugger in Chromium${CHROMIUM_MISSING ? `: ${CHROMIUM_MISSING}` : ''}`, () => {
  it('shows what the notes print where that is a slip, and the calculation of the cell beside it', async () => {
    const { page, problems } = await start();
    await openExample(page, EXAMPLES.find(({ id }) => id === 'conv-grey-5x5')!);
    const last = cells(page, 'conv.out').last();
    expect(await last.innerText()).toMatch(/1\.9\d*\s+printed 1\.4/);
    await panel(page).getByRole('button', { name: 'Cells', exact: true }).click();
    await cells(page, 'conv.out').last().click();
    await eventually(() => panel(page).getByRole('region', { name: 'Calculation' }).innerText()).toMatch(/conv\.out\[0,2,2\] = 1\.9/);
    // The window lies on the last three rows and columns.
    await eventually(() => cells(page, 'picture.out').evaluateAll((all) => all.flatMap((cell, index) => (cell.hasAttribute('data-read') ? [index] : [])))).toEqual([12, 13, 14, 17, 18, 19, 22, 23, 24]);
    await panel(page).getByRole('img', { name: 'picture: the cell sees rows 2 to 4, columns 2 to 4' }).waitFor();
    // The arrow keys go from cell to cell.
    await page.keyboard.press('ArrowUp');
    await eventually(() => panel(page).getByRole('region', { name: 'Calculation' }).innerText()).toContain('conv.out[0,1,2]');
    expect(problems).toEqual({ errors: [], foreign: [] });
  });

  it('draws a dense network neuron by neuron; a changed weight changes everything behind it, and can be undone', async () => {
    const { page, problems } = await start();
    await openExample(page, EXAMPLES.find(({ id }) => id === 'mlp-3-2-2-1-squared')!);
    await panel(page).getByRole('button', { name: 'Neurons', exact: true }).click();
    const unit = (name: string) => panel(page).locator('svg').getByRole('button', { name: new RegExp(`^${name}( =|$)`) });
    await unit('x1').waitFor();
    // Nothing is known of the answer before the step has come there.
    expect(await unit('a8').getAttribute('data-value')).toBeNull();
    await page.keyboard.press('F9');
    await eventually(async () => Number(await unit('a8').getAttribute('data-value'))).toBeCloseTo(0.74073, 4);
    await panel(page).getByRole('combobox', { name: 'Weight', exact: true }).selectOption('w46');
    const calculation = panel(page).getByRole('region', { name: 'Calculation' });
    await eventually(() => calculation.innerText()).toContain('(a8 − y)·a8(1 − a8)·w68·a6(1 − a6)·a4');
    const before = await unit('a8').getAttribute('data-value');
    await panel(page).getByRole('textbox', { name: 'Value of w46' }).fill('0.9');
    await eventually(() => unit('a8').getAttribute('data-value')).not.toBe(before);
    await page.getByRole('button', { name: /^Undo/ }).click();
    await eventually(() => unit('a8').getAttribute('data-value')).toBe(before);
    // An input, too.
    await panel(page).getByRole('button', { name: 'Inputs and targets' }).click();
    await page.getByRole('textbox', { name: 'x 0' }).fill('1');
    await eventually(() => unit('x1').getAttribute('data-value')).toBe('1');
    await eventually(() => unit('a8').getAttribute('data-value')).not.toBe(before);
    expect(problems).toEqual({ errors: [], foreign: [] });
  });

  it('steps through a convolutional network on a row of its data, by layer and by op, to the selected box and back', async () => {
    const { page, problems } = await start();
    await openTemplate(page, /LeNet-5/);
    await tab(page, 'Debugger').click();
    await eventually(() => page.locator('.react-flow__node').filter({ has: page.locator('[data-marked]') }).innerText()).toContain('conv1');
    await box(page, 'dense4').click();
    await page.keyboard.press('Control+F10');
    await eventually(() => page.locator('.react-flow__node').filter({ has: page.locator('[data-marked]') }).innerText()).toContain('dense4');
    await panel(page).getByRole('button', { name: 'By op', exact: true }).click();
    const current = panel(page).getByRole('status', { name: /^Step \d/ });
    const before = await current.getAttribute('aria-label');
    await page.keyboard.press('Shift+F10');
    await eventually(() => current.getAttribute('aria-label')).not.toBe(before);
    await panel(page).getByRole('button', { name: 'In use', exact: true }).click();
    await eventually(() => panel(page).getByRole('heading', { name: 'Backward' }).count()).toBe(0);
    expect(problems).toEqual({ errors: [], foreign: [] });
  });

  it('runs to breakpoints that are set with the pointer or by keys, marks them on the canvas, and says why it stopped', async () => {
    const { page, problems } = await start();
    await openTemplate(page, /LeNet-5/);
    await tab(page, 'Debugger').click();
    const marked = () => page.locator('.react-flow__node').filter({ has: page.locator('[data-marked]') }).innerText();
    const reason = panel(page).getByRole('status', { name: 'Why running stopped' });
    await panel(page).getByRole('button', { name: 'Breakpoint at pool1', exact: true }).first().click();
    await box(page, 'dense3').click();
    await page.keyboard.press('Control+F9');
    await eventually(() => page.locator('.react-flow__node [data-breakpoint]').count()).toBe(2);
    await page.keyboard.press('F9');
    await eventually(marked).toContain('pool1');
    expect(await reason.innerText()).toBe('Breakpoint at pool1, forward.');
    await page.keyboard.press('F9');
    await eventually(marked).toContain('dense3');
    await page.keyboard.press('F9');
    await eventually(() => reason.innerText()).toBe('Breakpoint at dense3, backward.');
    // A limit that some gradient exceeds, and no boxes.
    await page.getByRole('button', { name: 'Breakpoints: 2' }).click();
    const popover = page.getByRole('dialog', { name: 'Breakpoints' });
    await popover.getByRole('button', { name: 'Remove all breakpoints' }).click();
    await popover.getByRole('textbox', { name: 'Largest gradient' }).fill('0.1');
    await popover.getByRole('switch', { name: /gradient/ }).click();
    await page.keyboard.press('Escape');
    await page.keyboard.press('Shift+F9');
    await page.keyboard.press('F9');
    await eventually(() => reason.innerText()).toMatch(/^\|.+\.grad\| reaches .+, above 0\.1000\.$/);
    expect(problems).toEqual({ errors: [], foreign: [] });
  });

  it('finds where numbers end', async () => {
    const { page, problems } = await start();
    await openExample(page, EXAMPLES.find(({ id }) => id === 'mlp-3-2-2-1-squared')!);
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox', { name: /Search/ }).fill('NaN or infinity');
    await page.keyboard.press('Enter');
    await panel(page).getByRole('button', { name: 'Inputs and targets' }).click();
    await page.getByRole('textbox', { name: 'target' }).fill('-3e38');
    await page.keyboard.press('Escape');
    await panel(page).getByRole('button', { name: 'Breakpoints: 1' }).waitFor();
    await eventually(async () => {
      await page.keyboard.press('Shift+F9');
      await page.keyboard.press('F9');
      return panel(page).getByRole('status', { name: 'Why running stopped' }).innerText();
    }).toContain('is the first to hold a number that is NaN or infinite.');
    expect(problems).toEqual({ errors: [], foreign: [] });
  });

  it('keeps watched numbers in sight, update by update', async () => {
    const { page, problems } = await start();
    await openExample(page, EXAMPLES.find(({ id }) => id === 'mlp-2-2-2')!);
    await page.keyboard.press('F9');
    await panel(page).getByRole('button', { name: /\.weight\.next/ }).first().click();
    const first = panel(page).getByRole('gridcell').first();
    await first.click();
    const name = (await first.getAttribute('title'))!.split(' = ')[0]!;
    await page.keyboard.press('Control+F8');
    const watched = panel(page).getByRole('region', { name: 'Watched' });
    await watched.getByRole('button', { name }).waitFor();
    const at = async (update: number) => {
      await eventually(() => panel(page).getByRole('button', { name: 'Next update' }).locator('xpath=..').innerText()).toBe(`Update ${update}`);
      await eventually(() => first.getAttribute('title')).toContain(name);
    };
    await at(1);
    const before = await first.getAttribute('title');
    await panel(page).getByRole('button', { name: 'Next update' }).click();
    await at(2);
    await panel(page).getByRole('button', { name: 'Watches 1' }).click();
    const row = panel(page).getByRole('row').filter({ hasText: name });
    // The newest first; the first update still has its number.
    await eventually(() => row.getByRole('cell').nth(1).getAttribute('title')).toBe(before!.split(' = ')[1]);
    await row.getByRole('img').waitFor();
    await page.keyboard.press('Shift+F9');
    await eventually(() => row.getByRole('cell').first().innerText()).toBe('not yet');
    await row.getByRole('button', { name: `Stop watching ${name}` }).click();
    await panel(page).getByText('Nothing is watched yet.').waitFor();
    expect(problems).toEqual({ errors: [], foreign: [] });
  });

  it('steps through any row of the data, and through a digit that is drawn', async () => {
    const { page, problems } = await start();
    await openTemplate(page, /LeNet-5/);
    await tab(page, 'Debugger').click();
    const target = async () => {
      await panel(page).getByRole('button', { name: 'output', exact: true }).nth(1).click();
      await panel(page).locator('section[aria-label="Goes in"] button', { hasText: 'output.target' }).click();
      return cells(page, 'output.target').first().getAttribute('title');
    };
    const popover = page.getByRole('dialog', { name: 'Sample' });
    const choose = () => panel(page).getByRole('button', { name: /^Sample: / }).click();
    await choose();
    await popover.getByRole('combobox', { name: 'class' }).selectOption('7');
    await eventually(() => popover.getByRole('list', { name: 'Rows' }).getByRole('button').first().innerText()).toMatch(/7$/);
    await popover.getByRole('list', { name: 'Rows' }).getByRole('button').nth(1).click();
    await eventually(target).toBe('output.target = 7');
    await choose();
    await popover.getByRole('textbox', { name: 'Row' }).fill('12');
    await panel(page).getByRole('button', { name: 'Sample: Row 12' }).waitFor();
    await popover.getByRole('tab', { name: 'By hand' }).click();
    const pad = (await popover.getByRole('img', { name: /Drawing pad/ }).boundingBox())!;
    await page.mouse.move(pad.x + 80, pad.y + 30);
    await page.mouse.down();
    await page.mouse.move(pad.x + 84, pad.y + 130, { steps: 6 });
    await page.mouse.up();
    await panel(page).getByRole('button', { name: 'Sample: Given by hand' }).waitFor();
    // Nothing moves under the pen.
    expect(await popover.getByRole('img', { name: /Drawing pad/ }).boundingBox()).toEqual(pad);
    await popover.getByRole('combobox', { name: 'output should answer' }).selectOption('1');
    await eventually(target).toBe('output.target = 1');
    expect(problems).toEqual({ errors: [], foreign: [] });
  });

  it('lays another optimizer beside the own one, on the same gradients', async () => {
    const { page, problems } = await start();
    await openExample(page, EXAMPLES.find(({ id }) => id === 'mlp-2-2-2')!);
    await page.keyboard.press('F9');
    await panel(page).getByRole('button', { name: 'Next update' }).click();
    await panel(page).getByRole('button', { name: 'Next update' }).click();
    await panel(page).getByRole('button', { name: 'Optimizers', exact: true }).click();
    await panel(page).getByRole('combobox', { name: 'Beside' }).selectOption('adam');
    const table = panel(page).getByRole('group', { name: /^Updates of / }).getByRole('table');
    await eventually(() => table.getByRole('row').count()).toBe(5);
    const read = (row: number) => table.getByRole('row').nth(row).getByRole('cell').evaluateAll((all) => all.map((cell) => Number((cell as HTMLElement).title)));
    // gradient | change, weight | mean, square, c₁, c₂, change, weight; the newest first.
    const [[g3], [g2], [g1]] = [await read(2), await read(3), await read(4)];
    const newest = await read(2);
    expect(newest).toHaveLength(9);
    const mean = 0.1 * (g3! + 0.9 * g2! + 0.81 * g1!);
    expect(newest[3]).toBeCloseTo(mean, 6);
    expect(newest[5]).toBeCloseTo(1 / (1 - 0.9 ** 3), 5);
    expect(newest[1]! / (await read(4))[1]!).toBeCloseTo(g3! / g1!, 2);
    expect(problems).toEqual({ errors: [], foreign: [] });
  });

  it('draws numbers per student, the same for the same ID, and saves sheets of them', async () => {
    const { page, problems } = await start();
    await openExample(page, EXAMPLES.find(({ id }) => id === 'mlp-2-2-2')!);
    await page.getByRole('button', { name: 'Numbers per student…' }).click();
    await page.getByRole('textbox', { name: /^ID, name/ }).fill('4711');
    const saved = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Save the answers' }).click();
    expect((await saved).suggestedFilename()).toBe('mlp-2-2-2 4711 answers.html');
    await page.getByRole('button', { name: 'Open with these numbers' }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.getByText('2-2-2 with sigmoids (4711)').waitFor();
    await cells(page, 'hidden.out').first().waitFor();
    expect(problems).toEqual({ errors: [], foreign: [] });
  });

  it('gives axe nothing to say in either theme', async () => {
    const { page } = await start({ colorScheme: 'light' });
    expect(await axeFindingsInBothThemes(page)).toEqual([]);
    await openExample(page, EXAMPLES.find(({ id }) => id === 'mlp-3-2-2-1-squared')!);
    await page.keyboard.press('F9');
    await page.getByRole('region', { name: /\.next$/ }).getByRole('gridcell').first().waitFor();
    expect(await axeFindingsInBothThemes(page)).toEqual([]);
    await panel(page).getByRole('button', { name: 'Neurons', exact: true }).click();
    await panel(page).getByRole('combobox', { name: 'Weight', exact: true }).selectOption('w46');
    await panel(page).getByRole('region', { name: 'Calculation' }).getByRole('definition').first().waitFor();
    expect(await axeFindingsInBothThemes(page)).toEqual([]);
    await page.keyboard.press('Control+F8');
    await panel(page).getByRole('button', { name: 'Watches 1' }).click();
    await panel(page).getByRole('table', { name: 'Watched values' }).getByTitle(/\d/).first().waitFor();
    expect(await axeFindingsInBothThemes(page)).toEqual([]);
    await panel(page).getByRole('button', { name: 'Optimizers', exact: true }).click();
    await panel(page).getByRole('group', { name: /^Updates of / }).waitFor();
    expect(await axeFindingsInBothThemes(page)).toEqual([]);
    await panel(page).getByRole('button', { name: 'Breakpoints', exact: true }).click();
    await page.getByRole('dialog', { name: 'Breakpoints' }).waitFor();
    expect(await axeFindingsInBothThemes(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await backToStart(page);
    await openExample(page, EXAMPLES.find(({ id }) => id === 'conv-rgb-per-channel')!);
    await panel(page).getByRole('button', { name: 'Cells', exact: true }).click();
    await cells(page, 'picture.out').first().waitFor();
    expect(await axeFindingsInBothThemes(page)).toEqual([]);
    await backToStart(page);
    await openTemplate(page, /LeNet-5/);
    await tab(page, 'Debugger').click();
    await panel(page).getByRole('button', { name: /^Sample: Row/ }).click();
    await page.getByRole('list', { name: 'Rows' }).getByRole('button').first().waitFor();
    expect(await axeFindingsInBothThemes(page)).toEqual([]);
  });
});
