import { useEffect, useState } from 'react';
import { closeCamera, openCamera } from '../../predict/camera';
import { report } from '../../shell/connection';
import { framePicture } from './picture-source';

/** Pictures per second: the bench has to keep up. */
const FRAME_MS = 120;

/** Gives a picture again and again while it is on. */
export function useCamera(onPicture: (picture: number[]) => void): { readonly isOn: boolean; turn(isOn: boolean): void } {
  const [isOn, setOn] = useState(false);
  useEffect(() => {
    if (!isOn) return;
    let stream: MediaStream | undefined;
    let timer: ReturnType<typeof setInterval> | undefined;
    let isOver = false;
    const video = document.createElement('video');
    const start = async (): Promise<void> => {
      stream = await openCamera(undefined);
      if (isOver) return closeCamera(stream);
      for (const track of stream.getTracks()) {
        track.addEventListener('ended', () => {
          report(new Error('The camera was unplugged. Connect it again, then start it again.'));
          setOn(false);
        });
      }
      video.srcObject = stream;
      await video.play();
      timer = setInterval(() => video.videoWidth > 0 && onPicture(framePicture(video, video.videoWidth, video.videoHeight)), FRAME_MS);
    };
    start().catch((error: unknown) => {
      if (isOver) return;
      report(error);
      setOn(false);
    });
    return () => {
      isOver = true;
      clearInterval(timer);
      if (stream) closeCamera(stream);
    };
  }, [isOn, onPicture]);
  return { isOn, turn: setOn };
}
