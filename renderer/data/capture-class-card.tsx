import { Timer, X } from 'lucide-react';
import type { KeyboardEvent } from 'react';
import { classes } from '../design/classes';
import controls from '../design/controls.module.css';
import { Tip } from '../design/tip';
import { formatCount, plural } from '../network/text';
import { RecordedCard } from '../recording/recorded-card';
import { burstNumber } from './burst-names';
import { removeClass, removeFrame, renameClass, type CaptureClass } from './capture-store';
import type { Recorder } from './use-recorder';
import styles from './webcam.module.css';

/** The latest ones; the others are counted. */
const SHOWN = 24;

interface CaptureClassCardProps {
  readonly one: CaptureClass;
  readonly canRecord: boolean;
  readonly recorder: Recorder;
}

/** One class: its name, the buttons that record it, and what was recorded. */
export function CaptureClassCard({ one: { name, frames }, canRecord, recorder }: CaptureClassCardProps) {
  const { recording } = recorder;
  const isOurs = recording.phase !== 'idle' && recording.name === name;
  const reason = canRecord ? undefined : 'Start the camera first.';
  const bursts = new Set(frames.map(({ file }) => burstNumber(file))).size;
  const begin = (): void => {
    if (canRecord && recording.phase === 'idle') recorder.begin(name);
  };
  const onKey = (event: KeyboardEvent, act: () => void): void => {
    if ((event.key !== ' ' && event.key !== 'Enter') || event.repeat) return;
    event.preventDefault();
    act();
  };
  return (
    <RecordedCard
      name={name}
      kind="class"
      examples="pictures"
      isRecording={isOurs}
      className={styles.card}
      count={frames.length === 0 ? 'no pictures' : `${formatCount(frames.length)} in ${plural(bursts, 'burst')}`}
      rename={(text) => renameClass(name, text)}
      remove={() => void removeClass(name)}
      buttons={
        <>
          <Tip text="Every press is one burst" reason={reason}>
            <button
              type="button"
              className={classes(controls.button, controls.primary, styles.hold)}
              aria-disabled={!canRecord}
              aria-label={`Hold to record ${name}`}
              onPointerDown={begin}
              onPointerUp={recorder.end}
              onPointerLeave={() => isOurs && recording.phase === 'recording' && recorder.end()}
              onKeyDown={(event) => onKey(event, begin)}
              onKeyUp={(event) => onKey(event, recorder.end)}
              onBlur={() => isOurs && recording.phase === 'recording' && recorder.end()}
            >
              {isOurs && recording.phase === 'recording' ? 'Recording…' : 'Hold to record'}
            </button>
          </Tip>
          <Tip text="Count down from three and record for three seconds" reason={reason}>
            <button type="button" className={controls.icon} aria-label={`Record ${name} after a countdown`} aria-pressed={isOurs} aria-disabled={!canRecord} onClick={() => canRecord && recorder.handsFree(name)}>
              <Timer size={15} aria-hidden />
            </button>
          </Tip>
        </>
      }
    >
      <ul className={styles.frames} aria-label={`Pictures of ${name}`}>
        {[...frames].reverse().slice(0, SHOWN).map(({ file, preview }) => (
          <li key={file}>
            {preview === undefined ? <i aria-hidden /> : <img src={preview} alt="" />}
            <button type="button" aria-label={`Remove ${file}`} onClick={() => void removeFrame(name, file)}>
              <X size={12} aria-hidden />
            </button>
          </li>
        ))}
      </ul>
    </RecordedCard>
  );
}
