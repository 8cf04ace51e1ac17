import { setTypeScale, TYPE_SCALES, usePresentation } from '../store/presentation-store';
import type { Command } from './command';

const WORDS = 'presentation larger type zoom beamer projector show keys lecture';

export const presentationMode: Command = {
  id: 'presentation',
  title: 'Presentation mode',
  group: 'View',
  keys: ['F4'],
  words: WORDS,
  run: () => setTypeScale(usePresentation.getState().scale === 1 ? usePresentation.getState().chosen : 1),
};

/** The sizes of a presentation. */
export const typeScaleCommands: readonly Command[] = TYPE_SCALES.map((scale) => ({
  id: `presentation-${100 * scale}`,
  title: `Type at ${100 * scale} %`,
  group: 'View',
  words: WORDS,
  run: () => setTypeScale(scale),
}));
