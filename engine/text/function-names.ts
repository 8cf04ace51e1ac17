/** Layers are functions in the text: `max-pool2d` of the document is `maxPool2d` there. */
import { LAYER_TYPES } from '../layers/index';

/** `layer('type', …)` stands for a layer that has no function of its own: one this version does not know. */
export const ANY_LAYER = 'layer';

function camelCase(type: string): string {
  return type.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
}

const FUNCTION_OF: ReadonlyMap<string, string> = new Map(LAYER_TYPES.map((type) => [type, camelCase(type)]));
const TYPE_OF: ReadonlyMap<string, string> = new Map([...FUNCTION_OF].map(([type, name]) => [name, type]));

/** In the order of the palette. */
export const FUNCTION_NAMES: readonly string[] = [...FUNCTION_OF.values()];

export function functionOf(type: string): string | undefined {
  return FUNCTION_OF.get(type);
}

export function typeOf(functionName: string): string | undefined {
  return TYPE_OF.get(functionName);
}
