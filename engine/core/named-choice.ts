/** Reads something chosen by name with settings of its own (an optimizer, a schedule) against a table of definitions. */
import { fail } from './diagnostic';
import type { ParameterSpec } from './parameters';

interface Choosable {
  readonly title: string;
  readonly settings: object;
}

export interface NamedChoice<D> {
  readonly definition: D;
  readonly settings: Readonly<Record<string, unknown>>;
}

/** `extra` names settings that belong to the caller (the learning rate). */
export function readNamedChoice<D extends Choosable>(
  what: string,
  table: Readonly<Record<string, D>>,
  chosen: { readonly name: string; readonly [setting: string]: unknown },
  extra: readonly string[] = [],
): NamedChoice<D> {
  const known = Object.keys(table).join(', ');
  if (!Object.hasOwn(table, chosen.name)) {
    fail(`unknown-${what}`, `There is no ${what} “${chosen.name}”.`, { expected: known, found: chosen.name, remedy: `Choose one of ${known}.` });
  }
  const definition = table[chosen.name]!;
  const specs = definition.settings as Readonly<Record<string, ParameterSpec<unknown>>>;
  for (const name of Object.keys(chosen)) {
    if (name !== 'name' && !extra.includes(name) && !Object.hasOwn(specs, name)) {
      const settings = Object.keys(specs).join(', ') || 'none';
      fail('unknown-setting', `The ${what} ${definition.title} has no setting “${name}”.`, { parameter: name, expected: settings, remedy: `Its settings: ${settings}.` });
    }
  }
  const settings = Object.fromEntries(
    Object.entries(specs).map(([name, spec]) => {
      const given = chosen[name];
      if (given === undefined) return [name, spec.default];
      const parsed = spec.parse(given);
      if ('value' in parsed) return [name, parsed.value];
      return fail('invalid-setting', `The setting ${name} of the ${what} ${definition.title} must be ${parsed.expected}, not ${JSON.stringify(given)}.`, { parameter: name, expected: parsed.expected });
    }),
  );
  return { definition, settings };
}
