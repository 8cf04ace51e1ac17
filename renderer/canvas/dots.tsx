/** The dotted paper under the network. A tiled picture on a layer of its own: a pattern of vectors would be drawn again with every box that moves. */
import { useStore } from '@xyflow/react';
import { GRID } from '../network/geometry';
import { useIsFar } from './distance';
import styles from './canvas.module.css';

export function Dots() {
  const [x, y, zoom] = useStore((state) => state.transform);
  // From far away they would be a grey haze.
  if (useIsFar()) return null;
  const gap = GRID * zoom;
  // One gap larger than the canvas and moved by less than one: moving the view moves the layer and draws nothing.
  return <div className={styles.dots} aria-hidden style={{ inset: -gap, backgroundSize: `${gap}px ${gap}px`, transform: `translate(${remainder(x - gap / 2, gap)}px, ${remainder(y - gap / 2, gap)}px)` }} />;
}

function remainder(value: number, gap: number): number {
  return value - gap * Math.floor(value / gap);
}
