/** Training, as all windows together see it: one run under way, and those on the disk. */
import { rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { fail, LoomError } from '../../core/diagnostic';
import { readRunLog } from '../../run/metrics-log';
import { readRun } from '../../run/run-record';
import type { RunEvent } from '../../run/training-run';
import { makeFolder } from '../../files/make-folder';
import { packDocument, unpackDocument } from '../document-payload';
import type { TellEvent } from '../protocol';
import type { AttachedRun, RunStart, RunSummary } from '../protocol/runs';
import { ActiveRun } from './active-run';
import { trainedOn, withAbsoluteData, withRelativeData } from './data-reference';
import type { Engines } from './engines';
import { freshFolder } from './fresh-folder';
import { latest, runsIn, summaryOf } from './run-on-disk';

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

  constructor(private readonly places: RunPlaces, private readonly engines: Engines, private readonly tell: TellEvent) {}

  async start({ document: payload, source, split, backend, threads, checkpointSeconds = CHECKPOINT_SECONDS }: RunStart): Promise<{ run: string }> {
    return this.whileStarting(async () => {
      const { document } = unpackDocument(payload);
      const run = await freshFolder(this.places.runs, document.name);
      const input = { document: withRelativeData(trainedOn(document, source, split), documentIn(run)), source, split, run, backend, threads, checkpointSeconds };
      const active = new ActiveRun(run, this.engines.forRuns().request('train', input, { onEvent: (event) => this.receive(run, event) }));
      await this.begin(active, () => rm(run, { recursive: true, force: true }));
      return { run };
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

  async list(): Promise<readonly RunSummary[]> {
    const runs = await runsIn(this.places.runs);
    return runs.map((summary) => this.withActive(summary));
  }

  async attach(run: string): Promise<AttachedRun> {
    const [{ document }, logged, summary] = await Promise.all([readRun(run), readRunLog(run), this.summary(run)]);
    const active = this.activeFor(run);
    return {
      summary,
      document: packDocument(withAbsoluteData(document, documentIn(run))),
      history: active ? active.historyAfter(logged) : logged,
      warnings: active?.warnings ?? [],
      ...(active?.start && { start: active.start }),
      ...(active?.lastStep && { lastStep: active.lastStep }),
    };
  }

  /** Moves it aside: what took hours to train is not deleted by one click. */
  async remove(run: string): Promise<void> {
    if (dirname(run) !== this.places.runs) fail('foreign-run', `${run} is not among the runs of this application.`, { file: run, remedy: 'Delete its folder yourself.' });
    if (this.activeFor(run)) fail('run-under-way', `The run “${basename(run)}” is training.`, { file: run, remedy: 'Stop it first.' });
    await makeFolder(this.places.trash);
    await rename(run, join(this.places.trash, `${basename(run)} ${new Date().toISOString().replaceAll(':', '.')}`));
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
