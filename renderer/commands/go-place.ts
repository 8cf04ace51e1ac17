/** The keyboard from place to place of the window, without the way through all that stands between. */
import type { Command } from './command';

/** What has the keyboard first at a place: what it names itself, the tab that is shown, or its first control. */
const ENTRIES = ['[data-entry]', '[role="tab"][data-state="active"]', 'input, button, select, textarea'] as const;

/** Header, layers, canvas, inspector and panels mark themselves, and follow each other as on the page. */
function places(): readonly HTMLElement[] {
  return [...document.querySelectorAll<HTMLElement>('[data-place]')].filter((place) => place.checkVisibility());
}

function enter(place: HTMLElement): void {
  const entry = ENTRIES.map((selector) => [...place.querySelectorAll<HTMLElement>(selector)].find((one) => one.checkVisibility())).find((one) => one !== undefined);
  (entry ?? place).focus();
}

/** In the next frame: a panel that is being opened is drawn by then. */
export function enterPlace(name: string): void {
  requestAnimationFrame(() => {
    const place = places().find(({ dataset }) => dataset['place'] === name);
    if (place) enter(place);
  });
}

function step(by: 1 | -1): void {
  const all = places();
  const at = all.findIndex((place) => place.contains(document.activeElement));
  const next = all.at((Math.max(at, by > 0 ? -1 : 0) + by) % all.length);
  if (next) enter(next);
}

export const placeCommands: readonly Command[] = [
  { id: 'next-place', title: 'Go to the next part of the window', group: 'Go', keys: ['F6'], words: 'panel region keyboard focus', run: () => step(1) },
  { id: 'previous-place', title: 'Go to the part of the window before', group: 'Go', keys: ['Shift+F6'], words: 'panel region keyboard focus', run: () => step(-1) },
];
