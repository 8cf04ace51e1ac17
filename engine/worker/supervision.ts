/** What the supervisor knows and decides, apart from the processes themselves. */
import { lostProblem, type OpenRequest } from './failure';
import type { Child } from './port';
import type { FromEngine, ToEngine } from './protocol';

export interface SupervisionParts {
  startHost(): Child<ToEngine, FromEngine>;
  tell(message: FromEngine): void;
  /** Called once there is nothing left to do and no host left. */
  ended(): void;
}

/** A host that dies sooner than this after its start is not started again until it is needed: it might never live. */
const QUICK_DEATH_MS = 500;

export class Supervision {
  private host: Child<ToEngine, FromEngine> | undefined;
  private readonly open = new Map<number, OpenRequest>();
  /** Why the last host died, until another one has been started. */
  private death: string | undefined;
  private ending = false;

  constructor(private readonly parts: SupervisionParts) {
    this.startHost();
  }

  receive(message: ToEngine): void {
    switch (message.kind) {
      case 'ping':
        return this.parts.tell({ kind: 'pong', id: message.id, busy: this.open.size > 0, ...(this.host && { hostPid: this.host.pid }) });
      case 'request':
        this.open.set(message.id, { operation: message.operation, input: message.input, begun: false });
        return (this.host ?? this.startHost()).send(message);
      case 'control':
        return this.host?.send(message);
      case 'shutdown':
        return this.shutDown();
    }
  }

  /** Stops runs at their next step, waits for what is under way and ends the engine. */
  shutDown(): void {
    if (this.ending) return;
    this.ending = true;
    if (!this.host) return this.parts.ended();
    for (const id of this.open.keys()) this.host.send({ kind: 'control', id, action: 'stop' });
    this.host.send({ kind: 'shutdown' });
  }

  private startHost(): Child<ToEngine, FromEngine> {
    const host = this.parts.startHost();
    const startedAt = Date.now();
    this.host = host;
    host.onMessage((message) => this.relay(message));
    host.onExit((reason) => this.hostEnded(reason, Date.now() - startedAt < QUICK_DEATH_MS));
    if (this.death !== undefined) this.parts.tell({ kind: 'host-restarted', reason: this.death });
    this.death = undefined;
    return host;
  }

  private relay(message: FromEngine): void {
    if (message.kind === 'pong' || message.kind === 'host-restarted') return;
    const request = this.open.get(message.id);
    // An answer that comes out of the channel after its host was seen to end: the request has been reported as lost.
    if (!request) return;
    if (message.kind !== 'event') this.open.delete(message.id);
    else if (message.event.event === 'start') this.open.set(message.id, { ...request, begun: true });
    this.parts.tell(message);
  }

  private hostEnded(reason: string, quickly: boolean): void {
    this.host = undefined;
    for (const [id, request] of this.open) {
      this.parts.tell({ kind: 'failed', id, failure: { kind: 'problem', diagnostics: [lostProblem(request, reason)] } });
    }
    this.open.clear();
    if (this.ending) return this.parts.ended();
    this.death = reason;
    if (!quickly) this.startHost();
  }
}
