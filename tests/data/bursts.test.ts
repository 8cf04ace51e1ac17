import { expect, it } from 'vitest';
import { burstOf } from '../../engine/data/bursts';
import { openDataset } from '../../engine/data/open-dataset';
import { encodePng } from './picture-files';
import { temporaryFolder, writeTree } from './temporary-folder';

const root = temporaryFolder();

function recording(classes: Readonly<Record<string, number>>): Record<string, Uint8Array> {
  const files: Record<string, Uint8Array> = {};
  let shade = 0;
  for (const [name, bursts] of Object.entries(classes)) {
    for (let burst = 1; burst <= bursts; burst++) {
      for (let frame = 1; frame <= 6; frame++) {
        const data = Uint8Array.from({ length: 16 }, (_, pixel) => (shade * 37 + pixel * 11) % 256);
        files[`${name}/burst-${String(burst).padStart(3, '0')}-frame-${String(frame).padStart(4, '0')}.png`] = encodePng({ width: 4, height: 4, channels: 1, data });
        shade++;
      }
    }
  }
  return files;
}

it('are read from the names of files', () => {
  expect(burstOf('cup/burst-003-frame-0012.jpg')).toBe('cup/burst-003');
  expect(burstOf('train/cup/burst-003-frame-0001.png')).toBe('train/cup/burst-003');
  expect(burstOf('cup/IMG_0012.jpg')).toBeUndefined();
});

it('stay in one split when a folder is opened, and a class of one burst is named', async () => {
  const folder = writeTree(`${root}/two`, recording({ cup: 2, hand: 3, lamp: 1 }));
  const data = await openDataset({ kind: 'folder', path: folder }, { seed: 1, validation: 0.15, test: 0 });
  const bursts = (rows: Uint32Array) => new Set([...rows].map((row) => burstOf(data.rowName(row))!));
  const [train, validation] = [bursts(data.splits.train), bursts(data.splits.validation)];
  expect([...train].filter((burst) => validation.has(burst))).toEqual([]);
  expect([...validation].map((burst) => burst.split('/')[0]).sort()).toEqual(['cup', 'hand']);
  expect(data.findings.find(({ code }) => code === 'single-burst')?.message).toContain('lamp');
});
