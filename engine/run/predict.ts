/** What a trained model answers for inputs given by hand: picture files, numbers, class names. */
import { readFile } from 'node:fs/promises';
import { fail } from '../core/diagnostic';
import type { Tensor } from '../core/dtype';
import { ownValue } from '../core/own-value';
import { decodeImage } from '../data/decode/decode-image';
import type { Pixels } from '../data/dataset';
import { preprocessImage, preprocessNumber, type ImageStep } from '../data/preprocess';
import { explaining } from '../files/file-problem';
import type { VisionAnswer } from '../vision/answer';
import { addFeatures, searchTensor } from './feeds';
import { indexOfMaximum } from './metrics';
import type { ReadyModel } from './model-file';
import { searchPicture } from './search-picture';
import { seenAnswer } from './seen';
import type { FeatureColumn, FeatureSignature, ModelSignature, TargetSignature } from './signature';

export type Answer =
  | { readonly kind: 'category'; readonly label: string; readonly probabilities: Readonly<Record<string, number>> }
  | { readonly kind: 'number'; readonly values: readonly number[] }
  /** Objects, pixels or points, in pixels of the network's input. */
  | { readonly kind: 'seen'; readonly seen: VisionAnswer };

/** Text per column (`age` → `41`), or per Input where it has one column. A picture column takes the path of a file, or its bytes. */
export type GivenInputs = Readonly<Record<string, string | Uint8Array>>;

/** One answer per Output, for one sample. Throws LoomError naming the input that is missing or cannot be read. */
export async function predict({ signature, session }: ReadyModel, given: GivenInputs): Promise<Record<string, Answer>> {
  return answersOf(signature, await session.run(await givenFeatures(signature, given)));
}

/**
 * What the Inputs take of one sample, by Input. Columns that are not given are taken from `known`, which has them ready. Throws
 * LoomError naming the input that is missing or cannot be read.
 */
export async function givenFeatures(signature: ModelSignature, given: GivenInputs, known: Readonly<Record<string, Tensor>> = {}): Promise<Map<string, Tensor>> {
  refuseUnknown(signature.features, given);
  const batch: Record<string, Tensor> = { ...known };
  // All of them first: a value that is missing is told before files are read.
  const values = signature.features.flatMap((feature) =>
    feature.columns.flatMap((column) => (givenFor(feature, column, given) !== undefined || !ownValue(known, column.name) ? [{ column, value: valueOf(feature, column, given) }] : [])),
  );
  for (const { column, value } of values) {
    const pixels = column.kind === 'image' ? await readPicture(value) : undefined;
    batch[column.name] = pixels ? pictureTensor(pixels, column.imageSteps ?? []) : readText(column, String(value));
    for (const search of pixels ? (signature.searches ?? []) : []) if (search.column === column.name) batch[searchTensor(search)] = searchPicture(pixels!, search);
  }
  const feeds = new Map<string, Tensor>();
  addFeatures(signature, batch, feeds);
  return feeds;
}

/** One answer per Output of the first sample in the results of a forward pass. Of objects those with `scoreAtLeast`; the usual unless it is given. */
export function answersOf(signature: ModelSignature, results: ReadonlyMap<string, Tensor>, scoreAtLeast?: number): Record<string, Answer> {
  return Object.fromEntries(signature.targets.map((target) => [target.node, answerOf(target, results.get(`${target.node}:prediction`)!, scoreAtLeast)]));
}

/** The only picture column of a model, which bare file names stand for. Throws where there is not exactly one. */
export function pictureColumn(features: readonly FeatureSignature[]): string {
  const pictures = features.flatMap(({ columns }) => columns.filter(({ kind }) => kind === 'image'));
  if (pictures.length === 1) return pictures[0]!.name;
  return fail('which-picture', pictures.length === 0 ? 'The model takes no picture.' : 'The model takes several pictures.', { remedy: `Give every input by name, as in ${exampleInputs(features)}.` });
}

function exampleInputs(features: readonly FeatureSignature[]): string {
  return features.flatMap(({ columns }) => columns.map(({ name, kind }) => `--input ${name}=${kind === 'image' ? 'FILE' : kind === 'number' ? '1.5' : 'CLASS'}`)).join(' ');
}

function givenFor({ input, columns }: FeatureSignature, { name }: FeatureColumn, given: GivenInputs): string | Uint8Array | undefined {
  return ownValue(given, name) ?? (columns.length === 1 ? ownValue(given, input) : undefined);
}

function valueOf(feature: FeatureSignature, column: FeatureColumn, given: GivenInputs): string | Uint8Array {
  const { name } = column;
  return givenFor(feature, column, given) ?? fail('missing-input', `The model needs a value for “${name}”.`, { parameter: name, remedy: `Give --input ${name}=VALUE.` });
}

function refuseUnknown(features: readonly FeatureSignature[], given: GivenInputs): void {
  const known = features.flatMap(({ input, columns }) => [...columns.map(({ name }) => name), ...(columns.length === 1 ? [input] : [])]);
  for (const name of Object.keys(given)) {
    if (!known.includes(name)) fail('unknown-input', `The model has no input “${name}”.`, { parameter: name, expected: known.join(', '), remedy: `It takes ${exampleInputs(features)}.` });
  }
}

function readText(column: FeatureColumn, text: string): Tensor {
  if (column.kind === 'number') {
    const number = Number(text);
    if (text.trim() === '' || !Number.isFinite(number)) fail('not-a-number', `“${column.name}” needs a number, not “${text}”.`, { parameter: column.name, expected: 'a number', found: text });
    return { dtype: 'float32', shape: [1, 1], data: Float32Array.of(preprocessNumber(number, column.numberSteps ?? [])) };
  }
  const classes = column.classes ?? [];
  const index = classes.indexOf(text);
  if (index < 0) fail('unknown-class', `“${column.name}” knows no class “${text}”.`, { parameter: column.name, expected: classes.join(', '), found: text });
  return { dtype: 'int32', shape: [1], data: Int32Array.of(index) };
}

async function readPicture(picture: string | Uint8Array): Promise<Pixels> {
  return typeof picture === 'string' ? decodeImage(await explaining(picture, 'read', () => readFile(picture)), picture) : decodeImage(picture, 'the picture');
}

function pictureTensor(pixels: Pixels, steps: readonly ImageStep[]): Tensor {
  const data = preprocessImage(pixels, steps);
  const resize = steps.findLast((step) => step.kind === 'resize')!;
  return { dtype: 'float32', shape: [1, data.length / (resize.height * resize.width), resize.height, resize.width], data };
}

function answerOf(target: TargetSignature, prediction: Tensor, scoreAtLeast: number | undefined): Answer {
  const seen = seenAnswer(target, prediction, scoreAtLeast);
  if (seen) return { kind: 'seen', seen };
  const values = prediction.data as Float32Array;
  const { kind, classes = [] } = target;
  if (kind !== 'category') return { kind: 'number', values: Array.from(values) };
  // A single output is the probability of the second of two classes.
  const scores = values.length === 1 ? Float32Array.of(1 - values[0]!, values[0]!) : values;
  const probabilities = Object.fromEntries(classes.map((label, index) => [label, scores[index]!]));
  return { kind, label: classes[indexOfMaximum(scores)] ?? '', probabilities };
}
