/** The parameters of a block as the inspector reads those of a layer. */
import { boolean, choice, integer, json, number, text as line, type ParameterSpec } from '../../engine/core/parameters';
import type { BlockParameter, Json } from '../../engine/document/model';

function words(name: string): string {
  const spaced = name.replace(/([a-z])([A-Z])/g, '$1 $2').replaceAll('_', ' ').toLowerCase();
  return spaced.charAt(0).toUpperCase() + spaced.slice(1);
}

export function blockParameterSpec({ name, kind, default: value, min, max, choices, help = '' }: BlockParameter): ParameterSpec<unknown> {
  const text = { label: words(name), help, ...(min !== undefined && { minimum: min }), ...(max !== undefined && { maximum: max }) };
  if (kind === 'integer') return integer({ ...text, default: value as number });
  if (kind === 'number') return number({ ...text, default: value as number });
  if (kind === 'boolean') return boolean({ ...text, default: value === true });
  if (choices && choices.length > 0) return choice({ ...text, options: choices, default: String(value) });
  if (kind === 'text') return line({ ...text, default: String(value) });
  return json<Json>({ ...text, default: value, expected: 'a value in JSON, such as [3, 3]', check: (given) => given as Json | undefined });
}

/** How many copies follow each other; kept beside the parameters of the block. */
export const REPEAT: ParameterSpec<number> = integer({ label: 'Copies', help: 'So many copies of the block, one after the other', default: 1, minimum: 1, maximum: 1000 });
export const SHARE_WEIGHTS: ParameterSpec<boolean> = boolean({ label: 'Share weights', help: 'All copies use the tensors of the first', default: false });
