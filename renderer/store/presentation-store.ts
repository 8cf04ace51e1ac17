/** Presentation mode: larger type for a room, and the keys of what is done shown. Forgotten with the window. */
import { create } from 'zustand';

/** How many times the usual size type has; 1 is no presentation. */
export const TYPE_SCALES = [1.5, 1.75, 2] as const;
export type TypeScale = 1 | (typeof TYPE_SCALES)[number];

/** A command that has just been run. */
export interface ShownCommand {
  readonly id: number;
  readonly title: string;
  /** In the notation of tinykeys; undefined for a command without a shortcut. */
  readonly keys: string | undefined;
}

interface PresentationState {
  readonly scale: TypeScale;
  /** The size to go back to when the mode is switched on again. */
  readonly chosen: Exclude<TypeScale, 1>;
  readonly shown: ShownCommand | undefined;
}

const SHOWN_MS = 2600;
let timer: ReturnType<typeof setTimeout> | undefined;

export const usePresentation = create<PresentationState>(() => ({ scale: 1, chosen: 1.5, shown: undefined }));

export function setTypeScale(scale: TypeScale): void {
  clearTimeout(timer);
  usePresentation.setState({ scale, shown: undefined, ...(scale !== 1 && { chosen: scale }) });
}

/** Says in the room what has been done, while a presentation is on. */
export function showCommand(title: string, keys: string | undefined): void {
  const { scale, shown } = usePresentation.getState();
  if (scale === 1) return;
  clearTimeout(timer);
  usePresentation.setState({ shown: { id: (shown?.id ?? 0) + 1, title, keys } });
  timer = setTimeout(() => usePresentation.setState({ shown: undefined }), SHOWN_MS);
}

/** For what is drawn or measured in pixels by the program; style sheets grow by themselves (design/type-scale.ts). */
export function useTypeScale(): TypeScale {
  return usePresentation((state) => state.scale);
}

/** Tells the style sheets, for as long as the window lives. */
export function followTypeScale(): void {
  usePresentation.subscribe((now, before) => {
    if (now.scale !== before.scale) document.documentElement.style.setProperty('--type-scale', String(now.scale));
  });
}
