/** A small picture of a network, drawn from its own sizes: pictures as slabs, vectors as bars. */
import { useMemo } from 'react';
import { kindColor } from '../network/kind';
import styles from './network-picture.module.css';
import type { Slab } from './network-slabs';

const VIEW = { width: 240, height: 112 } as const;
const GAP = 5;
/** Placed in a row and made to fit. */
function place(list: readonly Slab[]): readonly (Slab & { readonly x: number })[] {
  const advance = ({ width, depth }: Slab) => width + GAP + depth * 0.45;
  const total = list.reduce((sum, slab) => sum + advance(slab), 0);
  // Deep networks are drawn thinner, not lower.
  const scale = Math.min(1.2, (VIEW.width - 40) / total);
  let x = (VIEW.width - total * scale) / 2;
  return list.map((slab) => {
    const placed = { ...slab, x, width: slab.width * scale, depth: slab.depth * Math.min(1, Math.max(scale, 0.5)) };
    // The next slab stands in front of the one before.
    x += advance(slab) * scale;
    return placed;
  });
}

export function NetworkPicture({ slabs }: { readonly slabs: readonly Slab[] }) {
  const placed = useMemo(() => place(slabs), [slabs]);
  return (
    <svg className={styles.picture} viewBox={`0 0 ${VIEW.width} ${VIEW.height}`} aria-hidden>
      <g transform={`translate(0 ${VIEW.height / 2 + 6})`}>
        {placed.map(({ kind, x, width: w, height: h, depth: d }, index) => (
          <g key={index} fill={kindColor(kind)}>
            {d > 0 && <path className={styles.top} d={`M${x} ${-h / 2}l${d} ${-d * 0.6}h${w}l${-d} ${d * 0.6}z`} />}
            {d > 0 && <path className={styles.side} d={`M${x + w} ${-h / 2}l${d} ${-d * 0.6}v${h}l${-d} ${d * 0.6}z`} />}
            <rect x={x} y={-h / 2} width={w} height={h} rx={d > 0 ? 1 : 2} />
          </g>
        ))}
      </g>
    </svg>
  );
}
