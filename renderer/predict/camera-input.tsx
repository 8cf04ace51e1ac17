/** Frames of a camera, as fast as the network answers: the next one is taken when the last has its answer. */
import { Camera, Square } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { classes } from '../design/classes';
import controls from '../design/controls.module.css';
import { useMaps } from '../maps/maps-store';
import { cameras, closeCamera, FrameRate, openCamera, type CameraChoice } from './camera';
import { giveInput } from './inputs-store';
import { middleOfFrame, pngOf, type PictureSize } from './picture-bytes';
import styles from './predict.module.css';

type CameraState = { readonly state: 'off' } | { readonly state: 'starting' } | { readonly state: 'on'; readonly stream: MediaStream } | { readonly state: 'failed'; readonly sentence: string };

/** An answer that does not come by then (an error, a network in pieces) holds no frames up. */
const LONGEST_WAIT_MS = 1000;

export function CameraInput({ column, size }: { readonly column: string; readonly size: PictureSize }) {
  const [camera, setCamera] = useState<CameraState>({ state: 'off' });
  const [choices, setChoices] = useState<readonly CameraChoice[]>([]);
  const [rate, setRate] = useState<{ readonly frames: number; readonly milliseconds: number }>();
  const video = useRef<HTMLVideoElement>(null);
  const isGone = useRef(false);
  const { height, width } = size;
  const stream = camera.state === 'on' ? camera.stream : undefined;

  const start = async (id?: string): Promise<void> => {
    if (stream) closeCamera(stream);
    setCamera({ state: 'starting' });
    try {
      const opened = await openCamera(id);
      // Another tab was chosen while the browser asked.
      if (isGone.current) return closeCamera(opened);
      setCamera({ state: 'on', stream: opened });
      setChoices(await cameras());
    } catch (error) {
      setCamera({ state: 'failed', sentence: (error as Error).message });
    }
  };

  useEffect(() => {
    isGone.current = false;
    return () => {
      isGone.current = true;
    };
  }, []);

  useEffect(() => {
    if (!stream || !video.current) return;
    const shown = video.current;
    let isRunning = true;
    shown.srcObject = stream;
    const unplugged = (): void => setCamera({ state: 'failed', sentence: 'The camera was unplugged. Connect it again, then start it again.' });
    for (const track of stream.getTracks()) track.addEventListener('ended', unplugged);
    const frames = new FrameRate();
    const follow = async (): Promise<void> => {
      await shown.play().catch(() => undefined);
      while (isRunning) {
        await nextFrame(shown);
        if (!isRunning || shown.videoWidth === 0) continue;
        const bytes = await pngOf(middleOfFrame(shown, shown.videoWidth, shown.videoHeight, { height, width }));
        if (!isRunning) return;
        const answered = nextAnswer();
        giveInput(column, bytes);
        await answered;
        if (isRunning) setRate({ frames: frames.add(performance.now()), milliseconds: useMaps.getState().took });
      }
    };
    void follow();
    return () => {
      isRunning = false;
      closeCamera(stream);
      shown.srcObject = null;
    };
  }, [stream, column, height, width]);

  if (camera.state !== 'on') {
    return (
      <div className={styles.invitation}>
        <button type="button" className={classes(controls.button, controls.primary)} aria-disabled={camera.state === 'starting'} onClick={() => camera.state !== 'starting' && void start()}>
          <Camera size={16} aria-hidden />
          {camera.state === 'starting' ? 'Starting' : 'Start the camera'}
        </button>
        {camera.state === 'failed' ? (
          <p role="alert" className={styles.error}>{camera.sentence}</p>
        ) : (
          <p className={styles.hint}>The middle of each frame goes to the network on this machine, and nowhere else.</p>
        )}
      </div>
    );
  }
  const crop = Math.min(640 / width, 480 / height);
  return (
    <div className={styles.pad}>
      <div className={styles.frame}>
        <video ref={video} className={styles.video} style={{ aspectRatio: `${width * crop} / ${height * crop}` }} muted playsInline aria-label="Camera, mirrored as in a mirror; the network gets the frames unmirrored" />
      </div>
      <div className={styles.tools}>
        <button type="button" className={controls.button} onClick={() => setCamera({ state: 'off' })}>
          <Square size={12} aria-hidden />
          Stop
        </button>
        {choices.length > 1 && (
          <select className={controls.select} aria-label="Camera" value={stream?.getVideoTracks()[0]?.getSettings().deviceId} onChange={({ target }) => void start(target.value)}>
            {choices.map(({ id, label }) => <option key={id} value={id}>{label}</option>)}
          </select>
        )}
        <dl className={styles.rates}>
          <div><dt>frames/s</dt><dd>{rate ? rate.frames.toFixed(1) : '–'}</dd></div>
          <div><dt>ms per answer</dt><dd>{rate ? rate.milliseconds.toFixed(0) : '–'}</dd></div>
        </dl>
        <p className={styles.hint}>Shown mirrored. The network gets the square as it is.</p>
      </div>
    </div>
  );
}

/** A frame that is new; where the browser cannot tell, the next one of the screen. */
function nextFrame(video: HTMLVideoElement): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, LONGEST_WAIT_MS);
    const done = (): void => {
      clearTimeout(timer);
      resolve();
    };
    if ('requestVideoFrameCallback' in video) video.requestVideoFrameCallback(done);
    else requestAnimationFrame(done);
  });
}

/** The look or the problem that comes next. */
function nextAnswer(): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      end();
      resolve();
    };
    const timer = setTimeout(done, LONGEST_WAIT_MS);
    const end = useMaps.subscribe((now, before) => {
      if (now.look !== before.look || now.problem !== before.problem) done();
    });
  });
}
