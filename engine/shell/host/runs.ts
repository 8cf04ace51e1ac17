/** Training, as all windows together see it: one run under way, and those on the disk. */
import { rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { fail, LoomError } from '../../core/diagnostic';
import type { PruneScope } from '../../compress/prune';
import { listCheckpoints } from '../../run/checkpoint';
import type { PruneReport } from '../../run/compress/prune-run';
import { readRunLog } from '../../run/metrics-log';
import { readRun } from '../../run/run-record';
import type { LoomDocument } from '../../document/model';
import type { RunEvent, RunOptions } from '../../run/training-run';
import { WATCH_SHARE } from '../../run/watch/record';
import { packDocument, unpackDocument } from '../document-payload';
import type { TellEvent } from '../protocol';
import type { AttachedRun, RunFork, RunStart, RunSummary } from '../protocol/runs';
import { ActiveRun } from './active-run';
import { trainedOn, withAbsoluteData, withRelativeData } from './data-reference';
import type { Engines } from './engines';
import { freshFolder } from './fresh-folder';
import { writeNotes, type RunNotes } from './run-notes';
import { latest, runsIn, summaryOf } from './run-on-disk';
import { RunTrash } from './run-trash';

/** The document within a run; its data is named relative to it. */
const documentIn = (run: string): string => join(run, 'document.loom');
const CHECKPOINT_SECONDS = 30;

export interface RunPlaces {
  readonly runs: string;
  readonly trash: string;
}

export class Runs {
  private active: ActiveRun | undefined;
  /** A run is being started: between the question and the request to the engine other questions may come. */
  private starting = false;
  private readonly trash: RunTrash;

  constructor(private readonly places: RunPlaces, private readonly engines: Engines, private readonly tell: TellEvent) {
    this.trash = new RunTrash(places.runs, places.trash);
  }

  async start({ document: payload, source, split, backend, threads, checkpointSeconds = CHECKPOINT_SECONDS }: RunStart): Promise<{ run: string }> {
    return this.whileStarting(async () => {
      return this.train(unpackDocument(payload).document, { source, split, backend, threads, checkpointSeconds });
    });
  }

  /** On the data, backend and threads of the run it goes on from. */
  async fork({ run: origin, checkpoint, document: payload }: RunFork): Promise<{ run: string }> {
    return this.whileStarting(async () => {
      const { data, backend, threads, checkpointSeconds } = (await readRun(origin)).record;
      const from = { run: origin, checkpoint };
      return this.train(unpackDocument(payload).document, { source: data.source, split: data.split, backend, threads, checkpointSeconds, from });
    });
  }

  async resume(run: string): Promise<{ run: string }> {
    return this.whileStarting(async () => {
      const { state } = await summaryOf(run);
      if (state === 'done') fail('run-done', `The run “${basename(run)}” is done; there is nothing to go on with.`, { file: run, remedy: 'Start a new run, with more epochs if it should learn longer.' });
      await this.begin(new ActiveRun(run, this.engines.forRuns().request('resume', { run }, { onEvent: (event) => this.receive(run, event) })));
      return { run };
    });
  }

  async pause(run: string): Promise<RunSummary> {
    return this.steer(run, (active) => active.pause());
  }

  async continue(run: string): Promise<RunSummary> {
    return this.steer(run, (active) => active.continue());
  }

  async stop(run: string): Promise<RunSummary> {
    const active = this.requireActive(run);
    if (active.stop()) void this.tellChanged(run);
    await active.ended;
    return this.summary(run);
  }

  /** The machine goes to sleep; resolves when a run under way has a checkpoint. */
  async sleep(): Promise<void> {
    await this.active?.sleep();
  }

  wake(): void {
    this.active?.wake();
  }

  async list(): Promise<readonly RunSummary[]> {
    const runs = await runsIn(this.places.runs);
    return runs.map((summary) => this.withActive(summary));
  }

  async attach(run: string): Promise<AttachedRun> {
    const [{ document }, logged, summary, [checkpoint]] = await Promise.all([readRun(run), readRunLog(run), this.summary(run), listCheckpoints(run)]);
    const active = this.activeFor(run);
    return {
      summary,
      document: packDocument(withAbsoluteData(document, documentIn(run))),
      history: active ? active.historyAfter(logged) : logged,
      warnings: active?.warnings ?? [],
      ...(active?.start && { start: active.start }),
      ...(active?.lastStep && { lastStep: active.lastStep }),
      ...(checkpoint && { checkpointAt: Date.parse(checkpoint.savedAt) }),
    };
  }

  /** Pruned weights as a run beside it, which other windows see at once. */
  async prune(run: string, { scope, share }: { readonly scope: PruneScope; readonly share: number }): Promise<PruneReport> {
    const out = await freshFolder(this.places.runs, `${basename(run)}-pruned`);
    try {
      const report = await this.engines.ask('prune', { run, settings: { scope, amount: { share } }, out, threads: 1 });
      void this.tellChanged(out);
      return report;
    } catch (error) {
      await rm(out, { recursive: true, force: true });
      throw error;
    }
  }

  async remove(run: string): Promise<{ trashed: string }> {
    if (dirname(run) !== this.places.runs) fail('foreign-run', `${run} is not among the runs of this application.`, { file: run, remedy: 'Delete its folder yourself.' });
    if (this.activeFor(run)) fail('run-under-way', `The run “${basename(run)}” is training.`, { file: run, remedy: 'Stop it first.' });
    const trashed = await this.trash.put(run);
    this.tell('run.removed', { run });
    return { trashed };
  }

  async restore(trashed: string): Promise<RunSummary> {
    const run = await this.trash.takeBack(trashed);
    void this.tellChanged(run);
    return this.summary(run);
  }

  async describe(run: string, notes: RunNotes): Promise<RunSummary> {
    await readRun(run);
    await writeNotes(run, notes);
    void this.tellChanged(run);
    return this.summary(run);
  }

  /** In a new folder, which goes again where it does not come to a first step. */
  private async train(document: LoomDocument, options: Omit<RunOptions, 'document' | 'run'>): Promise<{ run: string }> {
    const run = await freshFolder(this.places.runs, document.name);
    const input = { ...options, watch: WATCH_SHARE, document: withRelativeData(trainedOn(document, options.source, options.split), documentIn(run)), run };
    const active = new ActiveRun(run, this.engines.forRuns().request('train', input, { onEvent: (event) => this.receive(run, event) }));
    await this.begin(active, () => rm(run, { recursive: true, force: true }));
    return { run };
  }

  private async whileStarting<T>(work: () => Promise<T>): Promise<T> {
    const busy = this.active?.run;
    if (this.starting || busy !== undefined) fail('run-under-way', busy === undefined ? 'Another run is being started.' : `The run “${basename(busy)}” is training.`, { ...(busy !== undefined && { file: busy }), remedy: 'Stop it first; two at once would only slow each other down.' });
    this.starting = true;
    try {
      return await work();
    } finally {
      this.starting = false;
    }
  }

  /** Resolves with the first step. `undo` is called where it never came to that. */
  private async begin(active: ActiveRun, undo: () => Promise<void> = async () => undefined): Promise<void> {
    this.active = active;
    void active.result.then(
      () => this.end(active),
      (error: unknown) => this.end(active, error),
    );
    try {
      await active.begun;
    } catch (error) {
      await undo();
      throw error;
    }
  }

  private end(active: ActiveRun, error?: unknown): void {
    if (this.active === active) this.active = undefined;
    if (error !== undefined && active.start) this.tell('run.failed', { run: active.run, diagnostics: diagnosticsOf(error), resumable: true });
    // Where it never began, whoever started it hears why, and there is nothing left to show.
    if (active.start) void this.tellChanged(active.run);
  }

  private receive(run: string, event: RunEvent): void {
    const changed = this.activeFor(run)?.receive(event) ?? false;
    this.tell('run.event', { run, event });
    if (changed) void this.tellChanged(run);
  }

  private async steer(run: string, action: (active: ActiveRun) => boolean): Promise<RunSummary> {
    if (action(this.requireActive(run))) void this.tellChanged(run);
    return this.summary(run);
  }

  private requireActive(run: string): ActiveRun {
    return this.activeFor(run) ?? fail('run-not-under-way', `The run “${basename(run)}” is not training.`, { file: run, remedy: 'Resume it, if it is unfinished.' });
  }

  private activeFor(run: string): ActiveRun | undefined {
    return this.active?.run === run ? this.active : undefined;
  }

  private async summary(run: string): Promise<RunSummary> {
    return this.withActive(await summaryOf(run));
  }

  private withActive(summary: RunSummary): RunSummary {
    const active = this.activeFor(summary.run);
    if (!active) return summary;
    const seen = latest(active.historyAfter([]));
    const epoch = Math.max(summary.epoch, seen.epoch);
    return { ...summary, ...(seen.epoch > 0 && seen), epoch, step: Math.max(summary.step, seen.step), state: active.state };
  }

  private async tellChanged(run: string): Promise<void> {
    if (await stat(join(run, 'run.json')).catch(() => undefined)) this.tell('run.changed', await this.summary(run));
  }
}

function diagnosticsOf(error: unknown): LoomError['diagnostics'] {
  if (error instanceof LoomError) return error.diagnostics;
  const message = error instanceof Error ? error.message : String(error);
  return [{ code: 'internal', severity: 'error', message: `LayerLoom has a bug: ${message}.`, remedy: 'Please report it.' }];
}
