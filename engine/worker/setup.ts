/** What the processes of the engine are started with. Addresses are `file:` URLs as text. */

/**
 * Where the compute host lives. A process is the default everywhere: native code that crashes or is ended for taking too
 * much memory then takes only the host, and the supervisor tells and starts another. Its messages are few and small, so
 * that a thread would only save its start-up and memory.
 */
export type HostKind = 'process' | 'thread';

export interface EngineSetup {
  readonly computeHost: string;
  readonly dataWorker: string;
  readonly host: HostKind;
}

export type HostSetup = Pick<EngineSetup, 'dataWorker'>;
