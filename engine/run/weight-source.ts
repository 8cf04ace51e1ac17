/** Weights that something has learned already, by name: of a run, a .safetensors, an .onnx or a document. */
import { readFile, stat } from 'node:fs/promises';
import { extname } from 'node:path';
import { fail } from '../core/diagnostic';
import { asFloat32 } from '../core/as-float32';
import type { DType, Tensor } from '../core/dtype';
import { explaining } from '../files/file-problem';
import { readSafetensorsFile } from '../files/safetensors-file';
import { inferNetwork } from '../infer/infer-network';
import { decodeModel } from '../onnx/decode';
import { naming, readDocument, readTrainedRun } from './model-file';

export type Weights = ReadonlyMap<string, Tensor<'float32'>>;

export interface WeightSource {
  readonly weights: Weights;
  /** What those were that the source keeps in another precision. */
  readonly formerly: ReadonlyMap<string, DType>;
}

/** Precisions in which weights are kept; other element types are constants of a graph: shapes, indices. */
const PRECISIONS: ReadonlySet<DType> = new Set<DType>(['float32', 'float16', 'bfloat16', 'float64']);

/** Files and folders that weights can be taken from, as a sentence says it. */
export const WEIGHT_SOURCES = 'the folder of a run, a .onnx, a .safetensors or a .loom with values';

/** Of a run its final weights, or those of its last checkpoint. Throws LoomError where the path is none of these or holds no numbers. */
export async function readWeights(path: string): Promise<Weights> {
  return (await readWeightSource(path)).weights;
}

/** The same, with what was in another precision: half precision is widened, double rounded. */
export async function readWeightSource(path: string): Promise<WeightSource> {
  const info = await explaining(path, 'read', () => stat(path));
  const source = info.isDirectory() ? asTheyAre((await readTrainedRun(path)).weights) : await readWeightFile(path);
  if (source.weights.size === 0) fail('no-weights', `“${path}” holds no weights.`, { file: path, expected: WEIGHT_SOURCES, remedy: 'Take them from a run, or from a file that a trained network was written to.' });
  return source;
}

async function readWeightFile(path: string): Promise<WeightSource> {
  switch (extname(path).toLowerCase()) {
    case '.onnx': {
      const bytes = await explaining(path, 'read', () => readFile(path));
      return floats(naming(path, () => decodeModel(bytes)).initializers.map(({ name, tensor }) => [name, tensor]));
    }
    case '.safetensors':
      return floats((await readSafetensorsFile(path)).tensors);
    case '.loom': {
      const { tensors } = inferNetwork(await readDocument(path));
      return asTheyAre(new Map([...tensors].flatMap(([key, { settings }]) => (settings.value ? [[key, settings.value]] : []))));
    }
    default:
      return fail('unknown-weights', `Weights cannot be taken from “${path}”.`, { file: path, expected: WEIGHT_SOURCES, found: extname(path) || 'a file without an ending', remedy: `Give ${WEIGHT_SOURCES}.` });
  }
}

function asTheyAre(weights: Weights): WeightSource {
  return { weights, formerly: new Map() };
}

function floats(tensors: Iterable<readonly [string, Tensor]>): WeightSource {
  const kept = [...tensors].filter(([, { dtype }]) => PRECISIONS.has(dtype));
  return {
    weights: new Map(kept.map(([key, tensor]) => [key, asFloat32(tensor)])),
    formerly: new Map(kept.flatMap(([key, { dtype }]) => (dtype === 'float32' ? [] : [[key, dtype]]))),
  };
}
