/** A small picture of each playground, drawn from what it is about. */
import type { ReactNode } from 'react';
import { drawPoints } from '../../engine/labs/points';
import styles from './lab-pictures.module.css';

const VIEW = { width: 120, height: 56 } as const;

function Frame({ children }: { readonly children: ReactNode }) {
  return (
    <svg className={styles.picture} viewBox={`0 0 ${VIEW.width} ${VIEW.height}`} aria-hidden>
      {children}
    </svg>
  );
}

const POINTS = drawPoints('spirals', 64, 0.01, 2);

export function BoundaryPicture() {
  return (
    <Frame>
      {POINTS.map(({ x, y, label }, index) => {
        const [left, top] = [60 + x * 50, 28 - y * 25];
        return label === 0 ? <circle key={index} className={styles.first} cx={left} cy={top} r={1.7} /> : <rect key={index} className={styles.second} x={left - 1.5} y={top - 1.5} width={3} height={3} />;
      })}
    </Frame>
  );
}
