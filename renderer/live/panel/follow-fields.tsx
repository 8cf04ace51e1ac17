/** How points are followed from frame to frame. */
import { RotateCcw } from 'lucide-react';
import { useState } from 'react';
import { lookAnew } from '../../commands/live';
import { CommandButton } from '../../design/command-button';
import { useDocument } from '../../store/document-store';
import { changeFollow, followSettings } from '../live-setup';
import { DetectorSelect } from './part-select';
import styles from './live-panel.module.css';

interface Slider {
  readonly setting: 'cutoff' | 'beta' | 'lostBelow';
  readonly title: string;
  readonly help: string;
  readonly undo: string;
  readonly unit?: string;
  readonly least: number;
  readonly most: number;
  readonly step: number;
}

const SLIDERS: readonly Slider[] = [
  { setting: 'cutoff', title: 'Smoothing cutoff', help: 'Cutoff of the One-Euro filter for points that rest: lower trembles less, and follows slow moves later', undo: 'Change the smoothing at rest', unit: 'Hz', least: 0.2, most: 10, step: 0.1 },
  { setting: 'beta', title: 'Quickness (beta)', help: 'By how much the cutoff rises with speed (beta of the One-Euro filter): higher lags less, and trembles more while it moves', undo: 'Change the quickness of the smoothing', least: 0, most: 40, step: 0.5 },
  { setting: 'lostBelow', title: 'Lost below', help: 'Below this score it counts as lost, and is looked for again', undo: 'Change the score below which points are lost', least: 0, most: 1, step: 0.01 },
];

/** `isNeeded`: where gestures are told, points are always followed. */
export function FollowFields({ isNeeded }: { readonly isNeeded: boolean }) {
  const isOn = useDocument((state) => followSettings(state.document).isOn);
  return (
    <>
      {!isNeeded && (
        <label className={styles.check} title="The next frame is looked at around the points of this one, larger and turned upright">
          <input type="checkbox" checked={isOn} onChange={({ target }) => changeFollow('Follow points from frame to frame', { isOn: target.checked })} />
          Follow from frame to frame
        </label>
      )}
      {(isOn || isNeeded) && (
        <>
          <DetectorSelect />
          {SLIDERS.map((slider) => <FollowSlider key={slider.setting} {...slider} />)}
          <CommandButton command={lookAnew} icon={RotateCcw} label="Look anew" />
        </>
      )}
    </>
  );
}

/** Moves of one slider while it is held are one step of history. */
let visits = 0;

function FollowSlider({ setting, title, help, undo, unit = '', least, most, step }: Slider) {
  const value = useDocument((state) => followSettings(state.document)[setting]);
  const [visit, setVisit] = useState(0);
  return (
    <label className={styles.slider} title={help}>
      <span>
        {title}
        <output>{`${value.toFixed(step < 0.1 ? 2 : 1)} ${unit}`.trim()}</output>
      </span>
      <input type="range" aria-label={title} min={least} max={most} step={step} value={value} onPointerDown={() => setVisit(++visits)} onFocus={() => setVisit(++visits)} onChange={({ target }) => changeFollow(undo, { [setting]: target.valueAsNumber }, `live ${setting} ${visit}`)} />
    </label>
  );
}
