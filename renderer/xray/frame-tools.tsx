/** Which frame is looked through, and what answers about it. */
import { ChevronLeft, ChevronRight, ImageUp, Snowflake } from 'lucide-react';
import { showNextSample, showPreviousSample } from '../commands/maps';
import { xrayLiveFrame } from '../commands/xray';
import { classes } from '../design/classes';
import { CommandButton } from '../design/command-button';
import controls from '../design/controls.module.css';
import { Tip } from '../design/tip';
import { useLive } from '../live/live-store';
import { originText } from '../maps/origin-text';
import { plural } from '../network/text';
import { ModelSelect } from '../predict/model-select';
import { report } from '../shell/connection';
import { useSample } from '../store/sample-store';
import { showOwnFrame } from './own-frame';
import { useXray } from './xray-store';
import styles from './xray.module.css';

export function FrameTools() {
  const sample = useSample((state) => state.sample);
  // Whether there is a live frame.
  useLive((state) => state.phase);
  const title = sample === undefined ? 'No frame' : sample.kind === 'row' ? `Row ${sample.row}` : 'Own picture';
  return (
    <div className={styles.tools}>
      <CommandButton command={showPreviousSample} icon={ChevronLeft} side="top" />
      <span className={styles.frameTitle}>{title}</span>
      <CommandButton command={showNextSample} icon={ChevronRight} side="top" />
      <Tip text="Look through a picture of your own" side="top">
        <label className={classes(controls.icon, styles.choose)}>
          <ImageUp size={16} strokeWidth={1.8} aria-hidden />
          <input
            type="file"
            accept="image/*"
            aria-label="Look through a picture of your own"
            onChange={({ target }) => {
              const [file] = target.files ?? [];
              if (file) file.arrayBuffer().then((bytes) => showOwnFrame(new Uint8Array(bytes)), report);
              target.value = '';
            }}
          />
        </label>
      </Tip>
      <CommandButton command={xrayLiveFrame} icon={Snowflake} side="top" />
      <div className={styles.model}>
        <ModelSelect />
      </div>
      <HeadChoice />
      <Facts />
    </div>
  );
}

/** Only where there is a choice. */
function HeadChoice() {
  const xray = useXray((state) => state.read?.xray);
  if (!xray || xray.heads.length < 2) return null;
  return (
    <select className={controls.select} aria-label="Head" value={xray.head} onChange={({ target }) => useXray.setState({ head: target.value })}>
      {xray.heads.map((path) => <option key={path} value={path}>{path}</option>)}
    </select>
  );
}

function Facts() {
  const xray = useXray((state) => state.read?.xray);
  const isAsking = useXray((state) => state.isAsking);
  if (!xray) return null;
  const places = xray.places.kind === 'cells' ? plural(xray.prediction.rows, 'place') : plural(xray.prediction.rows, 'region');
  return (
    <p className={styles.facts} role="status" aria-busy={isAsking}>
      <span>{xray.title}</span>
      <span className={classes(xray.origin.kind === 'untrained' && styles.doubt)}>{originText(xray.origin)}</span>
      <span className={styles.figure}>{places}</span>
      <span className={styles.figure}>{`${xray.milliseconds.toFixed(1)} ms`}</span>
    </p>
  );
}
