/**
 * What a trained model takes and answers, in terms a person and another program understand: columns, preprocessing,
 * labels, losses. It stands in the run and in the metadata of every exported file, so that either alone can be evaluated
 * and used.
 */
import { z } from 'zod';
import { fail } from '../core/diagnostic';
import type { DocumentData } from '../document/model';
import { defaultImageSteps, defaultNumberSteps, imageShapeOf, type ImageStep, type NumberStep } from '../data/preprocess';
import { readyNodes } from '../compile/1-lower';
import { stepsOfSize } from '../data/placement';
import { LOSSES, type LossName } from '../losses';
import type { InferredNetwork } from '../infer/infer-network';
import type { Skeleton } from '../vision/answer';
import type { SearchOptions } from '../vision/selective-search/selective-search';
import { width, type ColumnBindings, type TargetBinding, type TargetEncoding } from './bind-columns';

/** The metadata key of an ONNX file. */
export const SIGNATURE_KEY = 'layerloom.signature';

export interface FeatureColumn {
  readonly name: string;
  readonly kind: 'image' | 'number' | 'category';
  readonly classes?: readonly string[];
  readonly imageSteps?: readonly ImageStep[];
  readonly numberSteps?: readonly NumberStep[];
}

export interface FeatureSignature {
  /** The name of the model's input. */
  readonly input: string;
  readonly shape: readonly number[];
  readonly columns: readonly FeatureColumn[];
}

export interface TargetSignature {
  /** The Output node. */
  readonly node: string;
  readonly column: string;
  readonly kind: 'number' | 'category' | 'boxes' | 'mask' | 'points';
  /** Class names of categories, boxes and masks. */
  readonly classes?: readonly string[];
  /** How the points belong together; of points alone. */
  readonly skeleton?: Skeleton;
  /** Of objects whose own pixels are answered: the side of the square of shares behind the classes of each row. */
  readonly maskSide?: number;
  /** Of the target: [most, 5 + pixels of each object] for boxes, [H, W] for masks, [K, 4] for points. */
  readonly shape: readonly number[];
  readonly encoding: TargetEncoding;
  /** Where the column holds pictures, or what belongs to a picture: how they become what is compared. */
  readonly imageSteps?: readonly ImageStep[];
  /** The loss that compares predictions (not logits) with targets. `name` is missing where a layer compares by a rule of its own. */
  readonly loss: { readonly name?: LossName; readonly weight: number; readonly options: Readonly<Record<string, unknown>> };
}

/** An input of the model that nobody gives: boxes that are searched for in the picture of another. */
export interface SearchSignature {
  readonly input: string;
  /** The feature whose picture is searched. */
  readonly of: string;
  readonly column: string;
  readonly imageSteps: readonly ImageStep[];
  readonly search: SearchOptions;
}

export interface ModelSignature {
  readonly version: 1;
  readonly writer: string;
  readonly features: readonly FeatureSignature[];
  /** Absent where nothing is searched for. */
  readonly searches?: readonly SearchSignature[];
  readonly targets: readonly TargetSignature[];
}

export function modelSignature(network: InferredNetwork, bindings: ColumnBindings, writer: string, preprocessing: DocumentData['preprocessing'] = {}): ModelSignature {
  const features = bindings.features.map(({ node, shape, columns }): FeatureSignature => {
    return { input: node, shape, columns: columns.map((column) => featureColumn(column, shape, preprocessing[column.name])) };
  });
  const targets = bindings.targets.map((binding) => targetSignature(network, binding, features, preprocessing));
  return { version: 1, writer, features, ...searchesIn(network, features), targets };
}

/** What is to be searched for in the pictures that these features take. Throws LoomError where a search is wired from anything but an Input of pictures. */
export function searchesIn(network: InferredNetwork, features: readonly FeatureSignature[]): Pick<ModelSignature, 'searches'> {
  const searches = readyNodes(network).flatMap(({ flat: { path }, definition, operands, parameters }): SearchSignature[] => {
    if (!definition.search) return [];
    const of = features.find(({ input }) => operands[0] === `${input}:out`);
    const column = of?.columns[0];
    if (!of || column?.kind !== 'image' || !column.imageSteps) {
      return fail('search-of-picture', `“${path}” searches in a picture before the network sees it, but is not wired from an Input of pictures.`, { node: path, port: 'picture', expected: 'a wire from an Input of 1 or 3 channels', remedy: 'Wire it from the Input.' });
    }
    return [{ input: path, of: of.input, column: column.name, imageSteps: column.imageSteps, search: definition.search(parameters) }];
  });
  return searches.length > 0 ? { searches } : {};
}

/** Numbers of a box before its class scores. */
export const BOX_NUMBERS = 4;

