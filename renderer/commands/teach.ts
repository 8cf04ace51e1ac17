/** Classes of one's own with the camera. */
import { loadBundledModels, useBundled } from '../bundled/bundled-models';
import { teach, TEACHING_BASE } from '../bundled/teach';
import { shell } from '../shell/connection';
import { useShell } from '../shell/shell-store';
import type { Command } from './command';

export const teachWithCamera: Command = {
  id: 'teach',
  title: 'Teach it with the camera',
  group: 'File',
  words: 'webcam teachable machine my own classes capture record live first',
  unavailable: () => {
    if (!shell() || useShell.getState().connection !== 'open') return 'LayerLoom cannot be reached, so nothing can be recorded now.';
    void loadBundledModels();
    return useBundled.getState().models.some(({ name }) => name === TEACHING_BASE) ? undefined : 'The bundled detector, whose eyes it borrows, is missing from this installation.';
  },
  run: () => void teach(),
};
