/** The model that answers live: the network on the canvas with the weights it has now, or another that was chosen to predict. */
import type { Tensor } from '../../engine/core/dtype';
import type { LiveModel } from '../../engine/run/live-model';
import { tensorOf, valuesOf } from '../../engine/run/live-values';
import { chosenModel } from '../maps/model-choice';
import { plural } from '../network/text';
import { keptTask } from '../outside/kept-task';
import { shell } from '../shell/connection';
import { useDocument } from '../store/document-store';
import type { LoadedModel, NamedTensor } from './protocol';

/** A frame through the same model in the engine. */
export async function runInEngine(inputs: readonly NamedTensor[]): Promise<readonly NamedTensor[]> {
  const client = shell();
  if (!client) throw new Error('The window is not connected to the engine.');
  const results = await client.request('network.run', { from: chosenModel(), inputs: inputs.map(({ name, ...tensor }) => valuesOf(name, tensor as Tensor)) });
  return results.map((result) => ({ name: result.name, ...tensorOf(result) }) as NamedTensor);
}

/** Throws an Error with a sentence where there is none now. */
export async function currentModel(): Promise<LoadedModel & Pick<LiveModel, 'origin'>> {
  const from = chosenModel();
  const errors = useDocument.getState().network.problems.filter(({ severity }) => severity === 'error').length;
  if ('document' in from && errors > 0) throw new Error(`The network cannot see yet: it has ${plural(errors, 'problem')}. Solve what the Problems panel lists.`);
  const client = shell();
  if (!client) throw new Error('The window is not connected to the engine. Wait until it is, then start again.');
  const { bytes, signature, task, origin } = await client.request('network.live', { from });
  const mapped = 'model' in from ? keptTask(useDocument.getState().document, from.model) : undefined;
  return { bytes, signature, task: mapped ?? task, origin };
}
