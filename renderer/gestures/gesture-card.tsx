/** One gesture: its name, the button that records it, and its recordings. */
import { RotateCcw, Trash2, X } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { RecordedGesture } from '../../engine/vision/gesture-recordings';
import { classes } from '../design/classes';
import controls from '../design/controls.module.css';
import { Tip } from '../design/tip';
import { plural } from '../network/text';
import { removeGesture, removeTake, renameGesture } from './gesture-store';
import { recordTake, useRecording } from './take-recorder';
import { TakePicture } from './take-picture';
import styles from './gestures.module.css';

interface GestureCardProps {
  readonly one: RecordedGesture;
  /** Moments of a take. */
  readonly moments: number;
  /** Why nothing can be recorded now. */
  readonly reason: string | undefined;
}

export function GestureCard({ one: { name, takes }, moments, reason }: GestureCardProps) {
  const recording = useRecording((state) => state.recording);
  const isOurs = recording.phase !== 'idle' && recording.name === name;
  const blocked = reason ?? (recording.phase !== 'idle' && !isOurs ? 'Another gesture is being recorded.' : undefined);
  const record = (inPlaceOf?: number): void => {
    if (blocked === undefined) recordTake({ name, moments, ...(inPlaceOf !== undefined && { inPlaceOf }) });
  };
  return (
    <article className={classes(styles.card, isOurs && styles.recording)} aria-label={name}>
      <header>
        <GestureName name={name} />
        <Tip text="Remove the gesture and its recordings" side="left">
          <button type="button" className={controls.icon} aria-label={`Remove ${name}`} onClick={() => removeGesture(name)}>
            <Trash2 size={14} aria-hidden />
          </button>
        </Tip>
      </header>
      <div className={styles.buttons}>
        <Tip text="Counts down from three, then records" reason={blocked}>
          <button type="button" className={classes(controls.button, controls.primary, styles.record)} aria-disabled={blocked !== undefined} aria-label={isOurs ? `Stop recording ${name}` : `Record ${name}`} onClick={() => record()}>
            {isOurs ? 'Stop' : 'Record'}
          </button>
        </Tip>
        <span className={styles.count}>{takes.length === 0 ? 'no recordings' : plural(takes.length, 'recording')}</span>
      </div>
      <ul className={styles.takes} aria-label={`Recordings of ${name}`}>
        {takes.map((take, index) => (
          // Takes have no names of their own; their place is what they are called by.
          <li key={index}>
            <TakePicture take={take} />
            <small>{plural(take.length, 'moment')}</small>
            <span className={styles.acts}>
              <Tip text="Record it anew" reason={blocked}>
                <button type="button" aria-label={`Record number ${index + 1} of ${name} anew`} aria-disabled={blocked !== undefined} onClick={() => record(index)}>
                  <RotateCcw size={13} aria-hidden />
                </button>
              </Tip>
              <Tip text="Remove it">
                <button type="button" aria-label={`Remove number ${index + 1} of ${name}`} onClick={() => removeTake(name, index)}>
                  <X size={14} aria-hidden />
                </button>
              </Tip>
            </span>
          </li>
        ))}
      </ul>
    </article>
  );
}

/** Takes the new name when it is left or Enter is pressed. */
function GestureName({ name }: { readonly name: string }) {
  const [text, setText] = useState(name);
  const [problem, setProblem] = useState<string>();
  // The name also changes when something is taken back.
  useEffect(() => setText(name), [name]);
  const commit = (): void => setProblem(renameGesture(name, text));
  return (
    <span className={styles.name}>
      <input
        aria-label="Name of the gesture"
        value={text}
        aria-invalid={problem !== undefined}
        onChange={({ target }) => setText(target.value)}
        onBlur={commit}
        onKeyDown={(event) => {
          if (event.key === 'Enter') commit();
          if (event.key === 'Escape') {
            setText(name);
            setProblem(undefined);
          }
        }}
      />
      {problem !== undefined && <small role="alert">{problem}</small>}
    </span>
  );
}
