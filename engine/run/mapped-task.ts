/** The mapping of a model from elsewhere that a document keeps. */
import { fail } from '../core/diagnostic';
import type { ModelTask } from '../vision/model-task';
import { readModelTask } from '../vision/model-task-schema';
import { readDocument } from './model-file';

/** Throws LoomError where the document keeps none, or a wrong one. */
export async function mappedTask(path: string): Promise<ModelTask> {
  const { outside } = await readDocument(path);
  if (outside) return readModelTask(outside.task, path);
  return fail('no-mapping', `“${path}” keeps no mapping of a model from elsewhere.`, { file: path, remedy: 'Open the model in the window with “Use a model file from elsewhere”, press “Keep the mapping” and save the network.' });
}
