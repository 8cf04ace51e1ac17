import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { createDocument } from '../../engine/document/edits';
import { packDocument, unpackDocument } from '../../engine/shell/document-payload';
import { SavedBlocks } from '../../engine/shell/host/saved-blocks';
import { fire } from '../../engine/templates/blocks/fire';
import { residual } from '../../engine/templates/blocks/residual';
import type { Block } from '../../engine/templates/network-builder';

async function drawer(): Promise<{ readonly folder: string; readonly blocks: SavedBlocks }> {
  const folder = await mkdtemp(join(tmpdir(), 'layerloom-blocks-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return { folder, blocks: new SavedBlocks(folder) };
}

const payload = ({ definition, inner }: Block) => packDocument({ ...createDocument(definition.name), definitions: [...inner, definition] });

it('keeps blocks by name, reads them back and forgets them', async () => {
  const { blocks } = await drawer();
  const block = residual();
  await blocks.save(payload(block));
  const list = await blocks.save(payload(fire()));
  expect(list.map(({ name }) => name)).toEqual(['fire', 'residual']);
  expect(unpackDocument(list[1]!.document).document.definitions).toEqual([block.definition]);
  expect((await blocks.remove(list[0]!.id)).map(({ name }) => name)).toEqual(['residual']);
});

it('puts a block in the place of its namesake', async () => {
  const { folder, blocks } = await drawer();
  const [first] = await blocks.save(payload(residual()));
  const changed = residual();
  const [second] = await blocks.save(payload({ ...changed, definition: { ...changed.definition, description: 'Another' } }));
  expect(second!.id).toBe(first!.id);
  expect(unpackDocument(second!.document).document.definitions[0]!.description).toBe('Another');
  expect(await readdir(folder)).toHaveLength(1);
});

it('leaves a damaged file alone and refuses what holds no block', async () => {
  const { folder, blocks } = await drawer();
  await writeFile(join(folder, 'broken.loom'), 'no document');
  expect(await blocks.list()).toEqual([]);
  await expect(blocks.save(packDocument(createDocument('empty')))).rejects.toThrow('There is no block');
  expect(await readdir(folder)).toEqual(['broken.loom']);
});
