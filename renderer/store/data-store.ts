/**
 * The data of the open document as the host has read it. Follows the document: a change of source, split or connection reads
 * again after a moment, and answers to a question that is no longer asked are dropped.
 */
import { create } from 'zustand';
import { LoomError, problem } from '../../engine/core/diagnostic';
import type { ShellClient } from '../../engine/shell/client';
import type { DataRequest, DataSummary } from '../../engine/shell/protocol/data';
import { dataRequest } from './data-request';
import { useDocument } from './document-store';

interface DataState {
  /** What the document asks for now; undefined where it has no data. */
  readonly request: DataRequest | undefined;
  /** What was read. While the same source is divided anew, or a generator makes more, it stays the old one; of another source there is none until it is read. */
  readonly summary: DataSummary | undefined;
  readonly state: 'none' | 'reading' | 'ready' | 'failed';
  /** Why it could not be read; only where `state` is `failed`. */
  readonly failure: LoomError | undefined;
}

type Host = Pick<ShellClient, 'request' | 'onState'>;

/** Dragging a share or undoing several steps asks once. */
const SETTLED_MS = 150;

export const useData = create<DataState>(() => ({ request: undefined, summary: undefined, state: 'none', failure: undefined }));

let host: Host | undefined;
let timer: ReturnType<typeof setTimeout> | undefined;
/** Read before the document came to ask for it. */
let known: { readonly key: string; readonly summary: DataSummary } | undefined;

const keyOf = (request: DataRequest | undefined): string => JSON.stringify(request);

/** Begins to follow the open document; returns what ends it. */
export function followData(client: Host): () => void {
  host = client;
  const unfollowDocument = useDocument.subscribe((now, before) => {
    if (now.document.data !== before.document.data || now.isOpen !== before.isOpen) follow();
  });
  const unfollowHost = client.onState((state) => {
    if (state === 'open' && useData.getState().state !== 'ready') rereadData();
  });
  follow();
  return () => {
    unfollowDocument();
    unfollowHost();
    clearTimeout(timer);
    host = undefined;
  };
}

/** Reads the files again, which may have changed since. */
export function rereadData(): void {
  const { request } = useData.getState();
  if (request) void read(request);
}

/** Says what a source holds before the document asks for it, so that it is not read twice. */
export function expectData(request: DataRequest, summary: DataSummary): void {
  known = { key: keyOf(request), summary };
}

function follow(): void {
  const { isOpen, document } = useDocument.getState();
  const request = isOpen ? dataRequest(document) : undefined;
  const before = useData.getState();
  if (keyOf(request) === keyOf(before.request)) return;
  clearTimeout(timer);
  if (!request) return useData.setState({ request, summary: undefined, state: 'none', failure: undefined });
  if (known?.key === keyOf(request)) {
    useData.setState({ request, summary: known.summary, state: 'ready', failure: undefined });
    known = undefined;
    return;
  }
  useData.setState({ request, summary: isAlike(request, before.request) ? before.summary : undefined, state: 'reading', failure: undefined });
  timer = setTimeout(() => void read(request), SETTLED_MS);
}

/** Whether what was read of one says something about the other: the same source, or more samples of the same generator. */
function isAlike({ source }: DataRequest, before: DataRequest | undefined): boolean {
  if (source.kind === 'builtin' && before?.source.kind === 'builtin') return source.name === before.source.name;
  return JSON.stringify(source) === JSON.stringify(before?.source);
}

async function read(request: DataRequest): Promise<void> {
  if (!host) return;
  useData.setState({ state: 'reading', failure: undefined });
  const isAsked = (): boolean => useData.getState().request === request;
  try {
    const summary = await host.request('data.open', request);
    if (isAsked()) useData.setState({ summary, state: 'ready', failure: undefined });
  } catch (error) {
    if (isAsked()) useData.setState({ summary: undefined, state: 'failed', failure: asLoomError(error) });
  }
}

function asLoomError(error: unknown): LoomError {
  if (error instanceof LoomError) return error;
  return new LoomError([problem('data-unread', `The data could not be read: ${error instanceof Error ? error.message : String(error)}.`, { remedy: 'Try again, or choose other data.' })]);
}
