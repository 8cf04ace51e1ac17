/** The application as a window sees it: questions with answers, events, and whether the connection stands. */
import { LoomError, problem } from '../core/diagnostic';
import { toError } from '../worker/failure';
import type { Connect, FromShell, ShellEventName, ShellEvents, ShellInput, ShellOperationName, ShellResult, Transport } from './protocol';
import { isForgotten, SentDocuments } from './sent-documents';

/** `lost`: the host cannot be reached; it is tried again. */
export type ConnectionState = 'connecting' | 'open' | 'lost';

interface Waiting {
  resolve(result: ShellResult<ShellOperationName>): void;
  reject(error: Error): void;
}

type Listener = (value: never) => void;

const FIRST_RETRY_MS = 250;
const LONGEST_RETRY_MS = 5000;

export class ShellClient {
  private readonly waiting = new Map<number, Waiting>();
  private readonly listeners = new Map<ShellEventName, Set<Listener>>();
  private readonly stateListeners = new Set<(state: ConnectionState) => void>();
  private readonly documents = new SentDocuments();
  private transport: Transport | undefined;
  private current: ConnectionState = 'connecting';
  private nextId = 1;
  private losses = 0;
  private retry: ReturnType<typeof setTimeout> | undefined;
  private closed = false;

  private constructor(private readonly open: Connect) {
    this.connect();
  }

  static connect(open: Connect): ShellClient {
    return new ShellClient(open);
  }

  get state(): ConnectionState {
    return this.current;
  }

  /** Rejects with LoomError where a person can mend it, also when the connection is lost before the answer. */
  request<Name extends ShellOperationName>(operation: Name, input: ShellInput<Name>): Promise<ShellResult<Name>> {
    const short = this.documents.byName(operation, input);
    if (!short) return this.send(operation, this.documents.inFull(operation, input));
    return this.send(operation, short).catch((error: unknown) => {
      if (!isForgotten(error)) throw error;
      return this.send(operation, this.documents.inFull(operation, input));
    });
  }

  private send<Name extends ShellOperationName>(operation: Name, input: ShellInput<Name>): Promise<ShellResult<Name>> {
    return this.whenOpen().then(
      (transport) =>
        new Promise<ShellResult<Name>>((resolve, reject) => {
          const id = this.nextId++;
          transport.send({ kind: 'request', id, operation, input });
          // The host answers an id with the result of its own operation.
          this.waiting.set(id, { resolve: resolve as Waiting['resolve'], reject });
        }),
    );
  }

  /** Returns what ends the subscription. After a loss nothing is repeated: attach to runs again when the state is `open`. */
  on<Name extends ShellEventName>(event: Name, listener: (value: ShellEvents[Name]) => void): () => void {
    const listeners = this.listeners.get(event) ?? new Set();
    this.listeners.set(event, listeners.add(listener));
    return () => void listeners.delete(listener);
  }

  onState(listener: (state: ConnectionState) => void): () => void {
    this.stateListeners.add(listener);
    return () => void this.stateListeners.delete(listener);
  }

  /** Tries at once instead of waiting for the next attempt. */
  reconnect(): void {
    if (this.current !== 'lost' || this.closed) return;
    clearTimeout(this.retry);
    this.connect();
  }

  close(): void {
    this.closed = true;
    clearTimeout(this.retry);
    this.transport?.close();
  }

  private connect(): void {
    this.become('connecting');
    const transport = this.open({
      opened: () => {
        this.losses = 0;
        this.become('open');
      },
      received: (message) => this.receive(message),
      closed: (reason) => {
        if (this.transport === transport) this.lose(reason);
      },
    });
    this.transport = transport;
  }

  /** The first connection is waited for; a lost one is told at once. */
  private whenOpen(): Promise<Transport> {
    if (this.current === 'open' && this.transport) return Promise.resolve(this.transport);
    if (this.current === 'lost' || this.closed) return Promise.reject(lost('it cannot be reached'));
    return new Promise((resolve, reject) => {
      const end = this.onState((state) => {
        end();
        if (state === 'open') resolve(this.transport!);
        else reject(lost('it cannot be reached'));
      });
    });
  }

  private receive(message: FromShell): void {
    if (message.kind === 'event') {
      for (const listener of this.listeners.get(message.event) ?? []) listener(message.value as never);
      return;
    }
    const waiting = this.waiting.get(message.id);
    this.waiting.delete(message.id);
    if (message.kind === 'result') waiting?.resolve(message.result);
    else waiting?.reject(toError(message.failure));
  }

  private lose(reason: string): void {
    for (const { reject } of this.waiting.values()) reject(lost(reason));
    this.waiting.clear();
    this.transport = undefined;
    this.become('lost');
    if (this.closed) return;
    this.retry = setTimeout(() => this.connect(), Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** this.losses++));
  }

  private become(state: ConnectionState): void {
    if (state === this.current) return;
    this.current = state;
    for (const listener of this.stateListeners) listener(state);
  }
}

function lost(reason: string): LoomError {
  return new LoomError([problem('connection-lost', `The connection to LayerLoom was lost: ${reason}.`, { found: reason, remedy: 'If it was ended, start it again with “layerloom serve”; a run under way has written a checkpoint.' })]);
}
