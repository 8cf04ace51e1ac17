/** The network on the canvas leaves as it stands, without a run. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createDocument } from '../../engine/document/edits';
import { GraphBuilder } from '../../engine/document/graph-builder';
import { LAYER_CATALOG } from '../../engine/infer/layer-catalog';
import { CHROMIUM_MISSING, launchChromium, openPage, startApplication } from './launch';
import { axeFindingsInBothThemes, banner } from './page-parts';

/** The answers of the Lambda turn on the last digits of what it reads. */
function document() {
  const graph = new GraphBuilder(LAYER_CATALOG);
  const input = graph.add({ type: 'input', name: 'input', params: { shape: [3, 8, 8] } });
  const conv = graph.add({ type: 'conv2d', name: 'conv', params: { filters: 8, kernel: 3 } }, input);
  const norm = graph.add({ type: 'batch-norm', name: 'norm' }, conv);
  graph.add({ type: 'output', name: 'output', params: { loss: 'mean-squared-error' } }, graph.add({ type: 'lambda', name: 'own', params: { expression: 'sin(a * 100000000)' } }, { in1: norm }));
  return createDocument('rounding', graph.build());
}

describe.skipIf(CHROMIUM_MISSING)(`the Export dialog in Chromium${CHROMIUM_MISSING ? `: ${CHROMIUM_MISSING}` : ''}`, () => {
  it('proves the network on the canvas, and says where rounding decides', async () => {
    const application = await startApplication();
    await writeFile(join(application.home, 'rounding.loom'), JSON.stringify(document()));
    const { page, problems } = await openPage(await launchChromium(), application.link, { viewport: { width: 1280, height: 800 } });
    await page.getByRole('button', { name: /LeNet-5/ }).click();
    // Its feature maps have been asked for: by then the host knows the document by a name.
    await page.getByText('untrained weights').waitFor();
    await banner(page, 'Export').click();
    const dialog = page.getByRole('dialog', { name: 'Export' });
    const go = dialog.getByRole('button', { name: 'Export', exact: true });
    await go.click();
    const report = dialog.getByRole('region', { name: 'Export report' });
    await report.getByText('The file computes what was trained').waitFor();
    await page.keyboard.press('Escape');

    await page.keyboard.press('Control+o');
    await page.getByRole('list', { name: 'Files' }).getByRole('button', { name: 'rounding.loom' }).dblclick();
    await page.locator('.react-flow__node', { hasText: 'own' }).waitFor();
    await banner(page, 'Export').click();
    await go.click();
    await report.getByText(/Some answers turn on the last digits of the weights/).waitFor();
    expect(await axeFindingsInBothThemes(page)).toEqual([]);
    expect(problems).toEqual({ errors: [], foreign: [] });
  });
});
