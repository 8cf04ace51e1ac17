/** Live networks run natively for windows, frame by frame: a session stays open while questions come. */
import type { Session } from './backend';
import type { LiveModel } from './live-model';
import { tensorOf, valuesOf, type LiveValues } from './live-values';
import { openSession } from './onnx-runtime';
import { Recent } from './recent';

/** More threads cost small networks more than they gain. */
const THREADS = 2;

export class LiveSessions {
  /** Few windows see live at once. */
  private readonly open = new Recent<Session>(2, (session) => session.close());

  /** `stamp` is equal only for equal models. */
  async run(stamp: string, model: () => Promise<LiveModel>, inputs: readonly LiveValues[]): Promise<readonly LiveValues[]> {
    const session = await this.open.get(stamp, async () => openSession((await model()).bytes, { backend: 'cpu', threads: THREADS }));
    const results = await session.run(new Map(inputs.map((input) => [input.name, tensorOf(input)])));
    return [...results].map(([name, tensor]) => valuesOf(name, tensor));
  }
}
