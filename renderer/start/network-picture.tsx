/** A small picture of a network, drawn from its own sizes: pictures as slabs, vectors as bars. */
import { useMemo } from 'react';
import type { LoomDocument } from '../../engine/document/model';
import { inferNetwork } from '../../engine/infer/infer-network';
import { kindColor, kindOf, type Kind } from '../network/kind';
import styles from './network-picture.module.css';

interface Slab {
  readonly kind: Kind;
  readonly width: number;
  readonly height: number;
  /** How far the slab goes back into the picture; nothing for a vector. */
  readonly depth: number;
}

const VIEW = { width: 240, height: 112 } as const;
const GAP = 5;
/** Layers that leave shapes as they are say nothing in a picture of sizes. */
const QUIET: ReadonlySet<Kind> = new Set(['activation', 'norm', 'regularization', 'shape', 'merge']);

function slabs(document: LoomDocument): readonly Slab[] {
  const shown = inferNetwork(document).nodes.flatMap(({ flat, sizes }) => {
    const kind = kindOf(flat.node.type);
    const shape = sizes?.outputs[0];
    return shape && !QUIET.has(kind) ? [{ kind, shape: shape.map(Number) }] : [];
  });
  const tallest = Math.max(1, ...shown.flatMap(({ shape }) => (shape.length === 3 ? [shape[1]!] : [])));
  const longest = Math.max(2, ...shown.flatMap(({ shape }) => (shape.length === 3 ? [] : [shape.at(-1)!])));
  return shown.map(({ kind, shape }) => {
    if (shape.length !== 3) return { kind, width: 6, height: 14 + (56 * Math.log2(shape.at(-1)! + 1)) / Math.log2(longest + 1), depth: 0 };
    const height = 12 + 52 * (shape[1]! / tallest) ** 0.7;
    return { kind, width: 3 + 2.4 * Math.log2(shape[0]! + 1), height, depth: height * 0.32 };
  });
}

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

export function NetworkPicture({ document }: { readonly document: LoomDocument }) {
  const placed = useMemo(() => place(slabs(document)), [document]);
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
