/** Recording classes with the camera. Every press is one burst, and a burst never stands in two splits. */
import { Camera, CameraOff } from 'lucide-react';
import { useEffect, useState } from 'react';
import { classes } from '../design/classes';
import controls from '../design/controls.module.css';
import { Tip } from '../design/tip';
import { AddCard, Countdown } from '../recording/recorded-card';
import { report } from '../shell/connection';
import { useData } from '../store/data-store';
import { useCamera } from './camera';
import { CaptureClassCard } from './capture-class-card';
import { addClass, captureLack, continueCapture, singleBurstClasses, startAnew, takeCapture, useCaptures } from './capture-store';
import { NumberField } from './number-field';
import { useRecorder } from './use-recorder';
import styles from './webcam.module.css';

const PICTURE_SIZE = 224;

export function WebcamView() {
  const camera = useCamera();
  const captures = useCaptures();
  const [framesPerSecond, setFramesPerSecond] = useState(10);
  const recorder = useRecorder(camera.video, framesPerSecond, PICTURE_SIZE);
  const source = useData((state) => state.request?.source);
  const folder = source?.kind === 'folder' && /[\\/]captures[\\/][^\\/]+$/.test(source.path) ? source.path : undefined;
  useEffect(() => {
    if (folder !== undefined && useCaptures.getState().folder === undefined) continueCapture(folder).catch(report);
  }, [folder]);
  const lack = captureLack(captures);
  const single = singleBurstClasses(captures);
  const isOn = camera.state.phase === 'on';
  const isUsed = captures.folder !== undefined && captures.folder === folder;
  return (
    <div className={styles.view}>
      <section className={styles.camera} aria-label="Camera">
        <div className={classes(styles.square, !isOn && styles.idle)}>
          <video ref={camera.video} muted playsInline aria-label="What the camera sees, mirrored" className={classes(!isOn && styles.hidden)} />
          {!isOn && (
            <div className={styles.off}>
              {camera.state.phase === 'failed' ? <p role="alert">{camera.state.sentence}</p> : <CameraOff size={22} aria-hidden />}
              <button type="button" className={classes(controls.button, controls.primary)} onClick={() => void camera.start()}>
                <Camera size={14} aria-hidden />
                {camera.state.phase === 'starting' ? 'Starting…' : camera.state.phase === 'failed' ? 'Try again' : 'Start the camera'}
              </button>
            </div>
          )}
          {recorder.recording.phase === 'counting' && <Countdown seconds={recorder.recording.seconds} />}
          {recorder.recording.phase === 'recording' && <span className={styles.live}>{recorder.recording.frames}</span>}
        </div>
        <div className={styles.settings}>
          <NumberField label="Pace" value={framesPerSecond} least={1} most={30} isWhole unit="/s" help="Pictures per second" onChange={setFramesPerSecond} />
          {isOn && (
            <Tip text="Stop the camera" side="right">
              <button type="button" className={controls.icon} aria-label="Stop the camera" onClick={camera.stop}>
                <CameraOff size={15} aria-hidden />
              </button>
            </Tip>
          )}
        </div>
      </section>
      <section className={styles.classes} aria-label="Classes to record">
        {captures.classes.map((one) => (
          <CaptureClassCard key={one.name} one={one} canRecord={isOn} recorder={recorder} />
        ))}
        <AddCard kind="class" add={addClass} />
      </section>
      <footer className={styles.footer}>
        <p role="status">
          {lack ?? (single.length > 0 ? `Record at least two bursts per class, each a little different: ${single.join(', ')} ${single.length === 1 ? 'has' : 'have'} one, so nothing checks what is learned of ${single.length === 1 ? 'it' : 'them'}.` : 'Each burst stays together when the pictures are split.')}
        </p>
        {captures.folder !== undefined && <button type="button" className={controls.button} onClick={startAnew}>Start anew</button>}
        <button type="button" className={classes(controls.button, controls.primary)} aria-disabled={lack !== undefined} onClick={() => lack === undefined && void takeCapture()}>
          {isUsed ? 'Use them again' : 'Use these pictures'}
        </button>
      </footer>
    </div>
  );
}
