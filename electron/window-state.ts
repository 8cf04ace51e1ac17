/** Where the window was, for each arrangement of screens it was on. */
import { join } from 'node:path';
import type { BrowserWindow, Rectangle, Screen } from 'electron';
import { z } from 'zod';
import { StoredValue } from '../engine/shell/host/stored-value';

const rectangle = z.object({ x: z.int(), y: z.int(), width: z.int().min(200), height: z.int().min(200) });
const schema = z.object({ display: z.number().optional(), isMaximised: z.boolean(), bounds: z.record(z.string(), rectangle) });
type Stored = z.infer<typeof schema>;

export interface WindowPlace {
  readonly bounds: Partial<Rectangle> & Pick<Rectangle, 'width' | 'height'>;
  readonly isMaximised: boolean;
}

const USUAL: WindowPlace = { bounds: { width: 1440, height: 900 }, isMaximised: false };
const PAUSE_MS = 400;

type Screens = Pick<Screen, 'getAllDisplays' | 'getDisplayMatching'>;
type Watched = Pick<BrowserWindow, 'on' | 'getNormalBounds' | 'isMaximized' | 'isDestroyed'>;

export class WindowState {
  private readonly stored: StoredValue<Stored>;

  constructor(folder: string, private readonly screen: Screens) {
    this.stored = new StoredValue<Stored>(join(folder, 'window.json'), schema, { isMaximised: false, bounds: {} });
  }

  /** On a screen that is there, and no larger than it. */
  async place(): Promise<WindowPlace> {
    const { display: last, isMaximised, bounds } = await this.stored.get();
    const display = this.screen.getAllDisplays().find(({ id }) => id === last);
    const known = display && bounds[String(display.id)];
    return known ? { bounds: within(known, display.workArea), isMaximised } : { ...USUAL, isMaximised };
  }

  follow(window: Watched): void {
    let timer: NodeJS.Timeout | undefined;
    const keep = (): void => {
      clearTimeout(timer);
      timer = setTimeout(() => void this.keep(window), PAUSE_MS);
    };
    window.on('resize', keep);
    window.on('move', keep);
    window.on('maximize', keep);
    window.on('unmaximize', keep);
    window.on('close', () => {
      clearTimeout(timer);
      void this.keep(window);
    });
  }

  private async keep(window: Watched): Promise<void> {
    if (window.isDestroyed()) return;
    const normal = window.getNormalBounds();
    const { id } = this.screen.getDisplayMatching(normal);
    const isMaximised = window.isMaximized();
    // A place that cannot be kept is not worth a word.
    await this.stored.change(({ bounds }) => ({ display: id, isMaximised, bounds: { ...bounds, [id]: normal } })).catch(() => undefined);
  }
}

function within(bounds: Rectangle, area: Rectangle): Rectangle {
  const width = Math.min(bounds.width, area.width);
  const height = Math.min(bounds.height, area.height);
  const clamp = (value: number, from: number, to: number): number => Math.max(from, Math.min(value, to));
  return { width, height, x: clamp(bounds.x, area.x, area.x + area.width - width), y: clamp(bounds.y, area.y, area.y + area.height - height) };
}
