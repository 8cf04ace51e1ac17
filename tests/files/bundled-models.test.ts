/** The models that come with the application, and what is said where one is missing or damaged. */
import { existsSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { listBundledModels, readBundledModel } from '../../engine/files/bundled-models';
import { inferNetwork } from '../../engine/infer/infer-network';
import { LAYER_CATALOG } from '../../engine/infer/layer-catalog';

const SHIPPED = fileURLToPath(new URL('../../assets/models', import.meta.url));
const MOST_BYTES = 2 * 2 ** 20;

function folder(files: Readonly<Record<string, string>>): string {
  const made = mkdtempSync(join(tmpdir(), 'layerloom-models-'));
  onTestFinished(() => rmSync(made, { recursive: true, force: true }));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(made, name), text);
  return made;
}

describe('bundled models', () => {
  it('are none where there is no folder', async () => {
    expect(await listBundledModels(join(tmpdir(), 'not-there'))).toEqual([]);
    await expect(readBundledModel(join(tmpdir(), 'not-there'), 'eyes', LAYER_CATALOG)).rejects.toThrow('No model called “eyes” comes with LayerLoom.');
  });

  it('name the card that cannot be read', async () => {
    await expect(listBundledModels(folder({ 'eyes.json': '{"title":""}' }))).rejects.toThrow('The card of the model “eyes” cannot be read');
    await expect(listBundledModels(folder({ 'eyes.json': '{"title":' }))).rejects.toThrow('The card of the model “eyes” cannot be read');
  });

  it.skipIf(!existsSync(SHIPPED))('open with all they have learned, and are small', async () => {
    const models = await listBundledModels(SHIPPED);
    expect(models.map(({ name }) => `${name}.loom`).sort()).toEqual(readdirSync(SHIPPED).filter((file) => file.endsWith('.loom')).sort());
    for (const { name } of models) {
      expect(statSync(join(SHIPPED, `${name}.loom`)).size).toBeLessThanOrEqual(MOST_BYTES);
      const network = inferNetwork(await readBundledModel(SHIPPED, name, LAYER_CATALOG));
      expect(network.problems.filter(({ severity }) => severity === 'error')).toEqual([]);
      expect([...network.tensors].filter(([, { settings }]) => !settings.value)).toEqual([]);
    }
  });
});
