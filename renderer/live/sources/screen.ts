/** A screen, a window or a tab that a person shares with the network. */
import { insecureSentence, streamSource } from './camera';
import type { FrameSource } from './source';

/** Throws an Error whose message is a sentence. */
export async function openScreen(): Promise<FrameSource> {
  const devices = navigator.mediaDevices as MediaDevices | undefined;
  if (!devices || !window.isSecureContext) throw new Error(insecureSentence(window.location));
  if (!('getDisplayMedia' in devices)) throw new Error('This browser cannot share a screen. Use a camera, a video file or a folder of pictures.');
  const stream = await devices.getDisplayMedia({ audio: false, video: { frameRate: { ideal: 15 } } }).catch((error: unknown) => {
    throw new Error(screenSentence(error));
  });
  return streamSource(stream, 'screen');
}

export function screenSentence(error: unknown): string {
  const name = error instanceof Error ? error.name : '';
  if (name === 'NotAllowedError') return 'No screen was shared. Start it again and choose one, or allow screen recording in the privacy settings of the system.';
  if (name === 'NotFoundError') return 'There is no screen to share here. Use a camera, a video file or a folder of pictures.';
  return `The screen could not be shared: ${error instanceof Error ? error.message : String(error)}. Start it again, or use a video file.`;
}
