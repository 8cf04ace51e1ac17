/** Every layer there is. Adding one touches its own file and one line here. */
import { conv2d } from './conv2d';
import type { LayerDefinition } from './define-layer';
import { dense } from './dense';
import { input } from './input';
import { output } from './output';
import { relu } from './relu';

export const LAYERS = {
  input,
  output,
  dense,
  conv2d,
  relu,
} as const;

export type LayerType = keyof typeof LAYERS;
export const LAYER_TYPES = Object.keys(LAYERS) as readonly LayerType[];

/** The definition of a layer with its parameters seen as plain data; undefined for a type this version does not know. */
export function findLayer(type: string): LayerDefinition | undefined {
  return Object.hasOwn(LAYERS, type) ? (LAYERS[type as LayerType] as unknown as LayerDefinition) : undefined;
}
