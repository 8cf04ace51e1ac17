/** The camera of this machine: opened on a click, read frame by frame, and let go of. */

export interface CameraChoice {
  readonly id: string;
  readonly label: string;
}

/** Throws an Error whose message is a sentence for a person. */
export async function openCamera(id: string | undefined): Promise<MediaStream> {
  if (!navigator.mediaDevices) throw new Error('This page may not use a camera: it must come from this machine (127.0.0.1 or localhost) or over https.');
  try {
    return await navigator.mediaDevices.getUserMedia({ audio: false, video: { width: { ideal: 640 }, height: { ideal: 480 }, ...(id !== undefined && { deviceId: { exact: id } }) } });
  } catch (error) {
    throw new Error(cameraSentence(error));
  }
}

/** What went wrong with a camera, and what to do. */
export function cameraSentence(error: unknown): string {
  const name = error instanceof DOMException ? error.name : '';
  switch (name) {
    case 'NotAllowedError':
    case 'SecurityError':
      return 'The camera is not allowed. Allow it for this page in the address bar of the browser, then start it again.';
    case 'NotFoundError':
    case 'OverconstrainedError':
      return 'No camera was found. Connect one, then start it again, or choose a picture file.';
    case 'NotReadableError':
    case 'AbortError':
      return 'The camera is busy. Close the other program that uses it, then start it again.';
    default:
      return `The camera could not be started: ${error instanceof Error ? error.message : String(error)}. Start it again, or choose a picture file.`;
  }
}

/** Known by name only once a camera has been allowed. */
export async function cameras(): Promise<readonly CameraChoice[]> {
  const devices = await navigator.mediaDevices.enumerateDevices();
  return devices.filter(({ kind }) => kind === 'videoinput').map(({ deviceId, label }, index) => ({ id: deviceId, label: label || `Camera ${index + 1}` }));
}

export function closeCamera(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop();
}

const REMEMBERED = 20;

/** Frames per second over the last frames. */
export class FrameRate {
  private readonly times: number[] = [];

  /** `now` in milliseconds. */
  add(now: number): number {
    this.times.push(now);
    if (this.times.length > REMEMBERED) this.times.shift();
    const span = now - this.times[0]!;
    return span > 0 ? ((this.times.length - 1) * 1000) / span : 0;
  }
}
