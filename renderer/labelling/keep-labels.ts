/** Labels are written after every step. Where that has failed, or is under way, they are in the window alone: it does not close unasked. */
import type { ShellClient } from '../../engine/shell/client';
import { writeLabels } from './edit-labels';
import { useLabelling } from './labelling-store';

/** For as long as the window lives; returns what ends it. */
export function keepLabels(page: Pick<EventTarget, 'addEventListener' | 'removeEventListener'>, client: Pick<ShellClient, 'onState'>): () => void {
  const ask = (event: Event): void => {
    const { kind } = useLabelling.getState().saving;
    if (kind === 'saving' || kind === 'failed') event.preventDefault();
  };
  page.addEventListener('beforeunload', ask);
  const unfollow = client.onState((state) => {
    if (state === 'open' && useLabelling.getState().saving.kind === 'failed') void writeLabels();
  });
  return () => {
    page.removeEventListener('beforeunload', ask);
    unfollow();
  };
}
