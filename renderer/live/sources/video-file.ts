/** A video file of this machine, over and over. It is read where it lies, and never sent anywhere. */
import { followVideo, Trouble, type FrameSource } from './source';

/** Throws an Error whose message is a sentence. */
export async function openVideoFile(file: File): Promise<FrameSource> {
  const address = URL.createObjectURL(file);
  const video = document.createElement('video');
  video.muted = true;
  video.loop = true;
  video.playsInline = true;
  const trouble = new Trouble();
  const close = (): void => {
    video.removeAttribute('src');
    video.load();
    URL.revokeObjectURL(address);
  };
  await new Promise<void>((resolve, reject) => {
    video.onloadeddata = () => resolve();
    video.onerror = () => reject(new Error(unreadable(file.name)));
    video.src = address;
  }).catch((error: unknown) => {
    close();
    throw error;
  });
  video.onerror = () => trouble.tell({ sentence: unreadable(file.name), isEnd: true });
  await video.play().catch(() => undefined);
  return {
    kind: 'video',
    title: file.name,
    image: video,
    get size() {
      return { width: video.videoWidth, height: video.videoHeight };
    },
    isMirrorLike: false,
    follow: (onFrame) => followVideo(video, onFrame),
    trouble,
    close,
  };
}

function unreadable(name: string): string {
  return `“${name}” cannot be played here: it is damaged, or in a format that this browser does not know. Choose an MP4 (H.264) or WebM file.`;
}
