/** Tells networks apart that compute different things, or with tensors of other names; where boxes stand does not matter. */
import { hashString } from '../core/random';
import type { InferredNetwork } from './infer-network';

/** Equal for two networks that take the same weights and give the same answers with them. */
export function networkKey({ nodes }: InferredNetwork): string {
  const text = JSON.stringify(nodes.map(({ flat, parameters, operands, sizes }) => [flat.path, flat.node.type, parameters, operands, sizes?.outputs, sizes?.tensors.map(({ key, shape }) => [key, shape])]));
  // Two hashes of 32 bits: among the few networks of one window no two are alike by chance.
  return `${hashString(text).toString(36)}-${hashString(`${text.length} ${text}`).toString(36)}`;
}
