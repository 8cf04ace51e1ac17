/** Anchors as they lie in the picture that the network takes, one frame for each map. */
import { useMemo } from 'react';
import type { NodeFacts } from '../network/facts';
import styles from './anchor-fit.module.css';

/** Room around the picture, as a share of its longer side: lines on its border are seen whole. */
const MARGIN = 0.03;

/** `anchors` are width and height in turn, those of the first map first. Nothing while shapes are unknown. */
export function AnchorSketch({ facts, anchors }: { readonly facts: NodeFacts; readonly anchors: readonly number[] }) {
  const maps = useMemo(() => mapsOf(facts), [facts]);
  const [, height, width] = (facts.inputs[0]?.shape ?? []) as readonly (number | undefined)[];
  if (maps.length === 0 || !height || !width) return null;
  const perMap = anchors.length / 2 / maps.length;
  const room = MARGIN * Math.max(width, height);
  return (
    <div className={styles.sketch}>
      {maps.map((name, map) => {
        const own = Array.from({ length: perMap }, (_, index) => anchors.slice(2 * (map * perMap + index)) as [number, number]);
        return (
          <figure key={name}>
            <svg viewBox={`${-width / 2 - room} ${-height / 2 - room} ${width + 2 * room} ${height + 2 * room}`} role="img" aria-label={`Anchors of ${name}: ${own.map(([w, h]) => `${w}×${h}`).join(', ')} in a picture of ${width}×${height}`}>
              <rect className={styles.picture} x={-width / 2} y={-height / 2} width={width} height={height} />
              {own.map(([w, h], index) => <rect key={index} className={styles.anchor} x={-w / 2} y={-h / 2} width={w} height={h} />)}
            </svg>
            <figcaption>{name}</figcaption>
          </figure>
        );
      })}
    </div>
  );
}

/** The maps that a head stands its anchors on, by port. */
function mapsOf({ definition, sizes, values, inputs }: NodeFacts): readonly string[] {
  const places = sizes && definition?.places?.({ inputs: sizes.inputs, parameters: values });
  return places ? places.scales.map((_, index) => inputs[1 + index]!.name) : [];
}
