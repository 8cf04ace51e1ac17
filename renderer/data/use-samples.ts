/** A few samples of a generator for its card. */
import { useEffect, useState } from 'react';
import type { Thumbnail } from '../../engine/shell/protocol/data';
import { report, shell } from '../shell/connection';

export type Samples =
  | { readonly kind: 'pictures'; readonly pictures: readonly Thumbnail[] }
  /** Coordinates from −1 to 1. */
  | { readonly kind: 'points'; readonly points: readonly { readonly x: number; readonly y: number; readonly label: number }[] };

const POINTS = 200;
const PICTURE_SIZE = 64;
const known = new Map<string, Promise<Samples>>();

/** Undefined until the host has answered. */
export function useSamples(name: string, pictures: number): Samples | undefined {
  const [samples, setSamples] = useState<Samples>();
  useEffect(() => {
    let isWanted = true;
    const asked = known.get(name) ?? load(name, pictures);
    known.set(name, asked);
    asked.then(
      (found) => isWanted && setSamples(found),
      (error: unknown) => {
        known.delete(name);
        report(error);
      },
    );
    return () => {
      isWanted = false;
    };
  }, [name, pictures]);
  return samples;
}

async function load(name: string, pictures: number): Promise<Samples> {
  const request = { source: { kind: 'builtin', name, count: POINTS }, split: { seed: 1, validation: 0, test: 0 } } as const;
  const { columns } = await shell()!.request('data.open', request);
  if (columns.some(({ kind }) => kind === 'image')) {
    // Of different classes, as far as the first rows have them.
    return { kind: 'pictures', pictures: await shell()!.request('data.thumbnails', { ...request, rows: Array.from({ length: pictures }, (_, row) => row), size: PICTURE_SIZE }) };
  }
  const [across, up] = columns.filter(({ kind }) => kind === 'number').map((column) => column.name);
  const target = columns.find(({ isTarget }) => isTarget);
  const { rows } = await shell()!.request('data.rows', { ...request, offset: 0, count: POINTS });
  const largest = Math.max(...rows.flatMap(({ values }) => [Math.abs(Number(values[across ?? ''])), Math.abs(Number(values[up ?? '']))]), 1e-9);
  const points = rows.map(({ values }) => ({ x: Number(values[across ?? '']) / largest, y: Number(values[up ?? '']) / largest, label: Math.max(0, target?.classes?.indexOf(values[target.name] ?? '') ?? 0) }));
  return { kind: 'points', points };
}
