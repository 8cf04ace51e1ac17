/** Trained networks that come with the application, as this window knows them. */
import { create } from 'zustand';
import type { BundledModel } from '../../engine/files/bundled-models';
import { unpackDocument } from '../../engine/shell/document-payload';
import type { LoomDocument } from '../../engine/document/model';
import { startNetwork } from '../commands/files';
import { arrangedDocument } from '../network/arranged-document';
import { report, shell } from '../shell/connection';
import { showDock } from '../store/session-store';

export type { BundledModel };

interface BundledState {
  readonly models: readonly BundledModel[];
}

export const useBundled = create<BundledState>(() => ({ models: [] }));

let asked: Promise<void> | undefined;

/** Asks the host once. */
export function loadBundledModels(): Promise<void> {
  asked ??= shell()!
    .request('models.bundled', {})
    .then((models) => useBundled.setState({ models }))
    .catch((error: unknown) => {
      asked = undefined;
      report(error);
    });
  return asked;
}

/** Throws LoomError where it cannot be read. */
export async function bundledNetwork(name: string): Promise<LoomDocument> {
  const { document } = await shell()!.request('models.openBundled', { name });
  return arrangedDocument(unpackDocument(document, name).document);
}

/** Opens as a network of its own, ready to be shown something. */
export async function openBundled({ name, title, summary, seen }: BundledModel): Promise<void> {
  try {
    startNetwork({ ...(await bundledNetwork(name)), name: title, description: `${summary}. ${seen}` });
    showDock('live');
  } catch (error) {
    report(error);
  }
}
