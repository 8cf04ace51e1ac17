/** Class indices of a data set in the order a model knows: folders opened later may lack classes or order them otherwise. */
import { fail } from '../core/diagnostic';
import type { Tensor } from '../core/dtype';
import type { Dataset } from '../data/dataset';
import { crowdLabel, NO_OBJECT } from '../data/objects';
import { BOX_ROW, targetTensor } from './feeds';
import type { ModelSignature } from './signature';

interface Relabelling {
  /** New class by old class. */
  readonly classes: Int32Array;
  /** Which of how many numbers in a row is the class: all of one, or the fifth of five of a box. */
  readonly width: number;
}

/** By tensor of a batch. */
type LabelMap = ReadonlyMap<string, Relabelling>;

/** Tensors whose classes agree are left out. Throws LoomError for a class the model does not know. */
export function labelMaps({ features, targets }: Pick<ModelSignature, 'features' | 'targets'>, dataset: Pick<Dataset, 'columns'>): LabelMap {
  const inputs = features.flatMap(({ columns }) => columns.map(({ name, classes }) => ({ tensor: name, column: name, classes, width: 1 })));
  const wanted = [...inputs, ...targets.map((target) => ({ tensor: targetTensor(target, features), column: target.column, classes: target.classes, width: target.kind === 'boxes' ? BOX_ROW : 1 }))];
  const maps = new Map<string, Relabelling>();
  for (const { tensor, column: name, classes, width } of wanted) {
    const given = dataset.columns.find((column) => column.name === name)?.classes;
    if (!classes || !given || given.join('\n') === classes.join('\n')) continue;
    maps.set(tensor, { classes: Int32Array.from(given, (label) => known(classes, label, name)), width });
  }
  return maps;
}

function known(classes: readonly string[], label: string, column: string): number {
  const index = classes.indexOf(label);
  if (index >= 0) return index;
  return fail('unknown-class', `The data has a class “${label}” in “${column}” that the model was not trained on.`, { found: label, expected: classes.join(', '), remedy: 'Rename or remove that folder or value, or train again with it.' });
}

export function applyLabelMaps(maps: LabelMap, batch: Readonly<Record<string, Tensor>>): Record<string, Tensor> {
  return Object.fromEntries(Object.entries(batch).map(([name, tensor]) => [name, relabelled(tensor, maps.get(name))]));
}

/** Pixels that do not count and rows without an object have labels below 0, which stay; so does what a crowd is called. */
function relabelled(tensor: Tensor, map: Relabelling | undefined): Tensor {
  if (!map) return tensor;
  const data = (tensor.data as Int32Array | Float32Array).slice();
  for (let at = map.width - 1; at < data.length; at += map.width) {
    const label = data[at]!;
    if (label >= 0) data[at] = map.classes[label]!;
    else if (label < NO_OBJECT) data[at] = crowdLabel(map.classes[crowdLabel(label)]!);
  }
  return { ...tensor, data };
}
