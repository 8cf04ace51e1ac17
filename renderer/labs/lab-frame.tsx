/** What every playground looks like: the picture left, its controls right, a sentence of what there is to see above. */
import { Pause, Play, RotateCcw, StepForward } from 'lucide-react';
import type { ReactNode } from 'react';
import controls from '../design/controls.module.css';
import { classes } from '../design/classes';
import type { Player } from './use-player';
import styles from './lab-frame.module.css';

interface LabFrameProps {
  readonly title: string;
  readonly lesson: string;
  readonly picture: ReactNode;
  /** Beside or below the picture: charts, tables of numbers. */
  readonly numbers?: ReactNode;
  readonly children: ReactNode;
}

export function LabFrame({ title, lesson, picture, numbers, children }: LabFrameProps) {
  return (
    <section className={styles.lab} aria-labelledby="lab-title">
      <header className={styles.head}>
        <h1 id="lab-title">{title}</h1>
        <p>{lesson}</p>
      </header>
      <div className={styles.stage}>
        <div className={styles.picture}>{picture}</div>
        {numbers !== undefined && <div className={styles.numbers}>{numbers}</div>}
      </div>
      {/* Scrolls where the window is low. */}
      <div className={styles.controls} role="region" aria-label="Controls" tabIndex={-1}>{children}</div>
    </section>
  );
}

interface RunBarProps {
  readonly player: Player;
  /** What playing is called here, such as “Train”. */
  readonly verb: string;
  readonly unavailable?: boolean;
  onStep(): void;
  onReset(): void;
}

export function RunBar({ player, verb, unavailable = false, onStep, onReset }: RunBarProps) {
  const { isPlaying, play, pause } = player;
  return (
    <div className={styles.bar} role="group" aria-label={verb}>
      <button type="button" className={classes(controls.button, controls.primary)} aria-disabled={unavailable} onClick={() => !unavailable && (isPlaying ? pause() : play())}>
        {isPlaying ? <Pause size={14} aria-hidden /> : <Play size={14} aria-hidden />}
        {isPlaying ? 'Pause' : verb}
      </button>
      <button type="button" className={controls.button} aria-disabled={unavailable || isPlaying} onClick={() => !unavailable && !isPlaying && onStep()}>
        <StepForward size={14} aria-hidden />
        Step
      </button>
      <button
        type="button"
        className={controls.button}
        onClick={() => {
          pause();
          onReset();
        }}
      >
        <RotateCcw size={14} aria-hidden />
        Reset
      </button>
    </div>
  );
}
