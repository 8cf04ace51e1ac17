/** How answers are laid over their pictures. */
import controls from '../design/controls.module.css';
import { useMaskLook, type SegmentView } from './mask-look';
import styles from './segmentation.module.css';

export function OpacitySlider() {
  const opacity = useMaskLook((state) => state.opacity);
  return <ShareSlider title="Opacity" label="Opacity of masks" least={0} step={0.05} value={opacity} onChange={(value) => useMaskLook.setState({ opacity: value })} />;
}

/** Below this the engine tells nothing of a box. */
const LEAST_SCORE = 0.05;

export function ScoreSlider() {
  const score = useMaskLook((state) => state.scoreAtLeast);
  return <ShareSlider title="Score at least" label="Score at least" least={LEAST_SCORE} step={0.01} value={score} onChange={(value) => useMaskLook.setState({ scoreAtLeast: value })} />;
}

interface ShareSliderProps {
  readonly title: string;
  readonly label: string;
  readonly least: number;
  readonly step: number;
  readonly value: number;
  onChange(value: number): void;
}

function ShareSlider({ title, label, least, step, value, onChange }: ShareSliderProps) {
  return (
    <label className={styles.slider}>
      <span>
        {title}
        <output>{`${Math.round(value * 100)} %`}</output>
      </span>
      <input type="range" aria-label={label} min={least} max={1} step={step} value={value} onChange={({ target }) => onChange(target.valueAsNumber)} />
    </label>
  );
}

const VIEWS: readonly { readonly view: SegmentView; readonly title: string; readonly help: string }[] = [
  { view: 'instances', title: 'Instances', help: 'Every object in a colour of its own' },
  { view: 'semantic', title: 'Semantic', help: 'The class of every pixel' },
  { view: 'panoptic', title: 'Panoptic', help: 'Every pixel in one object, or in a class that has no objects' },
];

export function ViewSwitch() {
  const chosen = useMaskLook((state) => state.view);
  return (
    <div className={controls.segments} role="group" aria-label="How objects are shown">
      {VIEWS.map(({ view, title, help }) => (
        <button key={view} type="button" className={controls.segment} title={help} aria-pressed={chosen === view} onClick={() => useMaskLook.setState({ view })}>{title}</button>
      ))}
    </div>
  );
}