function targetSignature(network: InferredNetwork, { node, column, shape, encoding }: TargetBinding, features: readonly FeatureSignature[], preprocessing: DocumentData['preprocessing']): TargetSignature {
  const { definition, parameters, sizes } = readyNodes(network).find(({ flat }) => flat.path === node)!;
  const { loss, lossWeight: _, ...options } = parameters as { loss?: LossName; lossWeight?: number };
  const compared = { ...(loss && { name: LOSSES[loss].onPrediction as LossName }), weight: definition.target!.lossWeight(parameters), options: loss ? options : {} };
  const { name, kind, classes, skeleton } = column;
  const imageSteps = isPictureBound(kind) ? boundSteps(node, kind, shape, features) : kind === 'image' ? pictureSteps(name, shape, preprocessing?.[name], 'Output') : undefined;
  const told = kind === 'category' || isPictureBound(kind) ? kind : 'number';
  const maskSide = kind === 'boxes' ? Math.sqrt(sizes.outputs[0]!.at(-1)! as number - BOX_NUMBERS - (classes?.length ?? 0)) : 0;
  return { node, column: name, kind: told, shape, encoding, loss: compared, ...(classes && { classes }), ...(skeleton && { skeleton }), ...(maskSide > 0 && { maskSide }), ...(imageSteps && { imageSteps }) };
}

function isPictureBound(kind: Column['kind']): kind is 'boxes' | 'mask' | 'points' {
  return kind === 'boxes' || kind === 'mask' || kind === 'points';
}

/** The steps of the picture that boxes, a mask or points belong to: the one that the network takes. */
function boundSteps(node: string, kind: 'boxes' | 'mask' | 'points', shape: readonly number[], features: readonly FeatureSignature[]): readonly ImageStep[] {
  const pictures = new Map(features.flatMap(({ columns }) => columns.flatMap(({ name, imageSteps }) => (imageSteps ? [[name, imageSteps] as const] : []))));
  const [steps, ...others] = pictures.values();
  if (!steps || others.length > 0) {
    fail('which-picture', `“${node}” answers ${kind === 'mask' ? 'with a class for every pixel' : `with ${kind}`}, but the network takes ${steps ? 'several pictures' : 'no picture'} that they could belong to.`, { node, expected: 'one picture column', found: [...pictures.keys()].join(', ') || 'none', remedy: 'Bind the Inputs to one picture column.' });
  }
  return kind === 'mask' ? stepsOfSize(steps, shape[0]!, shape[1]!) : steps;
}

type Column = ColumnBindings['features'][number]['columns'][number];

function featureColumn(column: Column, shape: readonly number[], steps: readonly unknown[] | undefined): FeatureColumn {
  const { name, kind, classes, statistics } = column;
  if (kind === 'image') return { name, kind, imageSteps: pictureSteps(name, shape, steps, 'Input') };
  if (kind === 'number') return { name, kind, numberSteps: (steps as NumberStep[] | undefined) ?? defaultNumberSteps(statistics) };
  if (kind === 'category') return { name, kind, classes: classes ?? [] };
  return fail('column-kind', `The column “${name}” holds ${kind}, which an Input cannot take yet.`, { found: kind, expected: 'image, number or category' });
}

/** What makes pictures of the shape that an Input takes or an Output is compared with. */
function pictureSteps(name: string, shape: readonly number[], steps: readonly unknown[] | undefined, layer: 'Input' | 'Output'): readonly ImageStep[] {
  const [channels, height, window] = shape as [1 | 3, number, number];
  const imageSteps = (steps as ImageStep[] | undefined) ?? defaultImageSteps({ channels, height, width: window });
  const given = imageShapeOf(imageSteps);
  if (given.channels !== channels || given.height !== height || given.width !== window) {
    fail('preprocess-shape', `The preprocessing of “${name}” gives pictures of ${given.channels}×${given.height}×${given.width}, but the ${layer} takes ${shape.join('×')}.`, { expected: shape.join('×'), found: `${given.channels}×${given.height}×${given.width}` });
  }
  return imageSteps;
}

/** Values that a column puts into a vector. */
export function columnWidth({ kind, classes }: FeatureColumn): number {
  return width({ name: '', kind, isTarget: false, ...(classes && { classes }) });
}

const signatureSchema = z.custom<ModelSignature>((value) => {
  const shape = z.looseObject({ version: z.literal(1), features: z.array(z.looseObject({ input: z.string(), shape: z.array(z.int().min(1)), columns: z.array(z.looseObject({ name: z.string() })) })), targets: z.array(z.looseObject({ node: z.string(), column: z.string() })) });
  return shape.safeParse(value).success;
});

/** Reads the signature of an exported file. Throws LoomError where it has none. */
export function readSignature(metadata: Readonly<Record<string, string>>, file: string): ModelSignature {
  const text = metadata[SIGNATURE_KEY];
  if (text === undefined) {
    return fail('no-signature', `“${file}” does not say which preprocessing and labels belong to it, because LayerLoom did not write it.`, { file, remedy: 'Export it from LayerLoom, or use it as a layer of a network.' });
  }
  try {
    return signatureSchema.parse(JSON.parse(text));
  } catch {
    return fail('bad-signature', `The description of inputs and labels inside “${file}” is damaged.`, { file, remedy: 'Export the model again.' });
  }
}
