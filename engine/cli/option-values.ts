/** Parsers for the values of options. They throw what Commander reports as a usage error, naming option and range. */
import { InvalidArgumentError } from 'commander';
import { LoomError } from '../core/diagnostic';
import type { Json, NamedSettings } from '../document/model';

interface Range {
  readonly from?: number;
  readonly above?: number;
  readonly upTo?: number;
  readonly below?: number;
}

/** A whole number, e.g. `wholeNumber({ from: 1 })`. */
export function wholeNumber(range: Range = {}): (text: string) => number {
  return (text) => numberIn(text, range, 'a whole number', /^[+-]?\d+$/);
}

export function realNumber(range: Range = {}): (text: string) => number {
  return (text) => numberIn(text, range, 'a number', /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i);
}

function numberIn(text: string, range: Range, kind: string, form: RegExp): number {
  const { from = -Infinity, above = -Infinity, upTo = Infinity, below = Infinity } = range;
  const value = Number(text);
  if (!form.test(text) || value < from || value <= above || value > upTo || value >= below || !Number.isFinite(value)) {
    throw new InvalidArgumentError(`It must be ${kind}${describe(range)}.`);
  }
  return value;
}

function describe({ from, above, upTo, below }: Range): string {
  const low = from !== undefined ? ` from ${from}` : above !== undefined ? ` above ${above}` : '';
  const high = upTo !== undefined ? ` up to ${upTo}` : below !== undefined ? ` below ${below}` : '';
  return low && high ? `${low}${high}` : low || high;
}

/** One of a list. */
export function oneOf<const T extends string>(choices: readonly T[]): (text: string) => T {
  return (text) => choices.find((choice) => choice === text) ?? refuse(`It must be one of ${choices.join(', ')}.`);
}

/** An option that may be given several times. */
export function collected(text: string, earlier: readonly string[] | undefined): readonly string[] {
  return [...(earlier ?? []), text];
}

/** `name` or `name:key=value,key=value`; `check` throws LoomError where the name or a setting does not exist. */
export function namedSettings(check: (settings: NamedSettings) => unknown): (text: string) => NamedSettings {
  return (text) => {
    const at = text.indexOf(':');
    const name = at < 0 ? text : text.slice(0, at);
    const pairs = at < 0 ? [] : text.slice(at + 1).split(',').map(keyAndValue);
    const settings: NamedSettings = { ...Object.fromEntries(pairs), name };
    return asUsage(() => {
      check(settings);
      return settings;
    });
  };
}

function keyAndValue(pair: string): readonly [string, Json] {
  const { key, value } = splitPair(pair);
  if (key === '' || value === undefined) return refuse(`“${pair}” is not of the form key=value.`);
  if (value === 'true' || value === 'false') return [key, value === 'true'];
  return [key, value !== '' && Number.isFinite(Number(value)) ? Number(value) : value];
}

/** `key=value`, or a key alone. */
export function splitPair(text: string): { readonly key: string; readonly value?: string } {
  const at = text.indexOf('=');
  return at < 0 ? { key: text.trim() } : { key: text.slice(0, at).trim(), value: text.slice(at + 1).trim() };
}

/** A mistake in the value of an option is one of usage. */
export function asUsage<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof LoomError) return refuse(error.message);
    throw error;
  }
}

export function refuse(message: string): never {
  throw new InvalidArgumentError(message);
}
