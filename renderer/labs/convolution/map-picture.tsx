/** A map as a picture, with its size and range. */
import { useEffect, useRef } from 'react';
import { plainNumber } from '../number-text';
import styles from './convolution.module.css';

export type MapLook = 'plain' | 'signed' | 'direction';

interface MapPictureProps {
  readonly title: string;
  readonly width: number;
  readonly values: readonly number[];
  /** `plain` from the smallest value to the largest; `signed` with zero as middle grey; `direction` angles as hues. */
  readonly look?: MapLook;
  /** Of a direction, how strongly each cell counts. */
  readonly strength?: readonly number[];
}

export function MapPicture({ title, width, values, look = 'plain', strength }: MapPictureProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const height = values.length / width;
  const [low, high] = [Math.min(...values), Math.max(...values)];
  useEffect(() => {
    const context = canvas.current!.getContext('2d')!;
    const pixels = new ImageData(width, height);
    const strongest = strength ? Math.max(...strength, 1e-9) : 1;
    values.forEach((value, cell) => pixels.data.set(look === 'direction' ? hue(value, (strength?.[cell] ?? 0) / strongest) : grey(look === 'signed' ? shareSigned(value, low, high) : (value - low) / (high - low || 1)), 4 * cell));
    context.putImageData(pixels, 0, 0);
  }, [width, height, values, look, strength, low, high]);
  const range = look === 'direction' ? 'hue: angle' : `${plainNumber(Number(low.toFixed(2)))} … ${plainNumber(Number(high.toFixed(2)))}`;
  return (
    <figure className={styles.map}>
      <canvas ref={canvas} width={width} height={height} role="img" aria-label={`${title}, ${height} by ${width}, ${range}`} />
      <figcaption>
        <strong>{title}</strong>
        <span>{`${height} × ${width} · ${range}`}</span>
      </figcaption>
    </figure>
  );
}

function grey(share: number): readonly number[] {
  const level = Math.round(255 * share);
  return [level, level, level, 255];
}

function shareSigned(value: number, low: number, high: number): number {
  return 0.5 + (0.5 * value) / (Math.max(-low, high) || 1);
}

/** The colour circle at full saturation, as bright as the gradient is strong. */
function hue(angle: number, strength: number): readonly number[] {
  const channel = (shift: number): number => Math.round(255 * Math.min(1, strength * 1.4) * (0.5 + 0.5 * Math.cos(angle + shift)));
  return [channel(0), channel((-2 * Math.PI) / 3), channel((2 * Math.PI) / 3), 255];
}
