/** Which source and model, and how answers are drawn. */
import { useState } from 'react';
import { classes } from '../../design/classes';
import controls from '../../design/controls.module.css';
import { ModelSelect } from '../../predict/model-select';
import { useDocument } from '../../store/document-store';
import { changeOverlay, overlaySettings, type OverlaySettings } from '../live-setup';
import { startLive } from '../live-session';
import { useLive, useLiveChoices } from '../live-store';
import { FollowFields } from './follow-fields';
import { EyesSelect } from './part-select';
import { useSeesThroughEyes } from './use-sees-through-eyes';
import styles from './live-panel.module.css';

export function LiveSettings() {
  const answers = useLive((state) => state.answers);
  const isFrozen = useLive((state) => state.isFrozen);
  const hasBoxes = answers.some(({ answer }) => answer.kind === 'boxes');
  const hasMasks = answers.some(({ answer }) => answer.kind === 'mask' || (answer.kind === 'boxes' && answer.detections.some(({ mask }) => mask)));
  const hasPoints = answers.some(({ answer }) => answer.kind === 'points');
  const throughEyes = useSeesThroughEyes();
  const isCamera = useDocument((state) => state.document.live?.source.kind === 'camera');
  return (
    <>
      <ModelSelect />
      {throughEyes && <EyesSelect />}
      {isCamera && <CameraSelect />}
      {hasBoxes && <ShareSlider setting="scoreAtLeast" title="Score at least" undo="Change the least score" />}
      {hasBoxes && <ShareSlider setting="iou" title="Overlap at most (IoU)" undo="Change the overlap" />}
      {hasMasks && <ShareSlider setting="opacity" title="Opacity of masks" undo="Change the opacity of masks" />}
      {hasBoxes && isFrozen && <SuppressedCheck />}
      {hasBoxes && <Check setting="labels" title="Label the boxes" />}
      {isCamera && <Check setting="mirror" title="Show as in a mirror" />}
      {hasPoints && <FollowFields isNeeded={throughEyes} />}
    </>
  );
}

/** Only where there is a choice. */
function CameraSelect() {
  const cameras = useLive((state) => state.cameras);
  const title = useLive((state) => state.title);
  if (cameras.length < 2) return null;
  const shown = cameras.find(({ label }) => label === title)?.id;
  return (
    <select
      className={classes(controls.select, styles.select)}
      aria-label="Camera"
      value={shown}
      onChange={({ target }) => {
        useLiveChoices.setState({ camera: target.value });
        void startLive('camera');
      }}
    >
      {cameras.map(({ id, label }) => <option key={id} value={id}>{label}</option>)}
    </select>
  );
}

interface SettingProps<Setting extends keyof OverlaySettings> {
  readonly setting: Setting;
  readonly title: string;
}

/** Moves of one slider while it is held are one step of history. */
let visits = 0;

function ShareSlider({ setting, title, undo }: SettingProps<'scoreAtLeast' | 'iou' | 'opacity'> & { readonly undo: string }) {
  const value = useDocument((state) => overlaySettings(state.document)[setting]);
  const [visit, setVisit] = useState(0);
  return (
    <label className={styles.slider}>
      <span>
        {title}
        <output>{value.toFixed(2)}</output>
      </span>
      <input type="range" aria-label={title} min={0} max={1} step={0.01} value={value} onPointerDown={() => setVisit(++visits)} onFocus={() => setVisit(++visits)} onChange={({ target }) => changeOverlay(undo, { [setting]: target.valueAsNumber }, `live ${setting} ${visit}`)} />
    </label>
  );
}

/** Of a frozen frame: what there was before suppression. */
function SuppressedCheck() {
  const isOn = useLiveChoices((state) => state.showsSuppressed);
  return (
    <label className={styles.check}>
      <input type="checkbox" checked={isOn} onChange={({ target }) => useLiveChoices.setState({ showsSuppressed: target.checked })} />
      Show suppressed boxes
    </label>
  );
}

function Check({ setting, title }: SettingProps<'labels' | 'mirror'>) {
  const isOn = useDocument((state) => overlaySettings(state.document)[setting]);
  return (
    <label className={styles.check}>
      <input type="checkbox" checked={isOn} onChange={({ target }) => changeOverlay(title, { [setting]: target.checked })} />
      {title}
    </label>
  );
}
