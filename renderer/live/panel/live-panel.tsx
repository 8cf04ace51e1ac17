/** The network sees live: a picture that moves, what it answers, and how long each step takes. */
import { Camera, FileVideo, Images, MonitorUp, Pause, Play, ScanSearch, Square, type LucideIcon } from 'lucide-react';
import type { LiveSourceKind } from '../../../engine/document/model';
import { freezeFrame, startCamera, startFolder, startScreen, startVideo, stopLiveCommand } from '../../commands/live';
import type { Command } from '../../commands/command';
import { xrayLiveFrame } from '../../commands/xray';
import { CommandButton } from '../../design/command-button';
import { useDocument } from '../../store/document-store';
import { SOURCE_TITLES } from '../live-setup';
import { useLive } from '../live-store';
import { LiveView } from '../live-view';
import { AnswerLines } from './answer-lines';
import { LiveNumbers } from './live-numbers';
import { LiveSettings } from './live-settings';
import { EyesSelect } from './part-select';
import { SeenNote } from './seen-note';
import { useSeesThroughEyes } from './use-sees-through-eyes';
import styles from './live-panel.module.css';

const SOURCES: readonly { readonly kind: LiveSourceKind; readonly command: Command; readonly icon: LucideIcon }[] = [
  { kind: 'camera', command: startCamera, icon: Camera },
  { kind: 'video', command: startVideo, icon: FileVideo },
  { kind: 'folder', command: startFolder, icon: Images },
  { kind: 'screen', command: startScreen, icon: MonitorUp },
];

export function LivePanel() {
  const phase = useLive((state) => state.phase);
  return phase === 'off' ? <Invitation /> : <Running />;
}

/** Before anything runs, and after something has gone wrong. */
function Invitation() {
  const problem = useLive((state) => state.problem);
  const last = useDocument((state) => state.document.live?.source.kind);
  const throughEyes = useSeesThroughEyes();
  return (
    <div className={styles.invitation}>
      {problem === undefined ? <h3>Show the network something</h3> : <p role="alert" className={styles.error}>{problem}</p>}
      <div className={styles.sources}>
        {SOURCES.map(({ kind, command, icon }) => (
          <CommandButton key={kind} command={command} icon={icon} label={SOURCE_TITLES[kind]} isPrimary={kind === (last ?? 'camera')} />
        ))}
      </div>
      {throughEyes && (
        <div className={styles.eyes}>
          <EyesSelect />
        </div>
      )}
      <p className={styles.hint}>Each frame goes to the network on the canvas, on this machine, and nowhere else.</p>
    </div>
  );
}

function Running() {
  const phase = useLive((state) => state.phase);
  const remark = useLive((state) => state.remark);
  const isFrozen = useLive((state) => state.isFrozen);
  return (
    <div className={styles.panel}>
      <div className={styles.stage}>
        <LiveView className={styles.view} label={isFrozen ? 'Frozen frame with what the network sees' : 'Live picture with what the network sees'} />
        {phase !== 'on' && <p className={styles.waiting} role="status">{phase === 'opening' ? 'Opening the source.' : 'Measuring where the network runs fastest.'}</p>}
        {isFrozen && <span className={styles.frozen}>frozen</span>}
      </div>
      <div className={styles.controls}>
        <div className={styles.buttons}>
          <CommandButton command={freezeFrame} icon={isFrozen ? Play : Pause} label={isFrozen ? 'Go on' : 'Freeze'} isPressed={isFrozen} />
          <CommandButton command={stopLiveCommand} icon={Square} label="Stop" />
          <CommandButton command={xrayLiveFrame} icon={ScanSearch} label="X-ray this frame" />
        </div>
        {remark !== undefined && <p role="status" className={styles.remark}>{remark}</p>}
        <SeenNote />
        <LiveSettings />
      </div>
      <AnswerLines />
      <LiveNumbers />
    </div>
  );
}
