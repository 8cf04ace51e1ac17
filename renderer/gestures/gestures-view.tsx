/** Recording gestures with the camera: what is kept are the points of the hand, ten times a second, and no picture. */
import { Camera, Square, Undo2 } from 'lucide-react';
import { useEffect, useState } from 'react';
import { stopLiveCommand } from '../commands/live';
import { undoGesture } from '../commands/gestures';
import { train } from '../commands/training';
import { NumberField } from '../data/number-field';
import { classes } from '../design/classes';
import { CommandButton } from '../design/command-button';
import controls from '../design/controls.module.css';
import { startLive } from '../live/live-session';
import { useLive } from '../live/live-store';
import { LiveView } from '../live/live-view';
import { EyesSelect } from '../live/panel/part-select';
import { useSeesThroughEyes } from '../live/panel/use-sees-through-eyes';
import { AddCard, Countdown } from '../recording/recorded-card';
import { report } from '../shell/connection';
import { useData } from '../store/data-store';
import { useDocument } from '../store/document-store';
import { GestureCard } from './gesture-card';
import { gestureMoments, tellsPoints } from './gesture-network';
import { addGesture, continueRecording, startAnew, useGestures } from './gesture-store';
import { recordingAdvice, recordingLack } from './lacks';
import { GESTURE_TEMPLATES, learnRecordings, openGestureNetwork } from './learn-recordings';
import { stopRecording, useRecording } from './take-recorder';
import styles from './gestures.module.css';

const USUAL_MOMENTS = 20;

export function GesturesView() {
  const { folder, gestures } = useGestures();
  const moments = useDocument((state) => gestureMoments(state.document));
  const [wanted, setWanted] = useState(USUAL_MOMENTS);
  const isOn = useLive((state) => state.phase === 'on');
  const source = useData((state) => state.request?.source);
  const used = source?.kind === 'csv' ? /^(.*[\\/]captures[\\/]gestures-\d+)[\\/]gestures(?:-(\d+)-moments)?\.csv$/.exec(source.path) : null;
  const [, usedFolder, usedMoments] = used ?? [];
  useEffect(() => {
    if (usedFolder !== undefined && useGestures.getState().folder === undefined) continueRecording(usedFolder, Number(usedMoments ?? 1)).catch(report);
  }, [usedFolder, usedMoments]);
  useEffect(() => stopRecording, []);
  const lack = recordingLack(gestures, moments);
  const isUsed = folder !== undefined && folder === usedFolder;
  const learn = (): void => {
    if (lack === undefined) void learnRecordings();
  };
  return (
    <div className={styles.view}>
      <Watching wanted={wanted} onWanted={setWanted} />
      <section className={styles.gestures} aria-label="Gestures to record">
        {gestures.map((one, index) => (
          // By its place: a card that is renamed keeps the keyboard.
          <GestureCard key={index} one={one} moments={wanted} reason={isOn ? undefined : 'Start the camera first.'} />
        ))}
        <AddCard kind="gesture" add={addGesture} />
      </section>
      <footer className={styles.footer}>
        <p role="status">{lack ?? recordingAdvice(gestures)}</p>
        <CommandButton command={undoGesture} icon={Undo2} />
        {folder !== undefined && <button type="button" className={controls.button} onClick={startAnew}>Start anew</button>}
        {moments === undefined && lack !== undefined && gestures.some(({ takes }) => takes.length > 0) && <GestureNetworks />}
        {moments !== undefined && (
          <button type="button" className={classes(controls.button, !isUsed && controls.primary)} aria-disabled={lack !== undefined} onClick={learn}>
            {isUsed ? 'Use them again' : 'Use these recordings'}
          </button>
        )}
        {isUsed && <CommandButton command={train} label="Train" isPrimary />}
      </footer>
    </div>
  );
}

/** Where the network on the canvas is for something else. */
function GestureNetworks() {
  return GESTURE_TEMPLATES.map(({ name, title }) => (
    <button key={name} type="button" className={controls.button} onClick={() => openGestureNetwork(name, false)}>{title}</button>
  ));
}

/** The live picture with the points that would be recorded, and the gesture once one is told. */
function Watching({ wanted, onWanted }: { readonly wanted: number; readonly onWanted: (moments: number) => void }) {
  const phase = useLive((state) => state.phase);
  const problem = useLive((state) => state.problem);
  const remark = useLive((state) => state.remark);
  const recording = useRecording((state) => state.recording);
  const throughEyes = useSeesThroughEyes();
  const canSee = useDocument((state) => throughEyes || tellsPoints(state.document));
  return (
    <section className={styles.watching} aria-label="Camera">
      <div className={classes(styles.stage, phase === 'off' && styles.idle)}>
        {phase !== 'off' && <LiveView className={styles.live} label="Live picture with the points of the hand" />}
        {phase === 'off' && !canSee && (
          <div className={styles.off}>
            <p>The network on the canvas tells neither gestures nor the points of a hand. Open one that does; what was recorded stays here.</p>
            <GestureNetworks />
          </div>
        )}
        {phase === 'off' && canSee && (
          <div className={styles.off}>
            {problem !== undefined && <p role="alert">{problem}</p>}
            <button type="button" className={classes(controls.button, controls.primary)} onClick={() => void startLive('camera')}>
              <Camera size={14} aria-hidden />
              {problem === undefined ? 'Start the camera' : 'Try again'}
            </button>
          </div>
        )}
        {(phase === 'opening' || phase === 'measuring') && <p className={styles.off} role="status">{phase === 'opening' ? 'Opening the camera.' : 'Measuring where the network runs fastest.'}</p>}
        {recording.phase === 'counting' && <Countdown seconds={recording.seconds} />}
        {recording.phase === 'recording' && <span className={styles.taken} role="status">{recording.isHandSeen ? `${recording.taken} of ${recording.wanted}` : 'no hand is seen'}</span>}
      </div>
      <div className={styles.settings}>
        {throughEyes && <EyesSelect />}
        <NumberField label="Moments" value={wanted} least={8} most={100} isWhole help="Moments of a recording, ten for every second" onChange={onWanted} />
        {phase !== 'off' && <CommandButton command={stopLiveCommand} icon={Square} label="Stop" />}
        {remark !== undefined && phase === 'on' && <p role="status" className={styles.remark}>{remark}</p>}
      </div>
    </section>
  );
}
