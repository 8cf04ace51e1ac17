/** Landmarks in space: a view that is turned by dragging or with the arrow keys. */
import { useRef, useState, type KeyboardEvent, type PointerEvent } from 'react';
import type { LandmarkSet, Skeleton } from '../../engine/vision/answer';
import { turnBy, turnedPoints, turnText, type TurnedPoint, type ViewTurn } from './turned-points';
import styles from './points-3d.module.css';

interface Points3dProps {
  readonly sets: readonly LandmarkSet[];
  readonly skeleton: Skeleton;
}

const FRONT: ViewTurn = { yaw: 0, pitch: 0 };
/** A little from the side, so that depth shows at once. */
const START: ViewTurn = { yaw: 0.5, pitch: 0.2 };
/** Pixels that an arrow key stands for in a view of this size. */
const KEY_STEP = 15;
const KEY_SIZE = 270;
const KEYS: Readonly<Record<string, readonly [number, number]>> = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
/** Sides of the drawing, in its own units. */
const HALF = 100;

export function Points3d({ sets, skeleton }: Points3dProps) {
  const [turn, setTurn] = useState(START);
  const from = useRef<{ readonly x: number; readonly y: number } | undefined>(undefined);
  const onKeyDown = (event: KeyboardEvent) => {
    const way = KEYS[event.key];
    if (event.key === 'Home') setTurn(FRONT);
    else if (way) setTurn((before) => turnBy(before, way[0] * KEY_STEP, way[1] * KEY_STEP, KEY_SIZE));
    else return;
    event.preventDefault();
  };
  const onPointerDown = (event: PointerEvent<SVGSVGElement>) => {
    event.currentTarget.setPointerCapture(event.pointerId);
    from.current = { x: event.clientX, y: event.clientY };
  };
  const onPointerMove = (event: PointerEvent<SVGSVGElement>) => {
    const before = from.current;
    if (!before) return;
    from.current = { x: event.clientX, y: event.clientY };
    setTurn((now) => turnBy(now, event.clientX - before.x, event.clientY - before.y, event.currentTarget.clientWidth || KEY_SIZE));
  };
  return (
    <svg
      className={styles.view}
      viewBox={`${-HALF} ${-HALF} ${2 * HALF} ${2 * HALF}`}
      role="img"
      tabIndex={0}
      aria-label={`${skeleton.name} points in space, seen ${turnText(turn)}. Arrow keys turn, Home looks from the front.`}
      onKeyDown={onKeyDown}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={() => (from.current = undefined)}
      onPointerCancel={() => (from.current = undefined)}
    >
      {sets.map((set, index) => (
        <Figure key={set.track < 0 ? `untracked-${index}` : set.track} set={set} skeleton={skeleton} turn={turn} />
      ))}
    </svg>
  );
}

/** Lines first, then points from far to near, so that nearer ones cover what is behind them. */
function Figure({ set: { points }, skeleton: { edges }, turn }: { readonly set: LandmarkSet; readonly skeleton: Skeleton; readonly turn: ViewTurn }) {
  const turned = turnedPoints(points, turn);
  const order = turned.map((_, index) => index).sort((a, b) => turned[b]!.depth - turned[a]!.depth);
  return (
    <g>
      {edges.map(([from, to]) => {
        const [a, b] = [turned[from], turned[to]];
        return a && b && <line key={`${from}-${to}`} x1={HALF * a.x} y1={HALF * a.y} x2={HALF * b.x} y2={HALF * b.y} opacity={nearness({ depth: (a.depth + b.depth) / 2 })} />;
      })}
      {order.map((index) => {
        const point = turned[index]!;
        return <circle key={index} className={points[index]!.isInferred ? styles.inferred : undefined} cx={HALF * point.x} cy={HALF * point.y} r={1.8 + 1.6 * nearness(point)} opacity={nearness(point)} />;
      })}
    </g>
  );
}

/** 1 for the nearest, less for what is farther. */
function nearness({ depth }: Pick<TurnedPoint, 'depth'>): number {
  return 0.75 - 0.25 * Math.min(Math.max(depth, -1), 1);
}
