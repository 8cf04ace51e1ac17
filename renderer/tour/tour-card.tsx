/** One card of the tour, beside what it speaks of: it never covers the way and never takes the keyboard. */
import { X } from 'lucide-react';
import { showPredict } from '../commands/go';
import { train } from '../commands/training';
import { classes } from '../design/classes';
import { CommandButton } from '../design/command-button';
import controls from '../design/controls.module.css';
import { useRun } from '../store/run-store';
import { isPanelOpen, showDock, useSession } from '../store/session-store';
import { endTour, useTour, type TourStep } from './tour-store';
import styles from './tour-card.module.css';

const STEPS: readonly TourStep[] = ['network', 'training', 'trained', 'draw', 'next'];

interface Card {
  readonly title: string;
  readonly text: string;
}

function cardOf(step: TourStep, accuracy: number | undefined): Card {
  switch (step) {
    case 'network':
      return { title: 'A network that reads digits', text: 'A drawn digit goes in on the left. Each box is a layer: on its left the shape it gives, on its right how many numbers it has to learn. It has learned nothing yet.' };
    case 'training':
      return { title: 'It learns', text: 'It sees thousands of digits, a few at a time, and changes its numbers a little after each. The loss, how wrong it is, falls; the pictures in the boxes are what each layer makes of one digit.' };
    case 'trained':
      return { title: accuracy === undefined ? 'It has learned' : `It reads ${(100 * accuracy).toFixed(1)} % of new digits`, text: 'These are digits it was never trained on. Now give it one of yours.' };
    case 'draw':
      return { title: 'Draw a digit', text: 'Draw in the pad of the Predict panel. The answer and the pictures in the boxes follow your pen.' };
    case 'next':
      return { title: 'Make it yours', text: 'Change the filters of conv1 and see every size follow. Open the Data panel for your own pictures or the webcam. Export takes the trained network with you as an ONNX file.' };
  }
}

/** Beside the network where the inspector is open, else over a corner of the canvas. */
export function TourCard({ place }: { readonly place: 'inspector' | 'canvas' }) {
  const step = useTour((state) => state.step);
  const accuracy = useRun((state) => state.run?.accuracy);
  const isBeside = useSession((state) => isPanelOpen(state, 'inspector'));
  if (step === undefined || isBeside !== (place === 'inspector')) return null;
  const { title, text } = cardOf(step, accuracy);
  return (
    <aside className={classes(styles.card, styles[place])} aria-label="Tour" aria-live="polite">
      <header className={styles.header}>
        <h2>{title}</h2>
        <button type="button" className={controls.icon} aria-label="End the tour" onClick={endTour}>
          <X size={15} aria-hidden />
        </button>
      </header>
      <p>{text}</p>
      <footer className={styles.footer}>
        <ol className={styles.dots} aria-label={`Step ${STEPS.indexOf(step) + 1} of ${STEPS.length}`}>
          {STEPS.map((one) => <li key={one} className={classes(styles.dot, one === step && styles.now)} />)}
        </ol>
        <Action step={step} />
      </footer>
    </aside>
  );
}

function Action({ step }: { readonly step: TourStep }) {
  if (step === 'network') return <CommandButton command={train} label="Train it" isPrimary />;
  if (step === 'trained') return <CommandButton command={showPredict} label="Draw a digit" isPrimary />;
  if (step !== 'next') return null;
  return (
    <>
      <button type="button" className={controls.button} onClick={() => showDock('data')}>Show the data</button>
      <button type="button" className={classes(controls.button, controls.primary)} onClick={endTour}>Done</button>
    </>
  );
}
