import { useEffect, useState } from 'react';
import type { Surface } from '../../../engine/labs/surfaces';
import { report } from '../../shell/connection';
import { heightsLab } from '../ask-lab';

/** Places per axis at which the height is known: enough for smooth lines. */
export const COLUMNS = 121;
export const ROWS = 81;

/** Along a curve from left to right; over a surface row by row from the top. */
export function useHeights(surface: Surface): readonly number[] | undefined {
  const [found, setFound] = useState<{ readonly surface: Surface; readonly heights: readonly number[] }>();
  useEffect(() => {
    let isOver = false;
    heightsLab({ surface: surface.name, at: places(surface) }).then((heights) => !isOver && setFound({ surface, heights }), report);
    return () => {
      isOver = true;
    };
  }, [surface]);
  return found?.surface === surface ? found.heights : undefined;
}

function places({ axes, from, to }: Surface): readonly (readonly number[])[] {
  const across = Array.from({ length: COLUMNS }, (_, column) => from[0]! + ((to[0]! - from[0]!) * column) / (COLUMNS - 1));
  if (axes === 1) return [across];
  const down = Array.from({ length: ROWS }, (_, row) => to[1]! - ((to[1]! - from[1]!) * row) / (ROWS - 1));
  return [down.flatMap(() => across), down.flatMap((y) => across.map(() => y))];
}
