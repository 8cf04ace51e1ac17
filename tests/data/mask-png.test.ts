import { decode } from 'fast-png';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { maskPng } from '../../engine/data/masks/mask-png';
import { readMaskFile } from '../../engine/data/masks/mask-coding';
import { temporaryFolder, writeTree } from './temporary-folder';

const mask = { width: 5, height: 3, data: Uint8Array.of(0, 1, 2, 3, 4, 9, 10, 11, 12, 255, 0, 0, 254, 1, 1) };

it('a written mask is read back number for number', async () => {
  const root = writeTree(temporaryFolder(), { 'm.png': maskPng(mask) });
  expect(await readMaskFile(join(root, 'm.png'), 'm.png')).toEqual({ ...mask, channels: 1 });
});

it('another decoder finds the numbers, and colours for viewers: black background, white for what does not count', () => {
  const { data, palette, depth } = decode(maskPng(mask));
  expect(depth).toBe(8);
  expect([...data]).toEqual([...mask.data]);
  expect(palette![0]).toEqual([0, 0, 0]);
  expect(palette![255]).toEqual([255, 255, 255]);
  expect(palette![1]).toEqual([0xff, 0xb0, 0x20]);
});
