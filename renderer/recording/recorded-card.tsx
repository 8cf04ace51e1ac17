/** Something that examples are recorded of: its name, the buttons that record it, how much there is, and what was recorded. */
import { Plus, Trash2 } from 'lucide-react';
import type { ReactNode } from 'react';
import { classes } from '../design/classes';
import controls from '../design/controls.module.css';
import { Tip } from '../design/tip';
import { NameField } from './name-field';
import styles from './recording.module.css';

interface RecordedCardProps {
  readonly name: string;
  /** What it is one of: “class”, “gesture”. */
  readonly kind: string;
  /** What goes with it when it is removed. */
  readonly examples: string;
  readonly isRecording: boolean;
  readonly className?: string | undefined;
  readonly buttons: ReactNode;
  readonly count: string;
  /** What was recorded. */
  readonly children: ReactNode;
  /** Says why not, where the name cannot be taken. */
  rename(text: string): Promise<string | undefined> | string | undefined;
  remove(): void;
}

export function RecordedCard({ name, kind, examples, isRecording, className, buttons, count, children, rename, remove }: RecordedCardProps) {
  return (
    <article className={classes(styles.card, className, isRecording && styles.recording)} aria-label={name}>
      <header>
        <NameField name={name} label={`Name of the ${kind}`} rename={rename} />
        <Tip text={`Remove the ${kind} and its ${examples}`} side="left">
          <button type="button" className={controls.icon} aria-label={`Remove ${name}`} onClick={remove}>
            <Trash2 size={14} aria-hidden />
          </button>
        </Tip>
      </header>
      <div className={styles.buttons}>
        {buttons}
        <span className={styles.count}>{count}</span>
      </div>
      {children}
    </article>
  );
}

/** Stands after the last card. */
export function AddCard({ kind, add }: { readonly kind: string; add(): void }) {
  return (
    <button type="button" className={styles.add} onClick={add}>
      <Plus size={15} aria-hidden />
      Add a {kind}
    </button>
  );
}

/** Over the picture, before a recording begins. */
export function Countdown({ seconds }: { readonly seconds: number }) {
  return <strong className={styles.countdown} role="timer">{seconds}</strong>;
}
