/** The scores of a classifier, as shares that add up to one where the model gives logits. */
import { fail } from '../../core/diagnostic';
import type { ClassesAnswer } from '../model-task';
import { sigmoid, softmax, valuesOf, type Outputs } from './output-values';

export function decodeClasses({ output, activation }: ClassesAnswer, outputs: Outputs): Float32Array {
  const { name, data } = valuesOf(outputs, output);
  if (data.length === 0) fail('output-empty', `The output “${name}” is empty.`, { expected: 'a score per class', found: 'no numbers' });
  if (activation === 'softmax') return softmax(data);
  return activation === 'sigmoid' ? data.map(sigmoid) : data;
}
