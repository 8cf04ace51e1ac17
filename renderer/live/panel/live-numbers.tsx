/** Frames per second and milliseconds of every stage, and where the network runs. */
import { classes } from '../../design/classes';
import controls from '../../design/controls.module.css';
import { originText } from '../../maps/origin-text';
import type { BackendChoice } from '../live-runner';
import { useLive, useLiveChoices, type LiveTimes } from '../live-store';
import type { LiveBackend } from '../protocol';
import styles from './live-panel.module.css';

export const BACKEND_TITLES: Readonly<Record<LiveBackend, string>> = { wasm: 'Processor, here', webgpu: 'Graphics card', engine: 'Processor, engine' };

interface Stage {
  readonly stage: keyof LiveTimes;
  readonly title: string;
  readonly tip: string;
  /** Shown where it happens at all. */
  readonly isRare?: boolean;
}

const STAGES: readonly Stage[] = [
  { stage: 'capture', title: 'capture', tip: 'A copy of the frame for the worker' },
  { stage: 'preprocess', title: 'preprocess', tip: 'From its pixels to what the Input takes' },
  { stage: 'find', title: 'find', tip: 'Through the detector, in frames in which something was looked for', isRare: true },
  { stage: 'run', title: 'run', tip: 'Through the network' },
  { stage: 'decode', title: 'decode', tip: 'From numbers to boxes, masks or classes' },
  { stage: 'gesture', title: 'gesture', tip: 'Through the network that tells gestures, ten times a second', isRare: true },
  { stage: 'draw', title: 'draw', tip: 'On the screen' },
];

export function LiveNumbers() {
  const times = useLive((state) => state.times);
  const origin = useLive((state) => state.origin);
  const title = useLive((state) => state.title);
  const size = useLive((state) => state.size);
  const following = useLive((state) => state.following);
  // Seen by whoever looks for leaks; nothing of it may grow.
  const holdings = useLive((state) => state.holdings);
  return (
    <section className={styles.numbers} aria-label="Speed" data-frames={holdings?.frames} data-tensors={holdings?.tensors} data-sessions={holdings?.sessions}>
      <p className={styles.rate}>
        <strong>{times ? times.framesPerSecond.toFixed(1) : '–'}</strong> frames/s
      </p>
      <dl className={styles.stages}>
        {following && (
          <div title="Points are followed around where they were; when they are lost, all of the picture is looked at">
            <dt>points</dt>
            <dd>{following === 'tracking' ? 'tracking' : 'looking'}</dd>
          </div>
        )}
        {STAGES.filter(({ stage, isRare }) => !isRare || times?.[stage] !== undefined).map(({ stage, title: name, tip }) => (
          <div key={stage} title={tip}>
            <dt>{name}</dt>
            <dd>{milliseconds(times?.[stage])}</dd>
          </div>
        ))}
        <div title="From the moment the camera took the frame; 19 of 20 frames are faster than the second number">
          <dt>camera to screen</dt>
          <dd>{times ? `${milliseconds(times.total)} · ${milliseconds(times.slowest)}` : '–'}</dd>
        </div>
      </dl>
      <BackendSelect />
      <p className={styles.hint}>{[title, size && `${size.width}×${size.height}`, origin && originText(origin)].filter(Boolean).join(' · ')}</p>
    </section>
  );
}

function milliseconds(value: number | undefined): string {
  return value === undefined ? '–' : `${value < 10 ? value.toFixed(1) : value.toFixed(0)} ms`;
}

function BackendSelect() {
  const choice = useLiveChoices((state) => state.backend);
  const backend = useLive((state) => state.backend);
  const measured = useLive((state) => state.measured);
  const problems = measured.flatMap(({ backend: one, problem }) => (problem === undefined ? [] : `${BACKEND_TITLES[one]}: ${problem}`)).join('\n') || undefined;
  const about = (one: LiveBackend): string => {
    const found = measured.find((other) => other.backend === one);
    return found?.milliseconds === undefined ? BACKEND_TITLES[one] : `${BACKEND_TITLES[one]}, ${milliseconds(found.milliseconds)}`;
  };
  return (
    <select className={classes(controls.select, styles.select)} title={problems} aria-label="Where the network runs" value={choice} onChange={({ target }) => useLiveChoices.setState({ backend: target.value as BackendChoice })}>
      <option value="fastest">{`Fastest${backend && choice === 'fastest' ? `: ${about(backend)}` : ''}`}</option>
      {(Object.keys(BACKEND_TITLES) as LiveBackend[]).map((one) => <option key={one} value={one}>{about(one)}</option>)}
    </select>
  );
}
