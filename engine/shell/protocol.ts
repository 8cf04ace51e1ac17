/**
 * Every message between a window (the renderer) and the shell that hosts it: the browser server or Electron's main
 * process. The window asks, the host answers each request once, and tells all windows of events. Messages hold plain
 * values and byte arrays, so a message port carries them as they are and a socket in the frames of `frames.ts`.
 */
import type { Failure } from '../worker/protocol';
import type { ApplicationEvents, ApplicationOperations } from './protocol/application';
import type { CaptureOperations } from './protocol/captures';
import type { DataOperations } from './protocol/data';
import type { DocumentOperations } from './protocol/documents';
import type { FileOperations } from './protocol/files';
import type { LabelOperations } from './protocol/labels';
import type { LabOperations } from './protocol/labs';
import type { LookOperations } from './protocol/look';
import type { ModelOperations } from './protocol/models';
import type { NativeEvents, NativeOperations } from './protocol/native';
import type { OutsideOperations } from './protocol/outside';
import type { RunEvents, RunOperations } from './protocol/runs';
import type { TraceOperations } from './protocol/trace';

export interface ShellOperations extends ApplicationOperations, DocumentOperations, FileOperations, DataOperations, CaptureOperations, LabelOperations, RunOperations, ModelOperations, LookOperations, OutsideOperations, LabOperations, TraceOperations, NativeOperations {}
export interface ShellEvents extends ApplicationEvents, RunEvents, NativeEvents {}

export type ShellOperationName = keyof ShellOperations;
export type ShellInput<Name extends ShellOperationName> = ShellOperations[Name]['input'];
export type ShellResult<Name extends ShellOperationName> = ShellOperations[Name]['result'];
export type ShellEventName = keyof ShellEvents;

export type { Failure };

export interface ToShell {
  readonly kind: 'request';
  readonly id: number;
  readonly operation: ShellOperationName;
  readonly input: ShellInput<ShellOperationName>;
}

export type FromShell =
  | { readonly kind: 'result'; readonly id: number; readonly result: ShellResult<ShellOperationName> }
  | { readonly kind: 'failed'; readonly id: number; readonly failure: Failure }
  | ShellEventMessage;

export type ShellEventMessage = { [Name in ShellEventName]: { readonly kind: 'event'; readonly event: Name; readonly value: ShellEvents[Name] } }[ShellEventName];

/** Tells every window. */
export type TellEvent = <Name extends ShellEventName>(event: Name, value: ShellEvents[Name]) => void;

/** A window's request is refused beyond this size; uploads come in pieces. */
export const MAX_REQUEST_BYTES = 64 * 2 ** 20;

/** Whatever carries the messages of one window, seen from the window. */
export interface Transport {
  send(message: ToShell): void;
  close(): void;
}

export interface TransportListener {
  opened(): void;
  received(message: FromShell): void;
  /** Called once, also where it never opened. */
  closed(reason: string): void;
}

/** Begins a connection; called again after a loss. */
export type Connect = (listener: TransportListener) => Transport;
