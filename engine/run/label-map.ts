/** Class indices of a data set in the order a model knows: folders opened later may lack classes or order them otherwise. */
import { fail } from '../core/diagnostic';
import type { Tensor } from '../core/dtype';
import type { Dataset } from '../data/dataset';
import type { ModelSignature } from './signature';

type LabelMap = ReadonlyMap<string, Int32Array>;

/** By column; columns whose classes agree are left out. Throws LoomError for a class the model does not know. */
export function labelMaps({ features, targets }: ModelSignature, dataset: Pick<Dataset, 'columns'>): LabelMap {
  const wanted = [...features.flatMap(({ columns }) => columns.map(({ name, classes }) => ({ name, classes }))), ...targets.map(({ column, classes }) => ({ name: column, classes }))];
  const maps = new Map<string, Int32Array>();
  for (const { name, classes } of wanted) {
    const given = dataset.columns.find((column) => column.name === name)?.classes;
    if (!classes || !given || given.join('\n') === classes.join('\n')) continue;
    maps.set(name, Int32Array.from(given, (label) => known(classes, label, name)));
  }
  return maps;
}

function known(classes: readonly string[], label: string, column: string): number {
  const index = classes.indexOf(label);
  if (index >= 0) return index;
  return fail('unknown-class', `The data has a class “${label}” in “${column}” that the model was not trained on.`, { found: label, expected: classes.join(', '), remedy: 'Rename or remove that folder or value, or train again with it.' });
}

export function applyLabelMaps(maps: LabelMap, batch: Readonly<Record<string, Tensor>>): Record<string, Tensor> {
  return Object.fromEntries(
    Object.entries(batch).map(([name, tensor]) => {
      const map = maps.get(name);
      if (!map) return [name, tensor];
      return [name, { dtype: 'int32', shape: tensor.shape, data: Int32Array.from(tensor.data as Int32Array, (label) => map[label]!) } satisfies Tensor];
    }),
  );
}
