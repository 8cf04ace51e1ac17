/** The operations of a compute host, one after the other: two at once would share the processor and the runtime. */
import type { RunEvent, SteeringAction } from '../run/training-run';
import { EventThrottle } from './event-throttle';
import { toFailure } from './failure';
import { perform, type OperationSurroundings } from './operations';
import type { FromEngine, ToEngine } from './protocol';
import { Steering } from './steering';

type Request = Extract<ToEngine, { kind: 'request' }>;

export class OperationQueue {
  /** Of the operation under way and those that wait. */
  private readonly steering = new Map<number, Steering>();
  private last: Promise<void> = Promise.resolve();

  constructor(private readonly surroundings: OperationSurroundings, private readonly tell: (message: FromEngine) => void) {}

  add(request: Request): void {
    const steering = new Steering();
    this.steering.set(request.id, steering);
    this.last = this.last.then(() => this.run(request, steering));
  }

  /** Of an operation that has ended already there is nothing to steer. */
  steer(id: number, action: SteeringAction): void {
    this.steering.get(id)?.apply(action);
  }

  /** Stops what can be stopped; resolves when everything has ended. */
  async stopAll(): Promise<void> {
    for (const steering of this.steering.values()) steering.apply('stop');
    await this.last;
  }

  private async run({ id, operation, input }: Request, steering: Steering): Promise<void> {
    const throttle = new EventThrottle((event: RunEvent) => this.tell({ kind: 'event', id, event }));
    try {
      const result = await perform(operation, input, { ...this.surroundings, control: steering, emit: (event) => throttle.add(event) });
      this.tell({ kind: 'result', id, result });
    } catch (error) {
      this.tell({ kind: 'failed', id, failure: toFailure(error) });
    } finally {
      this.steering.delete(id);
    }
  }
}
