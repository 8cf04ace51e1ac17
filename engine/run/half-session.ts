/** A model whose inputs and outputs are half precision, used as if they were float32. */
import type { Tensor } from '../core/dtype';
import { floatTensor, halfTensor } from '../core/half';
import type { OnnxModel } from '../onnx/model';
import type { Session } from './backend';

/** The session itself where the model takes and gives float32. */
export function asFloatSession(session: Session, { inputs }: Pick<OnnxModel, 'inputs'>): Session {
  const halves = new Set(inputs.flatMap(({ name, dtype }) => (dtype === 'float16' ? [name] : [])));
  return halves.size === 0 ? session : new HalfSession(session, halves);
}

class HalfSession implements Session {
  constructor(private readonly session: Session, private readonly halves: ReadonlySet<string>) {}

  get inputNames(): readonly string[] {
    return this.session.inputNames;
  }

  get outputNames(): readonly string[] {
    return this.session.outputNames;
  }

  async run(feeds: ReadonlyMap<string, Tensor>, into?: ReadonlyMap<string, Tensor>, only?: readonly string[]): Promise<Map<string, Tensor>> {
    const rounded = new Map([...feeds].map(([name, tensor]) => [name, this.halves.has(name) && tensor.dtype === 'float32' ? halfTensor(tensor as Tensor<'float32'>) : tensor]));
    const results = await this.session.run(rounded, into, only);
    return new Map([...results].map(([name, tensor]) => [name, tensor.dtype === 'float16' ? floatTensor(asBits(tensor)) : tensor]));
  }

  async close(): Promise<void> {
    await this.session.close();
  }
}

/** Runtimes hand half-precision numbers out as an array of their bits, newer ones as the numbers themselves. */
function asBits(tensor: Tensor): Tensor<'float16'> {
  const { buffer, byteOffset, length } = tensor.data;
  return { dtype: 'float16', shape: tensor.shape, data: new Uint16Array(buffer as ArrayBuffer, byteOffset, length) };
}
