/** Below the anchors of a head: what they look like, a button that fits them to the data, and how well they fit. */
import { ANCHOR_PICTURES } from '../../engine/shell/protocol/data';
import { fitAnchors } from '../commands/fit-anchors';
import { anchorsOf, useAnchorFit, whyNoFit, type AnchorFitState } from '../data/fit-anchors';
import { CommandButton } from '../design/command-button';
import type { NodeFacts } from '../network/facts';
import { plural } from '../network/text';
import { useData } from '../store/data-store';
import { percentText } from '../training/number-text';
import { AnchorSketch } from './anchor-sketch';
import styles from './anchor-fit.module.css';

export function AnchorFit({ facts }: { readonly facts: NodeFacts }) {
  // What keeps it from being fitted follows from these.
  useData();
  const { fit } = useAnchorFit();
  const own = fit?.head === facts.node.id ? fit : undefined;
  const anchors = anchorsOf(facts);
  const isLooking = own?.state === 'looking';
  return (
    <div className={styles.fit}>
      {anchors && <AnchorSketch facts={facts} anchors={anchors} />}
      <div><CommandButton command={fitAnchors} label={isLooking ? 'Looking at objects…' : 'Fit anchors to data'} tip="Choose boxes that overlap the objects of the data best" /></div>
      <div className={styles.outcome} role="status">
        {isLooking ? <p>{`Looking at ${ANCHOR_PICTURES} training pictures at most.`}</p> : <Outcome fit={own} anchors={anchors} idle={whyNoFit(facts) ?? 'Chooses boxes that overlap the objects of the data best.'} />}
      </div>
    </div>
  );
}

interface OutcomeProps {
  readonly fit: AnchorFitState | undefined;
  /** Those of the head now. */
  readonly anchors: readonly number[] | undefined;
  /** Where there is nothing to tell of a fit. */
  readonly idle: string;
}

function Outcome({ fit, anchors, idle }: OutcomeProps) {
  if (fit?.state === 'failed') return <p className={styles.failed}>{fit.message}</p>;
  // After an undo, or another change by hand, what was found is not about these.
  if (fit?.state !== 'found' || fit.anchors.join() !== anchors?.join()) return <p>{idle}</p>;
  const { meanOverlap, overlapNow, objects, pictures } = fit.found;
  const over = `${plural(objects, 'object')} in ${plural(pictures, 'training picture')}`;
  if (fit.anchors !== fit.found.anchors) return <p><b>{percentText(overlapNow!, 1)}</b>{` mean overlap with ${over}; others fit no better`}</p>;
  return (
    <p>
      {overlapNow !== undefined && <><b>{percentText(overlapNow, 1)}</b> → </>}
      <b>{percentText(meanOverlap, 1)}</b>
      {` mean overlap with ${over}`}
    </p>
  );
}
