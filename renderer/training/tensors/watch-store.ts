/** The looks inside the layers of the shown run, and which of them is looked at. Follows the run store and the host's events. */
import { create } from 'zustand';
import type { LoomDocument } from '../../../engine/document/model';
import type { WatchRecord } from '../../../engine/run/watch/record';
import type { ShellClient } from '../../../engine/shell/client';
import { report } from '../../shell/connection';
import { useDocument } from '../../store/document-store';
import { useRun } from '../../store/run-store';
import { diagnose, type Finding } from './diagnose';

interface WatchState {
  /** The folder of the run; undefined while none is shown. */
  readonly run: string | undefined;
  readonly isLoading: boolean;
  /** In order of their steps. */
  readonly records: readonly WatchRecord[];
  /** The chosen look; the newest unless given. */
  readonly at: number | undefined;
  /** Of the chosen look. */
  readonly findings: readonly Finding[];
  /** Gradient norm of every port, by `path:port`, at the chosen look; empty while another network is open. */
  readonly norms: ReadonlyMap<string, number>;
  /** Name path of the layer whose charts are shown. */
  readonly layer: string | undefined;
}

const NO_NORMS: ReadonlyMap<string, number> = new Map();
const NOTHING: Omit<WatchState, 'run' | 'isLoading'> = { records: [], at: undefined, findings: [], norms: NO_NORMS, layer: undefined };

export const useWatch = create<WatchState>(() => ({ run: undefined, isLoading: false, ...NOTHING }));

/** The chosen look. */
export function shownRecord({ records, at }: Pick<WatchState, 'records' | 'at'>): WatchRecord | undefined {
  return records[at ?? records.length - 1];
}

/** Looks at one moment of the run; undefined follows the newest. */
export function lookAt(at: number | undefined): void {
  useWatch.setState((state) => withDerived({ ...state, at }));
}

export function chooseLayer(layer: string | undefined): void {
  useWatch.setState({ layer });
}

/** More than a chart shows side by side; the host keeps no more either. */
const MOST_RECORDS = 240;

/** `more` replaces what has the same step. */
export function withRecords(records: readonly WatchRecord[], more: readonly WatchRecord[]): readonly WatchRecord[] {
  const all = [...new Map([...records, ...more].map((record) => [record.step, record])).values()].sort((a, b) => a.step - b.step);
  return all.length <= MOST_RECORDS ? all : all.filter((_, index) => index % 2 === 0 || index === all.length - 1);
}

function withDerived(state: WatchState): WatchState {
  const at = state.at !== undefined && state.at < state.records.length - 1 ? state.at : undefined;
  const record = shownRecord({ records: state.records, at });
  const isOurs = isSameNetwork(useRun.getState().document, useDocument.getState().document);
  return { ...state, at, findings: diagnose(state.records.slice(0, (at ?? state.records.length - 1) + 1)), norms: record && isOurs ? normsOf(record) : NO_NORMS };
}

function normsOf({ ports }: WatchRecord): ReadonlyMap<string, number> {
  return new Map(ports.flatMap(({ node, port, gradientNorm }) => (gradientNorm === undefined ? [] : [[`${node}:${port}`, gradientNorm] as const])));
}

/** Whether a run trains the open network, perhaps as it was some edits ago: boxes keep their ids. */
function isSameNetwork(trained: LoomDocument | undefined, open: LoomDocument): boolean {
  const ids = new Set(trained?.graph.nodes.map(({ id }) => id));
  return open.graph.nodes.some(({ id }) => ids.has(id));
}

export function followWatch(client: ShellClient): void {
  client.on('run.event', ({ run, event }) => {
    const { run: shown, records } = useWatch.getState();
    if (run !== shown) return;
    if (event.event === 'watch') useWatch.setState((state) => withDerived({ ...state, records: withRecords(records, [event]) }));
    // A resumed run goes on from its checkpoint, which may lie behind what it had reached.
    if (event.event === 'start') useWatch.setState((state) => withDerived({ ...state, records: records.filter(({ step, epoch }) => step <= event.step && epoch <= event.epoch) }));
  });
  client.onState((connection) => {
    const { run } = useWatch.getState();
    if (connection === 'open' && run !== undefined) void load(client, run);
  });
  useRun.subscribe((now, before) => {
    if (now.run?.run !== before.run?.run) show(client, now.run?.run);
    else if (now.document !== before.document) useWatch.setState(withDerived);
  });
  useDocument.subscribe((now, before) => {
    if (now.document !== before.document && now.document.graph.nodes !== before.document.graph.nodes) useWatch.setState(withDerived);
  });
}

function show(client: ShellClient, run: string | undefined): void {
  useWatch.setState({ run, isLoading: run !== undefined, ...NOTHING });
  if (run !== undefined) void load(client, run);
}

async function load(client: ShellClient, run: string): Promise<void> {
  try {
    const loaded = await client.request('run.watched', { run });
    // What has come meanwhile is newer.
    if (useWatch.getState().run === run) useWatch.setState((state) => withDerived({ ...state, records: withRecords(loaded, state.records) }));
  } catch (error) {
    report(error);
  } finally {
    if (useWatch.getState().run === run) useWatch.setState({ isLoading: false });
  }
}
