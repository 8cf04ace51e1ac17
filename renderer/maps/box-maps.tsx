/** What a box carries for the sample, in the room that it keeps for this. */
import { useEffect, useRef } from 'react';
import type { Answer } from '../../engine/run/predict';
import type { PortLook } from '../../engine/run/look';
import type { VectorPicture } from '../../engine/run/look-picture';
import { classes } from '../design/classes';
import type { NodeFacts } from '../network/facts';
import { useMaskLook, withScoreAtLeast } from '../segmentation/mask-look';
import { useOpenGraph } from '../store/open-graph-store';
import { rankedClasses, seenRows, shareText, valueText } from './answer-text';
import { boxPort } from './box-port';
import { drawMaps, drawPicture, drawVector } from './draw-maps';
import { useMaps } from './maps-store';
import styles from './box-maps.module.css';

const STRIP = { width: 136, height: 21, gap: 2 };
const PICTURE_SIDE = 38;
const VECTOR_HEIGHT = 8;
/** So few values are written rather than drawn. */
const FEW = 3;

export function BoxMaps({ facts }: { readonly facts: NodeFacts }) {
  const port = useOpenGraph((state) => boxPort(state, facts.node.id));
  const isStale = useMaps((state) => state.isStale);
  return (
    <div className={classes(styles.slot, isStale && styles.stale)}>
      {port !== undefined && (facts.definition?.target ? <TopAnswers path={port} /> : <PortPicture port={port} facts={facts} />)}
    </div>
  );
}

function PortPicture({ port, facts }: { readonly port: string; readonly facts: NodeFacts }) {
  const look = useMaps((state) => state.ports.get(port));
  const canvas = useRef<HTMLCanvasElement>(null);
  const isInput = facts.definition?.source !== undefined;
  // What was computed for another shape says nothing about this one.
  const fits = look !== undefined && facts.shape !== undefined && look.shape.join() === facts.shape.join();
  useEffect(() => {
    if (fits && canvas.current) draw(canvas.current, look, isInput);
  }, [look, fits, isInput]);
  if (!fits || look.picture.kind === 'none') return null;
  if (look.picture.kind === 'vector' && (look.shape[0] ?? 1) <= FEW) return <p className={styles.few}>{inOrder(look.picture).map(valueText).join('  ')}</p>;
  return <canvas ref={canvas} className={look.picture.kind === 'vector' ? styles.vector : undefined} role="img" aria-label={describe(look, facts.node.name)} />;
}

/** All values of a short vector, which are among its largest. */
function inOrder({ top }: VectorPicture): readonly number[] {
  return [...top].sort((a, b) => a.index - b.index).map(({ value }) => value);
}

function draw(canvas: HTMLCanvasElement, { picture }: PortLook, isInput: boolean): void {
  if (picture.kind === 'vector') drawVector(canvas, picture, { width: STRIP.width, height: VECTOR_HEIGHT });
  else if (picture.kind === 'maps') {
    if (isInput) drawPicture(canvas, picture, PICTURE_SIDE);
    else drawMaps(canvas, picture, STRIP);
  }
}

function describe({ picture, shape }: PortLook, name: string): string {
  if (picture.kind === 'maps') return `First ${picture.maps.length} of ${shape.length === 3 ? shape[0] : 1} feature maps of ${name}`;
  return picture.kind === 'vector' ? `${shape[0] ?? 1} values of ${name}, from ${valueText(picture.span.min)} to ${valueText(picture.span.max)}` : '';
}

const SHOWN_ANSWERS = 3;

function TopAnswers({ path }: { readonly path: string }) {
  const answer = useMaps((state) => state.look?.answers[path]);
  const scoreAtLeast = useMaskLook((state) => state.scoreAtLeast);
  if (!answer) return null;
  return (
    <dl className={styles.answers}>
      {rowsOf(answer, scoreAtLeast).map(([term, value], index) => (
        <div key={index}>
          <dt>{term}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function rowsOf(answer: Answer, scoreAtLeast: number): readonly (readonly [string, string])[] {
  if (answer.kind === 'number') return answer.values.slice(0, SHOWN_ANSWERS).map((value, index) => [answer.values.length === 1 ? 'value' : String(index + 1), valueText(value)]);
  if (answer.kind === 'seen') {
    const seen = withScoreAtLeast(answer.seen, scoreAtLeast);
    return seen.kind === 'boxes' && seen.detections.length === 0 ? [['nothing found', `from ${shareText(scoreAtLeast)}`]] : seenRows(seen).slice(0, SHOWN_ANSWERS);
  }
  return rankedClasses(answer).slice(0, SHOWN_ANSWERS).map(({ label, share }) => [label, shareText(share)]);
}
