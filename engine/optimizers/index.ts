/** Every optimizer there is, by name. */
import { adagrad } from './adagrad';
import { adam } from './adam';
import { adamw } from './adamw';
import { momentum } from './momentum';
import { muon } from './muon';
import { nesterov } from './nesterov';
import { rmsprop } from './rmsprop';
import { sgd } from './sgd';
import { fail } from '../core/diagnostic';
import { readNamedChoice, type NamedChoice } from '../core/named-choice';
import type { OptimizerDefinition } from './define-optimizer';

export const OPTIMIZERS = { sgd, momentum, nesterov, rmsprop, adagrad, adam, adamw, muon } as const;

export type OptimizerName = keyof typeof OPTIMIZERS;
export const OPTIMIZER_NAMES = Object.keys(OPTIMIZERS) as readonly OptimizerName[];

/** Those that treat every weight by itself, so that they can be followed on one weight or a point of a surface. */
export const WEIGHTWISE_OPTIMIZERS = (Object.values(OPTIMIZERS) as unknown as readonly OptimizerDefinition[]).filter(({ isTensorwise }) => !isTensorwise);

/** Where an optimizer's settings leave the learning rate out. */
export function learningRateOf(chosen: { readonly name: string; readonly [setting: string]: unknown }): number {
  const given = chosen['learningRate'];
  const { definition } = readOptimizer(chosen);
  if (given === undefined) return definition.defaultRate;
  if (typeof given === 'number' && Number.isFinite(given) && given >= 0) return given;
  return fail('invalid-setting', `The learning rate must be a number from 0, not ${JSON.stringify(given)}.`, { parameter: 'learningRate', expected: 'a number from 0' });
}

/** The optimizer of a training program, with its settings checked and defaults filled in. */
export function readOptimizer(chosen: { readonly name: string; readonly [setting: string]: unknown }): NamedChoice<OptimizerDefinition> {
  return readNamedChoice('optimizer', OPTIMIZERS as unknown as Record<string, OptimizerDefinition>, chosen, ['learningRate']);
}
