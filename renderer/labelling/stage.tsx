/** The picture with what is drawn on it. Drawing, moving and bending by pointer happen here; the keyboard does the same by commands. */
import { useEffect, useRef } from 'react';
import { sentence } from '../../engine/core/diagnostic';
import { plural } from '../network/text';
import { Drafting } from './drafting';
import { nameOf } from './label-classes';
import { setStage } from './label-view';
import { useLabelling } from './labelling-store';
import { shapeText } from './object-panel';
import { PictureCanvas } from './picture-canvas';
import { StageShapes } from './stage-shapes';
import { useStagePointer } from './use-stage-pointer';
import styles from './stage.module.css';

export function Stage() {
  const shown = useLabelling((state) => state.shown);
  const problem = useLabelling((state) => state.problem);
  const tool = useLabelling((state) => state.tool);
  const stage = useRef<HTMLDivElement>(null);
  const { preview, handlers } = useStagePointer(stage);
  useEffect(() => {
    const place = stage.current!;
    // So that arrow keys draw at once.
    place.focus();
    const resized = new ResizeObserver(() => setStage({ width: place.clientWidth, height: place.clientHeight }));
    resized.observe(place);
    return () => resized.disconnect();
  }, []);
  return (
    <div
      ref={stage}
      className={styles.stage}
      data-tool={tool}
      data-place="label-stage"
      data-entry
      data-keys="draw"
      role="application"
      tabIndex={0}
      aria-label={shown ? `${shown.path}, ${shown.width} by ${shown.height} pixels, ${plural(shown.objects?.length ?? 0, 'object')}` : 'Picture'}
      {...handlers}
    >
      {shown && !problem && (
        <>
          <PictureCanvas shown={shown} />
          <StageShapes shown={shown} preview={preview} />
          <Drafting />
        </>
      )}
      {problem && <p role="alert" className={styles.problem}>{problem.diagnostics.map(sentence).join(' ')}</p>}
      {!shown && !problem && <p role="status" className={styles.reading}>Reading the picture…</p>}
      <Announcement />
    </div>
  );
}

/** What is selected or being drawn, for ears. */
function Announcement() {
  const draft = useLabelling((state) => state.draft);
  const categories = useLabelling((state) => state.categories);
  const object = useLabelling(({ shown, selected }) => shown?.objects?.find(({ id }) => id === selected));
  const text = object
    ? `${nameOf(categories, object.category)}, ${shapeText(object)} at ${Math.round(object.x)}, ${Math.round(object.y)}`
    : draft?.kind === 'box'
      ? `A box begins at ${draft.from.x}, ${draft.from.y}`
      : draft
        ? `${plural(draft.points.length / 2, 'point')}, the last at ${draft.points.at(-2) ?? 0}, ${draft.points.at(-1) ?? 0}`
        : '';
  return <p role="status" className={styles.hidden}>{text}</p>;
}
