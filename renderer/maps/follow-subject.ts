/** What answers about a sample depend on: the document, the sample, the data, the weights that were chosen, the run, the connection. */
import type { LoomDocument } from '../../engine/document/model';
import { useShell } from '../shell/shell-store';
import { useData } from '../store/data-store';
import { useDocument } from '../store/document-store';
import { useRun } from '../store/run-store';
import { useSample } from '../store/sample-store';
import { useModelChoice } from './model-choice';

const SETTLED_MS = 200;

/**
 * Calls `changed` now, and soon after any of it has changed; documents that are the same to `isSame` are. `also` follows what else
 * counts. The result ends it.
 */
export function followSubject(changed: () => void, isSame: (now: LoomDocument, before: LoomDocument) => boolean, also: (soon: () => void) => () => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const soon = (): void => {
    clearTimeout(timer);
    timer = setTimeout(changed, SETTLED_MS);
  };
  changed();
  const ends = [
    useDocument.subscribe((now, before) => {
      if (now.document !== before.document && !isSame(now.document, before.document)) soon();
    }),
    useSample.subscribe((now, before) => {
      if (now.sample !== before.sample) soon();
    }),
    useData.subscribe((now, before) => {
      if (now.request !== before.request || now.state !== before.state) soon();
    }),
    useModelChoice.subscribe(soon),
    useRun.subscribe((now, before) => {
      if (now.run?.run !== before.run?.run || now.document !== before.document || now.checkpointAt !== before.checkpointAt || now.done !== before.done) soon();
    }),
    useShell.subscribe((now, before) => {
      if (now.connection !== before.connection && now.connection === 'open') soon();
    }),
    also(soon),
  ];
  return () => {
    clearTimeout(timer);
    for (const end of ends) end();
  };
}
