/** The pictures of a folder, one after the other, in the order of their names. */
import { Trouble, type FrameSource } from './source';

const SHOWN_MS = 1000;
const PICTURE = /\.(?:png|jpe?g|webp|gif|bmp|avif)$/i;

/** Throws an Error whose message is a sentence. */
export async function openImageFolder(files: readonly File[], shownMs = SHOWN_MS): Promise<FrameSource> {
  const pictures = files.filter(({ name }) => PICTURE.test(name) && !name.startsWith('.')).sort((a, b) => pathOf(a).localeCompare(pathOf(b), undefined, { numeric: true }));
  if (pictures.length === 0) throw new Error('There are no pictures in the folder. Choose one with PNG, JPEG, WebP, GIF or BMP files.');
  const title = pathOf(pictures[0]!).split('/')[0]!;
  const folder = new ImageFolder(pictures, shownMs);
  await folder.step();
  return {
    kind: 'folder',
    title: pictures.length === 1 ? title : `${title}, ${pictures.length} pictures`,
    get image() {
      return folder.image;
    },
    get size() {
      return { width: folder.image.naturalWidth, height: folder.image.naturalHeight };
    },
    isMirrorLike: false,
    follow: (onFrame) => folder.follow(onFrame),
    trouble: folder.trouble,
    close: () => folder.close(),
  };
}

function pathOf(file: File): string {
  return file.webkitRelativePath || file.name;
}

class ImageFolder {
  /** The one that is shown; the next is read beside it. */
  image = new Image();
  readonly trouble = new Trouble();
  private at = -1;
  private address: string | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private onFrame: ((takenAt: number) => void) | undefined;

  constructor(private readonly pictures: readonly File[], private readonly shownMs: number) {}

  follow(onFrame: (takenAt: number) => void): () => void {
    this.onFrame = onFrame;
    onFrame(performance.now());
    this.wait();
    return () => {
      this.onFrame = undefined;
      clearTimeout(this.timer);
    };
  }

  /** The next picture that can be read. Throws an Error with a sentence where none can. */
  async step(): Promise<void> {
    for (let tries = 0; tries < this.pictures.length; tries++) {
      this.at = (this.at + 1) % this.pictures.length;
      const address = URL.createObjectURL(this.pictures[this.at]!);
      const next = new Image();
      next.src = address;
      if (await next.decode().then(() => true, () => false)) {
        if (this.address !== undefined) URL.revokeObjectURL(this.address);
        this.address = address;
        this.image = next;
        return;
      }
      URL.revokeObjectURL(address);
    }
    throw new Error('None of the pictures in the folder can be read. Choose another folder.');
  }

  close(): void {
    clearTimeout(this.timer);
    this.onFrame = undefined;
    if (this.address !== undefined) URL.revokeObjectURL(this.address);
    this.image.removeAttribute('src');
  }

  private wait(): void {
    this.timer = setTimeout(() => void this.show(), this.shownMs);
  }

  private async show(): Promise<void> {
    try {
      if (this.pictures.length > 1) await this.step();
      if (!this.onFrame) return;
      this.onFrame(performance.now());
      this.wait();
    } catch (error) {
      this.trouble.tell({ sentence: (error as Error).message, isEnd: true });
    }
  }
}
