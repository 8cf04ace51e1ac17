/** Which number of which trained tensor the optimizers are compared on. */
import type { ListedValue, Trace } from '../../../engine/run/trace-listing';
import type { ChosenElement } from '../debugger-store';

/** Tensors that the step changes, those of the given box first. */
export function trainedTensors({ values }: Trace, origin: string): readonly ListedValue[] {
  const changed = new Set(values.flatMap(({ name }) => (name.endsWith('.next') ? [name.slice(0, -'.next'.length)] : [])));
  const has = new Set(values.map(({ name }) => name));
  const own = ({ name }: ListedValue): boolean => name.startsWith(`${origin}.`) || name.startsWith(`${origin}/`);
  // Moments have next values too, but no gradients.
  return values.filter(({ name }) => changed.has(name) && has.has(`${name}.grad`)).sort((a, b) => Number(own(b)) - Number(own(a)));
}

/** The chosen number where it is one of a trained tensor, its gradient, moments or next value; else the first of the first tensor. */
export function trainedElement(tensors: readonly ListedValue[], element: ChosenElement | undefined): ChosenElement | undefined {
  const tensor = element && tensors.find(({ name }) => element.value === name || element.value.startsWith(`${name}.`));
  if (tensor && tensor.shape.length === element.position.length) return { value: tensor.name, position: element.position };
  return tensors[0] && { value: tensors[0].name, position: tensors[0].shape.map(() => 0) };
}
