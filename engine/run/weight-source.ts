/** Weights that something has learned already, by name: of a run, a .safetensors, an .onnx or a document. */
import { readFile, stat } from 'node:fs/promises';
import { extname } from 'node:path';
import { fail } from '../core/diagnostic';
import type { Tensor } from '../core/dtype';
import { explaining } from '../files/file-problem';
import { readSafetensorsFile } from '../files/safetensors-file';
import { inferNetwork } from '../infer/infer-network';
import { decodeModel } from '../onnx/decode';
import { naming, readDocument, readTrainedRun } from './model-file';

export type Weights = ReadonlyMap<string, Tensor<'float32'>>;

/** Files and folders that weights can be taken from, as a sentence says it. */
export const WEIGHT_SOURCES = 'the folder of a run, a .onnx, a .safetensors or a .loom with values';

/** Of a run its final weights, or those of its last checkpoint. Throws LoomError where the path is none of these or holds no numbers. */
export async function readWeights(path: string): Promise<Weights> {
  const info = await explaining(path, 'read', () => stat(path));
  const weights = info.isDirectory() ? (await readTrainedRun(path)).weights : await readWeightFile(path);
  if (weights.size === 0) fail('no-weights', `“${path}” holds no weights of 32-bit numbers.`, { file: path, expected: WEIGHT_SOURCES, remedy: 'Take them from a run, or from a file that a trained network was written to.' });
  return weights;
}

async function readWeightFile(path: string): Promise<Weights> {
  switch (extname(path).toLowerCase()) {
    case '.onnx': {
      const bytes = await explaining(path, 'read', () => readFile(path));
      return floats(naming(path, () => decodeModel(bytes)).initializers.map(({ name, tensor }) => [name, tensor]));
    }
    case '.safetensors':
      return floats((await readSafetensorsFile(path)).tensors);
    case '.loom': {
      const { tensors } = inferNetwork(await readDocument(path));
      return new Map([...tensors].flatMap(([key, { settings }]) => (settings.value ? [[key, settings.value]] : [])));
    }
    default:
      return fail('unknown-weights', `Weights cannot be taken from “${path}”.`, { file: path, expected: WEIGHT_SOURCES, found: extname(path) || 'a file without an ending', remedy: `Give ${WEIGHT_SOURCES}.` });
  }
}

/** Other element types are constants of a graph (shapes, indices), or are not read yet; whoever misses one hears that it is absent. */
function floats(tensors: Iterable<readonly [string, Tensor]>): Weights {
  return new Map([...tensors].flatMap(([key, tensor]) => (tensor.dtype === 'float32' ? [[key, tensor as Tensor<'float32'>] as const] : [])));
}
