/** The first values of a network's tensors: hand-set where the document says so, else drawn from the seed. */
import { fail } from '../core/diagnostic';
import type { Tensor } from '../core/dtype';
import { RandomStream } from '../core/random';
import type { TensorInfo } from '../infer/infer-node';
import { INITIALIZERS, INITIALIZER_NAMES, type InitializerName } from '../initializers';

export function initialTensors(tensors: ReadonlyMap<string, TensorInfo>, seed: number): Map<string, Tensor<'float32'>> {
  return new Map([...tensors].map(([key, info]) => [key, info.settings.value ? copy(info.settings.value) : draw(key, info, seed)]));
}

function draw(key: string, { initializer, amount: usual, settings: { init }, shape, fanIn, fanOut }: TensorInfo, seed: number): Tensor<'float32'> {
  const name = init?.name ?? initializer;
  if (!Object.hasOwn(INITIALIZERS, name)) {
    fail('unknown-initializer', `The tensor “${key}” asks for the initializer “${name}”, which does not exist.`, { expected: INITIALIZER_NAMES.join(', '), found: name, remedy: `Choose one of ${INITIALIZER_NAMES.join(', ')}.` });
  }
  const given = init ? init['amount'] : usual;
  const amount = typeof given === 'number' ? given : undefined;
  const stream = new RandomStream(seed, 'init', key);
  const data = INITIALIZERS[name as InitializerName].fill({ shape, fanIn, fanOut, stream, ...(amount !== undefined && { amount }) });
  return { dtype: 'float32', shape, data };
}

function copy(tensor: Tensor<'float32'>): Tensor<'float32'> {
  return { ...tensor, data: tensor.data.slice() };
}
