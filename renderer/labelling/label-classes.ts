/** Classes of a folder: added, called otherwise, taken away, and given to objects. */
import { problem } from '../../engine/core/diagnostic';
import type { LabelCategory } from '../../engine/data/annotations/labels';
import { LoomError } from '../../engine/core/diagnostic';
import { editCategories, editObject } from './edit-labels';
import { selectedObject, useLabelling } from './labelling-store';

export function nameOf(categories: readonly LabelCategory[], id: number): string {
  return categories.find((one) => one.id === id)?.name ?? `class ${id}`;
}

/** The colour of a class: by its place in the list, since numbers of other programs have gaps. */
export function placeOf(categories: readonly LabelCategory[], id: number): number {
  return Math.max(0, categories.findIndex((one) => one.id === id));
}

/** With a class of this name, and its number. A class that is there already, in whatever case, is that one. */
export function withClass(categories: readonly LabelCategory[], name: string): { readonly categories: readonly LabelCategory[]; readonly id: number } {
  const known = categories.find((one) => one.name.toLowerCase() === name.toLowerCase());
  if (known) return { categories, id: known.id };
  const id = 1 + categories.reduce((most, one) => Math.max(most, one.id), 0);
  return { categories: [...categories, { id, name }], id };
}

/** Throws LoomError where the name is taken or empty. */
export function addClass(text: string): void {
  const name = text.trim();
  const { categories } = useLabelling.getState();
  checkName(name, categories);
  const added = withClass(categories, name);
  editCategories('Add a class', added.categories);
  useLabelling.setState({ category: added.id });
}

/** Throws LoomError where the name is taken or empty. */
export function renameClass(id: number, text: string): void {
  const name = text.trim();
  const { categories } = useLabelling.getState();
  checkName(name, categories.filter((one) => one.id !== id));
  editCategories('Rename a class', categories.map((one) => (one.id === id ? { ...one, name } : one)));
}

function checkName(name: string, others: readonly LabelCategory[]): void {
  if (name === '') throw new LoomError([problem('class-name', 'A class needs a name.')]);
  if (others.some((one) => one.name === name)) throw new LoomError([problem('class-name', `There is already a class “${name}”.`)]);
}

/** Only one that no object has. */
export function removeClass(id: number): void {
  const { categories, uses } = useLabelling.getState();
  if ((uses.get(id) ?? 0) === 0) editCategories('Remove a class', categories.filter((one) => one.id !== id));
}

/** The selected object gets the class; without one, what is drawn next. */
export function chooseClass(id: number): void {
  const object = selectedObject();
  useLabelling.setState({ category: id });
  if (object && object.category !== id) editObject('Change the class', { ...object, category: id });
}
