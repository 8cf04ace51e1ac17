/** Which parameters of a layer can be tried out with a slider, and how far: from the layer's own specification. */
import type { ParameterSpec } from '../../engine/core/parameters';
import { isExpression } from '../../engine/document/block-arguments';
import type { Json, JsonObject } from '../../engine/document/model';
import type { InferredNode } from '../../engine/infer/infer-network';

export type Movable =
  /** Of one axis, in the order of the layer; without it all axes move together. */
  | { readonly kind: 'range'; readonly name: string; readonly label: string; readonly axis?: number; readonly least: number; readonly most: number }
  /** Only these values fit. */
  | { readonly kind: 'stops'; readonly name: string; readonly label: string; readonly stops: readonly number[] }
  | { readonly kind: 'choice'; readonly name: string; readonly label: string; readonly options: readonly string[] };

/** Room to try things out; a larger value of the document widens it. */
const MOST: Readonly<Record<string, number>> = { kernel: 11, stride: 4, dilation: 4, pads: 8, outputPadding: 3, factor: 8 };
const MOST_COUNT = 64;
/** What the axes are called where they differ, by their number; four are edges. */
const AXES: Readonly<Record<number, readonly string[]>> = { 2: ['height', 'width'], 3: ['depth', 'height', 'width'], 4: ['top', 'left', 'bottom', 'right'] };

export interface MovableParameters {
  readonly movable: readonly Movable[];
  /** Labels of parameters that are computed from those of the block around the layer. */
  readonly computed: readonly string[];
}

/** `drawn` are the parameters as the box has them, `values` as they are tried out. */
export function movableParameters({ definition, parameters, sizes }: InferredNode, drawn: JsonObject, values: Readonly<Record<string, unknown>>): MovableParameters {
  const specs = Object.entries(definition!.parameters as Readonly<Record<string, ParameterSpec<unknown>>>).filter(([name, spec]) => isMovable(name, spec, values));
  const isComputed = ([name]: readonly [string, unknown]): boolean => isExpression(drawn[name]);
  const movable = specs.filter((one) => !isComputed(one)).flatMap(([name, spec]) => movablesOf(name, spec, parameters[name], { values, channels: sizes?.inputs[0]?.[0] }));
  return { movable: movable.sort((a, b) => rank(a) - rank(b)), computed: specs.filter(isComputed).map(([, { label }]) => label) };
}

/** Numbers that sizes depend on. A shape that data gives is no matter of taste. */
function isMovable(name: string, { kind }: ParameterSpec<unknown>, values: Readonly<Record<string, unknown>>): boolean {
  if (name === 'pads') return values['padding'] === undefined || values['padding'] === 'explicit';
  return kind === 'integer' || kind === 'size' || (kind === 'integers' && name in MOST) || name === 'padding';
}

/** Sliders in pairs first, then what takes a line of its own, and what depends on it. */
function rank({ kind, name }: Movable): number {
  return name === 'pads' ? 2 : kind === 'choice' ? 1 : 0;
}

interface Around {
  readonly values: Readonly<Record<string, unknown>>;
  readonly channels: unknown;
}

function movablesOf(name: string, spec: ParameterSpec<unknown>, value: unknown, { values, channels }: Around): Movable[] {
  const { label, options, minimum = 1 } = spec;
  if (options) return [{ kind: 'choice', name, label, options }];
  if (name === 'groups' && typeof channels === 'number') {
    const filters = (values['filters'] ?? channels) as number;
    const stops = divisors(channels).filter((count) => filters % count === 0);
    return [{ kind: 'stops', name, label, stops }];
  }
  const most = (current: number): number => Math.min(spec.maximum ?? Infinity, Math.max(MOST[name] ?? MOST_COUNT, 2 * current));
  if (!Array.isArray(value)) return [{ kind: 'range', name, label, least: minimum, most: most(value as number) }];
  const [first, ...others] = value as readonly number[];
  if (others.every((one) => one === first)) return [{ kind: 'range', name, label, least: minimum, most: most(first!) }];
  const sides = AXES[value.length] ?? [];
  return sides.map((side, axis) => ({ kind: 'range', name, label: `${label}, ${side}`, axis, least: minimum, most: most(value[axis] as number) }));
}

function divisors(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index + 1).filter((one) => count % one === 0);
}

/** Where the slider stands. */
export function valueOf(movable: Movable, values: Readonly<Record<string, unknown>>): unknown {
  const value = values[movable.name];
  return Array.isArray(value) ? value[movable.kind === 'range' ? (movable.axis ?? 0) : 0] : value;
}

/** What the box would have as this parameter. */
export function moved(movable: Movable, values: Readonly<Record<string, unknown>>, to: Json): Json {
  const value = values[movable.name];
  if (!Array.isArray(value)) return to;
  const axis = movable.kind === 'range' ? movable.axis : undefined;
  return value.map((one: Json, at) => (axis === undefined || at === axis ? to : one));
}
