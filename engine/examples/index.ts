/** Every worked example, in the order of a course. */
import { fail } from '../core/diagnostic';
import { DENSE_EXAMPLES } from './dense';
import { DROPOUT_EXAMPLES } from './dropout';
import type { Example } from './example';
import { PERCEPTRON_EXAMPLES } from './perceptrons';
import { PICTURE_EXAMPLES } from './pictures';
import { RECURRENT_EXAMPLES } from './recurrent';
import { SIZE_EXAMPLES } from './sizes';

export const EXAMPLES: readonly Example[] = [...PERCEPTRON_EXAMPLES, ...DENSE_EXAMPLES, ...DROPOUT_EXAMPLES, ...PICTURE_EXAMPLES, ...RECURRENT_EXAMPLES, ...SIZE_EXAMPLES];

/** Throws LoomError where there is no such example. */
export function requireExample(id: string): Example {
  const known = EXAMPLES.map((example) => example.id).join(', ');
  return EXAMPLES.find((example) => example.id === id) ?? fail('unknown-example', `There is no example “${id}”.`, { expected: known, found: id, remedy: 'List them with “layerloom example list”.' });
}
