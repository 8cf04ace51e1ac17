/** Every generator, in the order in which they are listed. One generator is one file and one line here. */
import { fail } from '../../core/diagnostic';
import type { Augmentation } from '../augment/augmentation';
import type { DataSource } from '../dataset';
import { dials } from './dials';
import { digits } from './digits';
import { face } from './face';
import type { Generator } from './generator';
import { hand } from './hand';
import { letters } from './letters';
import { scenes, scenes320 } from './scenes';
import { shapes } from './shapes';
import { spirals } from './spirals';
import { xor } from './xor';

export const GENERATORS: readonly Generator[] = [digits, letters, shapes, scenes, scenes320, spirals, xor, dials, hand, face];

/** The generator called `name`. Throws LoomError naming all of them where there is none. */
export function findGenerator(name: string): Generator {
  const names = GENERATORS.map((generator) => generator.name).join(', ');
  return (
    GENERATORS.find((generator) => generator.name === name) ??
    fail('unknown-generator', `There is no built-in data set called "${name}".`, {
      expected: names,
      found: name,
      remedy: `Choose one of: ${names}.`,
    })
  );
}

/** The random changes that built-in data is trained with unless somebody says otherwise; none for data of one's own. */
export function usualAugmentation(source: DataSource): readonly Augmentation[] {
  return source.kind === 'builtin' ? (findGenerator(source.name).augmentation ?? []) : [];
}

const LARGEST_COUNT = 10_000_000;

/** Refuses counts and seeds that cannot be. */
export function checkRequest(count: number, seed: number): void {
  if (!Number.isInteger(count) || count < 1 || count > LARGEST_COUNT) {
    fail('bad-sample-count', `${count} is not a number of samples.`, {
      expected: `a whole number from 1 to ${LARGEST_COUNT.toLocaleString('en')}`,
      found: String(count),
      remedy: 'For example: 6000.',
    });
  }
  if (!Number.isSafeInteger(seed) || seed < 0) {
    fail('bad-seed', `${seed} is not a seed.`, {
      expected: 'a whole number of at least 0',
      found: String(seed),
      remedy: 'For example: 1.',
    });
  }
}
