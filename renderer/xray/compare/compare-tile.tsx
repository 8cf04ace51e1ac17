/** One head: the frame with the boxes that it keeps, and its figures. */
import { X } from 'lucide-react';
import { useMemo } from 'react';
import { sentence } from '../../../engine/core/diagnostic';
import controls from '../../design/controls.module.css';
import { useModelChoice } from '../../maps/model-choice';
import { originText } from '../../maps/origin-text';
import { formatShortCount, plural } from '../../network/text';
import { scoreOfBest, sortBoxes } from '../boxes';
import type { ReadXray } from '../read-xray';
import { scoreDigits, type Looked } from '../scene';
import { useScene } from '../use-scene';
import { useXray } from '../xray-store';
import styles from '../xray.module.css';
import { keyOf, toggleContender, useCompare, type Contender } from './compare-store';

export function CompareTile({ contender }: { readonly contender: Contender }) {
  const outcome = useCompare((state) => state.outcomes.get(keyOf(contender)));
  const chosen = useModelChoice((state) => state.choice);
  // The canvas answers with the weights that are chosen for it, which may be those of another network's run.
  const title = contender.kind !== 'canvas' ? contender.title : chosen.kind === 'run' ? chosen.title : 'Canvas';
  return (
    <li className={styles.tile}>
      <h3>
        <span>{title}</span>
        <button type="button" className={controls.icon} aria-label={`Leave out ${title}`} onClick={() => toggleContender(contender)}>
          <X size={14} aria-hidden />
        </button>
      </h3>
      {outcome === undefined ? (
        <div className={styles.skeleton} role="status">Asking it.</div>
      ) : 'problem' in outcome ? (
        <p role="alert" className={styles.tileProblem}>{sentence(outcome.problem)}</p>
      ) : (
        <Answered read={outcome.read} title={title} />
      )}
    </li>
  );
}

const WHOLE_FRAME = { view: 'boxes', scale: 0, cell: undefined, region: undefined, place: undefined, object: undefined } as const;

function Answered({ read, title }: { readonly read: ReadXray; readonly title: string }) {
  const { score, iou, amongAll } = useXray();
  const looked = useMemo((): Looked => ({ ...WHOLE_FRAME, score, iou, amongAll }), [score, iou, amongAll]);
  const kept = useMemo(() => sortBoxes(read, looked).suppression.kept.length, [read, looked]);
  const { canvas } = useScene(read, looked);
  const { xray } = read;
  return (
    <>
      <canvas ref={canvas} className={styles.tilePicture} role="img" aria-label={`The frame with what ${title} keeps: ${plural(kept, 'box', 'boxes')}`} />
      <dl className={styles.tileFacts}>
        <Fact title="one picture" value={`${xray.milliseconds.toFixed(1)} ms`} />
        <Fact title="boxes kept" value={String(kept)} />
        <Fact title="highest score" value={scoreDigits(scoreOfBest(read, 1))} />
        <Fact title={read.places ? 'places' : 'regions'} value={String(xray.prediction.rows)} />
        <Fact title="weights" value={formatShortCount(xray.parameters)} />
        <Fact title="multiplications" value={formatShortCount(xray.macs)} />
        <Fact title="head" value={`${xray.title}, ${originText(xray.origin)}`} />
      </dl>
    </>
  );
}

function Fact({ title, value }: { readonly title: string; readonly value: string }) {
  return (
    <div>
      <dt>{title}</dt>
      <dd>{value}</dd>
    </div>
  );
}
