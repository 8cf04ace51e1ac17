import type { Tensor } from '../../engine/core/dtype';
import type { LookFrom } from '../../engine/shell/protocol/look';
import { floatsOf } from '../maps/planes';
import { shell } from '../shell/connection';

/** A whole tensor, which travels in pages. Rejects with LoomError where the network has none of that name. */
export async function fetchTensor(from: LookFrom, key: string): Promise<Tensor<'float32'>> {
  const first = await shell()!.request('network.tensor', { from, key });
  const { shape } = first;
  const data = new Float32Array(shape.reduce((product, size) => product * size, 1));
  const each = data.length / (shape[0] ?? 1);
  for (let page = first; ; page = await shell()!.request('network.tensor', { from, key, first: page.first + page.count })) {
    data.set(floatsOf(page), page.first * each);
    if (page.count === 0 || page.first + page.count >= (shape[0] ?? 1)) return { dtype: 'float32', shape, data };
  }
}
