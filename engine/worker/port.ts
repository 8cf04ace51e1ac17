/**
 * How the engine's processes and threads talk, whatever carries the messages: the IPC channel of a child process, the port
 * of a worker thread, or (in Electron) the port of a utility process.
 */

/** The starting side's view of what it started. */
export interface Child<Sent, Received> {
  /** The process that does the work; a thread has that of its starter. */
  readonly pid: number;
  /** Messages to a child that is gone are dropped; its exit tells. */
  send(message: Sent): void;
  onMessage(listener: (message: Received) => void): void;
  /** Called once, however it ended. `reason` completes the sentence “it …”. */
  onExit(listener: (reason: string) => void): void;
  /** Ends it without asking. */
  kill(): void;
}

/** The started side's view of its starter. */
export interface Parent<Received, Sent> {
  send(message: Sent): void;
  onMessage(listener: (message: Received) => void): void;
  /** Called when the starter is gone or `close` was called; nobody is left to work for. */
  onClose(listener: () => void): void;
  /** Sends what is still on its way, then ends the connection. */
  close(): void;
}

/** Starts a script of ours. `setup` is plain JSON and arrives as `readSetup()`. */
export type Launcher = <Sent, Received>(entry: URL, setup: unknown) => Child<Sent, Received>;
