/** The engine as its shells see it: requests with events, pausing and stopping, whatever process does the work. */
import { LoomError } from '../core/diagnostic';
import type { SteeringAction } from '../run/training-run';
import { lostProblem, toError, type OpenRequest } from './failure';
import { launchProcess } from './launchers';
import type { Child, Launcher } from './port';
import type { FromEngine, OperationName, Operations, ToEngine } from './protocol';
import type { EngineSetup, HostKind } from './setup';

/** The bundled scripts of the engine's processes and threads. */
export interface EngineEntries {
  readonly supervisor: URL;
  readonly computeHost: URL;
  readonly dataWorker: URL;
}

/** Where `scripts/build.mjs` puts them; `dist` is the URL of dist/engine with a slash at the end. */
export function builtEntries(dist: URL): EngineEntries {
  return {
    supervisor: new URL('worker/supervisor.mjs', dist),
    computeHost: new URL('worker/compute-host.mjs', dist),
    dataWorker: new URL('data/worker/data-worker.mjs', dist),
  };
}

export interface EngineOptions {
  readonly entries: EngineEntries;
  readonly host?: HostKind;
  /** How the engine process is started; a child process unless given. */
  readonly launch?: Launcher;
  /** The part of the engine that computes died and was replaced; its requests have failed. */
  readonly onHostRestarted?: (reason: string) => void;
}

export interface RequestOptions<Name extends OperationName> {
  readonly onEvent?: (event: Operations[Name]['event']) => void;
}

/** A request under way. */
export interface EngineRequest<Name extends OperationName> {
  /** Rejects with LoomError where a person can mend it, also when the engine dies. */
  readonly result: Promise<Operations[Name]['result']>;
  pause(): void;
  continue(): void;
  /** Writes a checkpoint of a run without ending it; its event tells. */
  checkpoint(): void;
  /** Ends a run at its next step with a checkpoint; its result is then `stopped`. Other operations run to their end. */
  stop(): void;
}

export interface EngineStatus {
  readonly busy: boolean;
  /** The process that computes; absent while there is none. */
  readonly hostPid?: number;
}

interface Waiting extends OpenRequest {
  resolve(result: Operations[OperationName]['result']): void;
  reject(error: Error): void;
  onEvent(event: Operations[OperationName]['event']): void;
}

export function startEngine(options: EngineOptions): Engine {
  const { supervisor, computeHost, dataWorker } = options.entries;
  const setup: EngineSetup = { computeHost: computeHost.href, dataWorker: dataWorker.href, host: options.host ?? 'process' };
  return new Engine((options.launch ?? launchProcess)(supervisor, setup), options.onHostRestarted);
}

export class Engine {
  private readonly requests = new Map<number, Waiting>();
  private readonly pings = new Map<number, { resolve(status: EngineStatus): void; reject(error: Error): void }>();
  private readonly exited: Promise<void>;
  private gone: string | undefined;
  private nextId = 1;

  constructor(private readonly process: Child<ToEngine, FromEngine>, private readonly onHostRestarted: (reason: string) => void = () => undefined) {
    process.onMessage((message) => this.receive(message));
    this.exited = new Promise((resolve) => {
      process.onExit((reason) => {
        this.lose(reason);
        resolve();
      });
    });
  }

  get pid(): number {
    return this.process.pid;
  }

  request<Name extends OperationName>(operation: Name, input: Operations[Name]['input'], { onEvent }: RequestOptions<Name> = {}): EngineRequest<Name> {
    const id = this.nextId++;
    const result = new Promise<Operations[Name]['result']>((resolve, reject) => {
      const waiting = { operation, input, begun: false, resolve, reject, onEvent: onEvent ?? (() => undefined) } as Waiting;
      if (this.gone !== undefined) return reject(new LoomError([lostProblem(waiting, this.gone)]));
      this.requests.set(id, waiting);
      this.process.send({ kind: 'request', id, operation, input });
    });
    const control = (action: SteeringAction) => () => this.process.send({ kind: 'control', id, action });
    return { result, pause: control('pause'), continue: control('continue'), checkpoint: control('checkpoint'), stop: control('stop') };
  }

  /** Answered at once, also in the middle of a run. Rejects when the engine is gone. */
  status(): Promise<EngineStatus> {
    if (this.gone !== undefined) return Promise.reject(new Error(`the engine ${this.gone}`));
    const id = this.nextId++;
    return new Promise((resolve, reject) => {
      this.pings.set(id, { resolve, reject });
      this.process.send({ kind: 'ping', id });
    });
  }

  /** Stops runs with a checkpoint, then ends the engine; resolves when it is gone. */
  async close(): Promise<void> {
    this.process.send({ kind: 'shutdown' });
    await this.exited;
  }

  /** Ends the engine without asking: for a person who does not want to wait for the next step. */
  async kill(): Promise<void> {
    this.process.kill();
    await this.exited;
  }

  private receive(message: FromEngine): void {
    if (message.kind === 'host-restarted') return this.onHostRestarted(message.reason);
    if (message.kind === 'pong') {
      const { id, busy, hostPid } = message;
      this.pings.get(id)?.resolve({ busy, ...(hostPid !== undefined && { hostPid }) });
      this.pings.delete(id);
      return;
    }
    const waiting = this.requests.get(message.id);
    if (!waiting) return;
    if (message.kind === 'event') {
      if (message.event.event === 'start') this.requests.set(message.id, { ...waiting, begun: true });
      return waiting.onEvent(message.event);
    }
    this.requests.delete(message.id);
    if (message.kind === 'result') waiting.resolve(message.result);
    else waiting.reject(toError(message.failure));
  }

  private lose(reason: string): void {
    this.gone = reason;
    for (const waiting of this.requests.values()) waiting.reject(new LoomError([lostProblem(waiting, reason)]));
    for (const { reject } of this.pings.values()) reject(new Error(`the engine ${reason}`));
    this.requests.clear();
    this.pings.clear();
  }
}
