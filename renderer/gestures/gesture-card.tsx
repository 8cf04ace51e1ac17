/** One gesture: its name, the button that records it, and its recordings. */
import { RotateCcw, X } from 'lucide-react';
import type { RecordedGesture } from '../../engine/vision/gesture-recordings';
import { classes } from '../design/classes';
import controls from '../design/controls.module.css';
import { Tip } from '../design/tip';
import { plural } from '../network/text';
import { RecordedCard } from '../recording/recorded-card';
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
    <RecordedCard
      name={name}
      kind="gesture"
      examples="recordings"
      isRecording={isOurs}
      className={styles.card}
      count={takes.length === 0 ? 'no recordings' : plural(takes.length, 'recording')}
      rename={(text) => renameGesture(name, text)}
      remove={() => removeGesture(name)}
      buttons={
        <Tip text="Counts down from three, then records" reason={blocked}>
          <button type="button" className={classes(controls.button, controls.primary, styles.record)} aria-disabled={blocked !== undefined} aria-label={isOurs ? `Stop recording ${name}` : `Record ${name}`} onClick={() => record()}>
            {isOurs ? 'Stop' : 'Record'}
          </button>
        </Tip>
      }
    >
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
    </RecordedCard>
  );
}
