/** Classes of one's own with the camera. */
import { teach } from '../bundled/teach';
import { shell } from '../shell/connection';
import { useShell } from '../shell/shell-store';
import type { Command } from './command';

export const teachWithCamera: Command = {
  id: 'teach',
  title: 'Teach it with the camera',
  group: 'File',
  words: 'webcam teachable machine my own classes capture record live first',
  unavailable: () => (shell() && useShell.getState().connection === 'open' ? undefined : 'LayerLoom cannot be reached, so nothing can be recorded now.'),
  run: () => void teach(),
};
