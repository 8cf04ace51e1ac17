/**
 * What heads that find objects share. A head reads maps of features over a picture and answers with boxes: float32 [N, R, 4 + C],
 * for each place centre, width and height in pixels of the network's input, then a score of 0 … 1 for each class. It is compared
 * with lists of objects [N, M, 5]; what it compares stands in the graph and has names, so that a trace shows it.
 */
import { integer, number, type ParameterSpecs } from '../../../core/parameters';
import type { Shape } from '../../../core/shape';
import type { Box } from '../../../losses/detection/box';
import type { Builder } from '../../../ops/builder';
import type { Value } from '../../../ops/graph';
import { defineLayer, type LayerDefinition, type LayerExample, type Port } from '../../define-layer';
import { objectsShape, readObjects, type Objects } from './objects';
import { checkMaps, scalesOf, type Places, type Scale } from './places';
import { torchHead, type TorchText } from './torch-text';

export interface HeadParameters {
  readonly classes: number;
  /** Objects of a picture that are learned from. */
  readonly most: number;
  readonly lossWeight: number;
}

/** What a head reads out of its maps; each adds what its loss needs. */
export interface Found {
  /** [N, 1, R] each. */
  readonly box: Box;
  /** [N, C, R], 0 … 1. */
  readonly scores: Value;
}

export interface Comparison<P, F> {
  readonly builder: Builder;
  readonly found: F;
  readonly objects: Objects;
  readonly places: Places;
  /** Sides of the picture. */
  readonly picture: { readonly width: number; readonly height: number };
  readonly parameters: P;
  /** What reaches ports that are only trained with. */
  readonly auxiliary: readonly Value[];
}

export interface Compared {
  /** [N]; with `weight` the mean is Σ loss / Σ weight. */
  readonly loss: Value;
  readonly weight?: Value;
  /** Values a person may want to look at: the assignment, the terms of the loss. */
  readonly named: Readonly<Record<string, Value>>;
}

export interface HeadRecipe<P extends HeadParameters, F extends Found> {
  readonly type: string;
  readonly title: string;
  readonly summary: string;
  readonly documentation: LayerDefinition['documentation'];
  readonly parameters: ParameterSpecs<Omit<P, keyof HeadParameters>>;
  readonly maps: readonly Port[];
  /** Ports that are only trained with, behind the maps. */
  readonly auxiliary?: readonly Port[];
  /** Channels that each map must have, and what they are, in words. */
  channels(parameters: P): readonly [count: number, made: string];
  places(scales: readonly Scale[], parameters: P): Places;
  read(builder: Builder, maps: readonly Value[], places: Places, parameters: P): F;
  compare(comparison: Comparison<P, F>): Compared;
  /** The answer in PyTorch. */
  torch(text: TorchText, parameters: P): string;
  readonly examples: readonly LayerExample<P>[];
}

const PICTURE: Port = { name: 'picture', help: 'The picture that the boxes lie in; only its size is read' };

const SHARED: ParameterSpecs<HeadParameters> = {
  classes: integer({ label: 'Classes', help: 'Kinds of objects, in label order', default: 10, minimum: 1, maximum: 1000 }),
  most: integer({ label: 'Most objects', help: 'Of each picture so many are learned from at most, the largest first', default: 20, minimum: 1, maximum: 300 }),
  lossWeight: number({ label: 'Loss weight', help: 'The share of this loss in the sum that is minimised', default: 1, minimum: 0 }),
};

export function defineHead<P extends HeadParameters, F extends Found>(recipe: HeadRecipe<P, F>): LayerDefinition<P> {
  const { channels, places, read, compare, torch, maps, auxiliary = [], ...about } = recipe;
  const answering = [PICTURE, ...maps];
  const ports = [...answering, ...auxiliary];
  const placesIn = (inputs: readonly Shape[], parameters: P) => places(scalesOf(inputs.slice(0, answering.length)), parameters);
  return defineLayer<P>({
    ...about,
    version: 1,
    category: 'detection',
    // The two halves are all of P, which the compiler cannot see for a P that is not known yet.
    parameters: { ...SHARED, ...recipe.parameters } as unknown as ParameterSpecs<P>,
    inputs: ports,
    outputs: [],
    shape: ({ inputs, parameters }) => {
      const [count, made] = channels(parameters);
      checkMaps(inputs, ports.slice(1).map(({ name }) => name), count, made);
      return [[placesIn(inputs, parameters).count, 4 + parameters.classes]];
    },
    places: ({ inputs, parameters }) => placesIn(inputs, parameters),
    lower: ({ builder: b, inputs, parameters }) => {
      const { box, scores } = read(b, inputs.slice(1, answering.length), placesIn(samples(inputs), parameters), parameters);
      return [b.transposeLast(b.concat([box.x, box.y, box.width, box.height, scores], 1))];
    },
    torch: ({ inputs, parameters }) => ({ forward: (values) => torch(torchHead(values.slice(1, answering.length), placesIn(inputs, parameters)), parameters) }),
    target: {
      accepts: () => ['boxes'],
      classes: ({ parameters: { classes } }) => classes,
      target: ({ parameters: { most } }) => ({ dtype: 'float32', shape: objectsShape(most) }),
      loss: ({ builder, inputs, target, parameters }) => {
        const shapes = samples(inputs);
        const all = placesIn(shapes, parameters);
        const [, height, width] = shapes[0] as readonly [number, number, number];
        const found = read(builder, inputs.slice(1, answering.length), all, parameters);
        const objects = readObjects(builder, target, parameters.classes);
        return compare({ builder, found, objects, places: all, picture: { width, height }, parameters, auxiliary: inputs.slice(answering.length) });
      },
      lossWeight: ({ lossWeight }) => lossWeight,
    },
  });
}

/** Shapes without the batch. */
function samples(values: readonly Value[]): Shape[] {
  return values.map(({ shape }) => shape.slice(1));
}

