/** One earlier map with the part of it that a cell sees. */
import { useEffect, useRef } from 'react';
import { paintPixels } from '../../maps/draw-maps';
import { spanOf } from '../number-span';
import { useNumbers } from '../use-asked';
import { regionText, type SeenMap } from './receptive-regions';
import styles from './cells.module.css';

const SIDE = 104;

/** A picture in its colours, of a map its first channel: where a cell sees, it sees in every channel. */
export function FieldPicture({ map: { path, value, sizes, region, channels, isColour } }: { readonly map: SeenMap }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const [height, width] = sizes.length === 2 ? (sizes as [number, number]) : [1, sizes[0]!];
  const { answer } = useNumbers(value, 0, height * width * (isColour ? 3 : 1));
  const zoom = SIDE / Math.max(height, width);
  useEffect(() => {
    if (!canvas.current || !answer) return;
    const { numbers } = answer;
    const { min, max } = spanOf(numbers);
    const level = (index: number): number => (max > min ? (255 * (numbers[index]! - min)) / (max - min) : 0);
    const plane = height * width;
    const pixel = (index: number): [number, number, number] => (isColour ? [level(index), level(index + plane), level(index + 2 * plane)] : [level(index), level(index), level(index)]);
    paintPixels(canvas.current, width, height, pixel);
  }, [answer, width, height, isColour]);
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
        {channels > 1 && <span>{isColour ? 'all three colours' : `channel 0 of ${channels}`}</span>}
      </figcaption>
    </figure>
  );
}
