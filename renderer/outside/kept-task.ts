/** The mapping that a document keeps for a model file. */
import { LoomError } from '../../engine/core/diagnostic';
import type { LoomDocument } from '../../engine/document/model';
import type { ModelTask } from '../../engine/vision/model-task';
import { readModelTask } from '../../engine/vision/model-task-schema';

/** By the file's name, whatever folder it lies in; undefined where there is none, or none that can be read. */
export function keptTask({ outside }: Pick<LoomDocument, 'outside'>, path: string): ModelTask | undefined {
  if (outside === undefined || outside.file !== path.split(/[\\/]/).at(-1)) return undefined;
  try {
    return readModelTask(outside.task, path);
  } catch (error) {
    if (error instanceof LoomError) return undefined;
    throw error;
  }
}
