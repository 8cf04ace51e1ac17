/** One earlier map with the part of it that a cell sees. */
import { useEffect, useRef } from 'react';
import { bitmapOf } from '../../maps/draw-maps';
import { useNumbers } from '../use-asked';
import { regionText, type SeenMap } from './receptive-regions';
import styles from './cells.module.css';

const SIDE = 104;

/** Its first channel; where a cell sees, it sees in every channel. */
export function FieldPicture({ map: { path, value, sizes, region } }: { readonly map: SeenMap }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const [height, width] = sizes.length === 2 ? (sizes as [number, number]) : [1, sizes[0]!];
  const { answer } = useNumbers(value, 0, height * width);
  const zoom = SIDE / Math.max(height, width);
  useEffect(() => {
    if (!canvas.current || !answer) return;
    const { numbers } = answer;
    const [min, max] = [Math.min(...numbers), Math.max(...numbers)];
    const grey = (index: number): number => (max > min ? (255 * (numbers[index]! - min)) / (max - min) : 0);
    canvas.current.width = width;
    canvas.current.height = height;
    canvas.current.getContext('2d')!.drawImage(bitmapOf(width, height, (index) => [grey(index), grey(index), grey(index)]), 0, 0);
  }, [answer, width, height]);
  const [top, left] = region.first.length === 2 ? region.first : [0, region.first[0]!];
  const [bottom, right] = region.last.length === 2 ? region.last : [0, region.last[0]!];
  return (
    <figure className={styles.field}>
      <div className={styles.map} style={{ width: width * zoom, height: height * zoom }} role="img" aria-label={`${path}: the cell sees ${regionText(region)}`}>
        <canvas ref={canvas} />
        <span className={styles.region} style={{ left: left! * zoom, top: top! * zoom, width: (right! - left! + 1) * zoom, height: (bottom! - top! + 1) * zoom }} />
      </div>
      <figcaption>
        <span>{path}</span>
        <span>{regionText(region)}</span>
      </figcaption>
    </figure>
  );
}
