/** A camera of this machine, with everything that can go wrong with one said in a sentence. */
import { BlackWatch } from './black-watch';
import { followVideo, Trouble, type FrameSource } from './source';

export interface CameraChoice {
  readonly id: string;
  readonly label: string;
}

const WANTED = { width: { ideal: 640 }, height: { ideal: 480 }, frameRate: { ideal: 30 } };

/** `id` is the camera that was chosen, if one was; where it is gone, any other will do. Throws an Error whose message is a sentence. */
export async function openCamera(id: string | undefined): Promise<FrameSource> {
  const devices = navigator.mediaDevices as MediaDevices | undefined;
  if (!devices || !window.isSecureContext) throw new Error(insecureSentence(window.location));
  const stream = await openStream(devices, id).catch((error: unknown) => {
    throw new Error(cameraSentence(error));
  });
  return streamSource(stream, 'camera');
}

async function openStream(devices: MediaDevices, id: string | undefined): Promise<MediaStream> {
  const any = { audio: false, video: WANTED };
  if (id === undefined) return devices.getUserMedia(any);
  try {
    // Wished for alone, another camera with a better size would win.
    return await devices.getUserMedia({ audio: false, video: { ...WANTED, deviceId: { exact: id } } });
  } catch (error) {
    if (!['OverconstrainedError', 'NotFoundError'].includes(nameOf(error))) throw error;
    return devices.getUserMedia(any);
  }
}

/** Known by name only once a camera has been allowed. */
export async function cameras(): Promise<readonly CameraChoice[]> {
  const devices = (await navigator.mediaDevices?.enumerateDevices()) ?? [];
  return devices.filter(({ kind, deviceId }) => kind === 'videoinput' && deviceId !== '').map(({ deviceId, label }, index) => ({ id: deviceId, label: label || `Camera ${index + 1}` }));
}

/** Browsers give cameras only to pages of this machine or over https. */
export function insecureSentence({ hostname, port }: Pick<Location, 'hostname' | 'port'>): string {
  const forwarded = `ssh -L ${port || '80'}:127.0.0.1:${port || '80'} ${hostname}`;
  return `Browsers give a camera only to pages that come from this machine or over https, and this one comes from ${hostname}. Open it through a tunnel (${forwarded}, then http://127.0.0.1:${port || '80'}), or use a video file or a folder of pictures.`;
}

export function cameraSentence(error: unknown): string {
  switch (nameOf(error)) {
    case 'NotAllowedError':
    case 'SecurityError':
      return 'The camera is not allowed. Allow it for this page beside its address, or in the privacy settings of the system, then start it again.';
    case 'NotFoundError':
    case 'OverconstrainedError':
      return 'No camera was found. Connect one, then start it again, or use a video file or a folder of pictures.';
    case 'NotReadableError':
    case 'AbortError':
      return 'The camera is busy. Close the other program that uses it, then start it again.';
    default:
      return `The camera could not be started: ${error instanceof Error ? error.message : String(error)}. Start it again, or use a video file.`;
  }
}

/** Not every browser makes these errors from `Error`. */
function nameOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'name' in error ? String(error.name) : '';
}

/** A stream shown by a video element that no page needs to hold. */
export async function streamSource(stream: MediaStream, kind: 'camera' | 'screen'): Promise<FrameSource> {
  const video = document.createElement('video');
  video.muted = true;
  video.playsInline = true;
  video.srcObject = stream;
  const close = (): void => {
    for (const one of stream.getTracks()) one.stop();
    black?.stop();
    video.srcObject = null;
  };
  const track = stream.getVideoTracks()[0];
  const trouble = new Trouble();
  const black = kind === 'camera' ? new BlackWatch(video, (isBlack) => trouble.tell({ sentence: isBlack ? BLACK : '', isEnd: false })) : undefined;
  await video.play().catch(() => undefined);
  if (!track || track.readyState === 'ended') {
    close();
    throw new Error(ENDED[kind]);
  }
  track.addEventListener('ended', () => trouble.tell({ sentence: ENDED[kind], isEnd: true }));
  track.addEventListener('mute', () => trouble.tell({ sentence: MUTED[kind], isEnd: false }));
  track.addEventListener('unmute', () => trouble.tell({ sentence: '', isEnd: false }));
  return {
    kind,
    title: track.label,
    image: video,
    get size() {
      return { width: video.videoWidth, height: video.videoHeight };
    },
    // A camera on the back of a telephone shows the world, and the world has no mirror.
    isMirrorLike: kind === 'camera' && track.getSettings().facingMode !== 'environment',
    follow: (onFrame) => followVideo(video, onFrame),
    trouble,
    close,
  };
}

const BLACK = 'The camera sends nothing but black. Open its shutter or privacy switch, or allow cameras in the privacy settings of the system.';
const ENDED = {
  camera: 'The camera was unplugged or taken away. Connect it again, then start it again.',
  screen: 'The screen is no longer shared. Start it again to choose what to share.',
};
const MUTED = {
  camera: 'The camera sends no pictures just now: the system or another program has paused it. They go on as soon as it lets them.',
  screen: 'The screen sends no pictures just now. They go on as soon as something changes there.',
};
