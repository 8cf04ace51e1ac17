/** One head on one picture: its answer, its loss and the values that it names. */
import { compute, type Given } from './run-terms';
import { layerNamed, parametersOf } from '../layers/lower-layer';
import type { JsonObject } from '../../engine/document/model';

export interface HeadRun {
  /** [R, 4 + C] */
  readonly prediction: number[];
  readonly loss: number;
  readonly weight: number;
  readonly named: Readonly<Record<string, number[]>>;
}

/** Centre, sides and class, in pixels of the network's input. */
export type GivenObject = readonly [x: number, y: number, width: number, height: number, label: number];

/** Maps are given whole, with their channels: [K, h, w]. */
export function runHead(type: string, given: JsonObject, picture: readonly [height: number, width: number], maps: readonly Given[], objects: readonly GivenObject[]): HeadRun {
  const layer = layerNamed(type);
  const most = objects.length + 1;
  const parameters = parametersOf(layer, { ...given, most });
  const names: string[] = [];
  const operands = [{ shape: [1, 1, ...picture], data: Array.from({ length: picture[0] * picture[1] }, () => 0) }, ...maps.map(({ shape, data }) => ({ shape: [1, ...shape], data }))];
  const target = { shape: [1, most, 5], data: [...objects.flat(), 0, 0, 0, 0, -1] };
  const [prediction, loss, weight, ...rest] = compute([...operands, target], (builder, values) => {
    const inputs = values.slice(0, -1);
    const unused = () => {
      throw new Error('heads have no tensors');
    };
    const [answer] = layer.lower({ builder, inputs, parameters, mode: 'train', frozen: false, tensor: unused, mask: unused, noise: unused, searched: unused, truth: unused, update: unused });
    const compared = layer.target!.loss({ builder, input: inputs[0]!, inputs, target: values.at(-1)!, parameters });
    const named = Object.entries(compared.named ?? {});
    names.push(...named.map(([name]) => name));
    return [answer!, compared.loss, compared.weight ?? builder.scalar(1), ...named.map(([, value]) => value)];
  });
  return { prediction: prediction!, loss: loss![0]!, weight: weight![0]!, named: Object.fromEntries(names.map((name, index) => [name, rest[index]!])) };
}

/** A map of one value everywhere. */
export function flat(shape: readonly number[], value = 0): Given {
  return { shape, data: Array.from({ length: shape.reduce((product, size) => product * size, 1) }, () => value) };
}

/** The places that each object is given, in order. */
export function placesByObject(assignment: readonly number[], objects: number): number[][] {
  const count = assignment.length / (objects + 1);
  return Array.from({ length: objects }, (_, object) => Array.from({ length: count }, (__, place) => place).filter((place) => assignment[object * count + place] === 1));
}
