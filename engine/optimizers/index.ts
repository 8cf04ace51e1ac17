/** Every optimizer there is, by name. */
import { adagrad } from './adagrad';
import { adam } from './adam';
import { adamw } from './adamw';
import { momentum } from './momentum';
import { nesterov } from './nesterov';
import { rmsprop } from './rmsprop';
import { sgd } from './sgd';
import { fail } from '../core/diagnostic';
import type { OptimizerDefinition } from './define-optimizer';

export const OPTIMIZERS = { sgd, momentum, nesterov, rmsprop, adagrad, adam, adamw } as const;

export type OptimizerName = keyof typeof OPTIMIZERS;
export const OPTIMIZER_NAMES = Object.keys(OPTIMIZERS) as readonly OptimizerName[];

/** The optimizer of a training program, with its settings checked and defaults filled in. */
export function readOptimizer(settings: { readonly name: string; readonly [setting: string]: unknown }): {
  readonly definition: OptimizerDefinition;
  readonly settings: Readonly<Record<string, unknown>>;
} {
  if (!Object.hasOwn(OPTIMIZERS, settings.name)) {
    fail('unknown-optimizer', `There is no optimizer “${settings.name}”.`, { expected: OPTIMIZER_NAMES.join(', '), found: settings.name, remedy: `Choose one of ${OPTIMIZER_NAMES.join(', ')}.` });
  }
  const definition = OPTIMIZERS[settings.name as OptimizerName] as unknown as OptimizerDefinition;
  const values = Object.fromEntries(
    Object.entries(definition.settings).map(([name, spec]) => {
      const given = settings[name];
      if (given === undefined) return [name, spec.default];
      const parsed = spec.parse(given);
      if ('value' in parsed) return [name, parsed.value];
      return fail('invalid-setting', `The setting ${name} of the optimizer ${definition.title} must be ${parsed.expected}, not ${JSON.stringify(given)}.`, { parameter: name, expected: parsed.expected });
    }),
  );
  return { definition, settings: values };
}
