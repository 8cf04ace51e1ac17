/** What tells the points of hands, for networks that tell gestures from them: a network can see only through another one. */
import type { ShellInput } from '../../engine/shell/protocol';
import { HAND_SKELETON } from '../../engine/vision/skeletons';
import { loadBundledModels, useBundled } from '../bundled/bundled-models';
import { keptTask } from '../outside/kept-task';
import { shell } from '../shell/connection';
import { useDocument } from '../store/document-store';
import { useLiveChoices } from './live-store';
import type { LoadedModel } from './protocol';

export type EyesChoice =
  | { readonly kind: 'bundled' }
  | { readonly kind: 'run'; readonly run: string; readonly title: string }
  | { readonly kind: 'file'; readonly path: string };

export type ModelFrom = ShellInput<'network.live'>['from'];

/** The landmark model among those that come with the application. */
const BUNDLED_EYES = 'hand-landmarks';

export function hasBundledEyes(): boolean {
  return useBundled.getState().models.some(({ name }) => name === BUNDLED_EYES);
}

/** Throws an Error with a sentence where nothing is chosen and nothing came along. */
export async function eyesFrom(): Promise<ModelFrom> {
  const { eyes } = useLiveChoices.getState();
  if (eyes?.kind === 'run') return { run: eyes.run };
  if (eyes?.kind === 'file') return { model: eyes.path };
  await loadBundledModels();
  if (!hasBundledEyes()) throw new Error('Nothing here finds hands yet. Choose a model that tells the points of a hand under “Points of the hand from”.');
  return { document: (await bundled()).document };
}

let opened: Promise<Extract<ModelFrom, { readonly document: unknown }>> | undefined;

/** Read once: it never changes. */
function bundled(): NonNullable<typeof opened> {
  opened ??= shell()!.request('models.openBundled', { name: BUNDLED_EYES }).catch((error: unknown) => {
    opened = undefined;
    throw error;
  });
  return opened;
}

/** A model for a part that is not the canvas's. Throws an Error with a sentence. */
export async function loadedFrom(from: ModelFrom): Promise<LoadedModel> {
  const { bytes, signature, task } = await shell()!.request('network.live', { from });
  const mapped = 'model' in from ? keptTask(useDocument.getState().document, from.model) : undefined;
  return { bytes, signature, task: mapped ?? task };
}

/** Throws an Error with a sentence where the model tells anything else. */
export function checkEyes({ signature, task }: LoadedModel): void {
  const count = signature ? (signature.targets.find(({ kind }) => kind === 'points')?.skeleton?.points.length ?? 0) : task?.answer.kind === 'landmarks' ? task.answer.count : 0;
  const wanted = HAND_SKELETON.points.length;
  if (count !== wanted) throw new Error(`The model under “Points of the hand from” does not tell the ${wanted} points of a hand${count > 0 ? ` but ${count} points` : ''}. Choose another one there.`);
}
