/** The regions of one picture that a model takes beside it, as data workers make them for rows. Runs in the window too. */
import type { Tensor } from '../core/dtype';
import { regionsRule } from '../data/batch/regions';
import type { Pixels } from '../data/dataset';
import type { SearchSignature } from './signature';

export function searchPicture(picture: Pixels, { input, column, imageSteps: steps, search }: SearchSignature): Tensor {
  const binding = { kind: 'regions', column, tensor: input, steps, search } as const;
  const tensor = regionsRule.tensor(binding, 1);
  regionsRule.write(regionsRule.fit(picture, binding), binding, tensor.data, 0, undefined);
  return tensor;
}
