/**
 * Looking at data: opening, counting, small pictures. It runs on a thread of its own, because decoding pictures would hold up
 * the answers to all windows, and the compute host is busy while a run trains.
 */
import { launchThread } from '../../worker/launchers';
import { toError } from '../../worker/failure';
import type { Failure } from '../../worker/protocol';
import type { Child } from '../../worker/port';
import type { Column } from '../../data/dataset';
import type { DataOperations, DataRequest } from '../protocol/data';
import type { LabelOperations } from '../protocol/labels';
import { LoomError, problem } from '../../core/diagnostic';

/** The bundled script; `dist` is the URL of dist/engine with a slash at the end. */
export function builtDataDesk(dist: URL): URL {
  return new URL('shell/host/data-desk-thread.mjs', dist);
}

/** What is asked of the thread. */
export interface DeskOperations extends Omit<DataOperations, 'data.builtins'>, Omit<LabelOperations, 'labels.suggest'> {
  /** Pictures are not decoded for it. */
  'data.columns': { input: DataRequest; result: readonly Column[] };
}

export type DeskOperation = keyof DeskOperations;

export interface ToDesk {
  readonly id: number;
  readonly operation: DeskOperation;
  readonly input: DeskOperations[DeskOperation]['input'];
}

export type FromDesk =
  | { readonly id: number; readonly result: DeskOperations[DeskOperation]['result'] }
  | { readonly id: number; readonly failure: Failure };

interface Waiting {
  resolve(result: DeskOperations[DeskOperation]['result']): void;
  reject(error: Error): void;
}

export class DataDesk {
  private thread: Child<ToDesk | { readonly kind: 'shutdown' }, FromDesk> | undefined;
  private readonly waiting = new Map<number, Waiting>();
  private nextId = 1;

  constructor(private readonly entry: URL) {}

  ask<Name extends DeskOperation>(operation: Name, input: DeskOperations[Name]['input']): Promise<DeskOperations[Name]['result']> {
    const id = this.nextId++;
    const thread = (this.thread ??= this.start());
    return new Promise<DeskOperations[Name]['result']>((resolve, reject) => {
      // The desk answers an id with the result of its own operation.
      this.waiting.set(id, { resolve: resolve as Waiting['resolve'], reject });
      thread.send({ id, operation, input });
    });
  }

  close(): void {
    this.thread?.kill();
  }

  private start(): Child<ToDesk | { readonly kind: 'shutdown' }, FromDesk> {
    const thread = launchThread<ToDesk | { readonly kind: 'shutdown' }, FromDesk>(this.entry, null);
    thread.onMessage((message) => {
      const waiting = this.waiting.get(message.id);
      this.waiting.delete(message.id);
      if ('result' in message) waiting?.resolve(message.result);
      else waiting?.reject(toError(message.failure));
    });
    thread.onExit((reason) => this.lose(reason));
    return thread;
  }

  private lose(reason: string): void {
    this.thread = undefined;
    const error = new LoomError([problem('data-stopped', `Reading the data stopped unexpectedly: it ${reason}.`, { found: reason, remedy: 'Try again; if it happens again, the machine may be short of memory.' })]);
    for (const { reject } of this.waiting.values()) reject(error);
    this.waiting.clear();
  }
}
