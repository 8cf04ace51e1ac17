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

export function PerceptronPicture() {
  return (
    <Frame>
      <path className={styles.line} d="M34 18 L72 54" />
      <circle className={styles.first} cx={44} cy={42} r={3.4} />
      {[[44, 14], [76, 14], [76, 42]].map(([x, y], index) => (
        <rect key={index} className={styles.second} x={x! - 3} y={y! - 3} width={6} height={6} />
      ))}
    </Frame>
  );
}

/** Sobel's kernel, across, by its sizes. */
const KERNEL = [1, 0, 1, 2, 0, 2, 1, 0, 1];

export function ConvolutionPicture() {
  return (
    <Frame>
      {KERNEL.map((size, cell) => (
        <rect key={cell} className={size === 0 ? styles.quiet : styles.fill} fillOpacity={size / 2} x={38 + (cell % 3) * 15} y={6 + Math.floor(cell / 3) * 15} width={13} height={13} rx={2} />
      ))}
    </Frame>
  );
}

export function DescentPicture() {
  return (
    <Frame>
      {[44, 32, 19, 8].map((radius) => (
        <ellipse key={radius} className={styles.quiet} cx={62} cy={29} rx={radius} ry={radius * 0.52} />
      ))}
      <path className={styles.line} d="M20 12 L32 38 L42 20 L50 34 L56 25 L61 30" />
    </Frame>
  );
}

export function SoftmaxPicture() {
  return (
    <Frame>
      {[40, 22, 11, 5].map((height, index) => (
        <rect key={index} className={styles.fill} x={32 + index * 15} y={50 - height} width={11} height={height} rx={2} />
      ))}
    </Frame>
  );
}

export function OverfittingPicture() {
  return (
    <Frame>
      <path className={styles.line} d="M18 10 C 34 40, 60 46, 104 49" />
      <path className={styles.other} d="M18 14 C 34 38, 46 38, 60 32 S 92 16, 104 8" />
    </Frame>
  );
}
