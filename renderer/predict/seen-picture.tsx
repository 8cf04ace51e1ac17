/** What reaches the network: the Input's own port, after all preprocessing. */
import { useEffect, useRef } from 'react';
import type { FeatureSignature } from '../../engine/run/signature';
import { drawPicture } from '../maps/draw-maps';
import { valueText } from '../maps/answer-text';
import { useMaps } from '../maps/maps-store';
import styles from './predict.module.css';

const SIDE = 112;

export function SeenPicture({ feature: { input, shape } }: { readonly feature: FeatureSignature }) {
  const look = useMaps((state) => state.ports.get(`${input}:out`));
  const canvas = useRef<HTMLCanvasElement>(null);
  const picture = look?.picture.kind === 'maps' ? look.picture : undefined;
  useEffect(() => {
    if (picture && canvas.current) drawPicture(canvas.current, picture, SIDE);
  }, [picture]);
  const [channels, height, width] = shape;
  const [min, max] = picture ? [Math.min(...picture.maps.map((map) => map.min)), Math.max(...picture.maps.map((map) => map.max))] : [0, 0];
  return (
    <figure className={styles.seen}>
      <div className={styles.seenFrame}>{picture && <canvas ref={canvas} role="img" aria-label={`${input} as the network gets it`} />}</div>
      <figcaption>
        The network sees
        <span>{`${height}×${width}×${channels}`}</span>
        <span>{picture ? `${valueText(min)} … ${valueText(max)}` : ' '}</span>
      </figcaption>
    </figure>
  );
}
