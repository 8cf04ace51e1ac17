/** Runs in this process: started, stopped at a chosen point, resumed, and what they leave on the disk. */
import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { afterAll, expect } from 'vitest';
import type { LoomDocument } from '../../engine/document/model';
import type { DataSource } from '../../engine/data/dataset';
import { readRunLog, type LogLine } from '../../engine/run/metrics-log';
import { resumeRun, startRun, type RunControl, type RunEvent, type RunOptions, type RunSurroundings } from '../../engine/run/training-run';

/** A folder that is removed after the tests of the calling file. */
export function scratchFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'layerloom-run-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export const DIGITS: DataSource = { kind: 'builtin', name: 'digits', count: 60, seed: 3 };

export function runOptions(run: string, document: LoomDocument, options: Partial<RunOptions> = {}): RunOptions {
  return { run, document, source: DIGITS, split: { seed: 1, validation: 0, test: 0 }, backend: 'cpu', threads: 1, checkpointSeconds: 1000, ...options };
}

/** Nobody steers. */
export function freeControl(): RunControl {
  return { stop: false, checkpoint: false, ready: async () => undefined, changed: (ms) => sleep(ms, undefined) };
}

/** Called with every event; may set `stop`. */
type Watch = (event: RunEvent, control: RunControl) => void;

export async function train(options: RunOptions, watch: Watch = () => undefined, surroundings: RunSurroundings = {}, steering: RunControl = freeControl()): Promise<RunEvent[]> {
  return follow((control) => startRun(options, control, surroundings), watch, steering);
}

export async function resume(run: string, watch: Watch = () => undefined): Promise<RunEvent[]> {
  return follow((control) => resumeRun(run, control), watch);
}

async function follow(start: (control: RunControl) => AsyncGenerator<RunEvent, void, undefined>, watch: Watch, control = freeControl()): Promise<RunEvent[]> {
  const events: RunEvent[] = [];
  for await (const event of start(control)) {
    events.push(event);
    watch(event, control);
  }
  return events;
}

type EventOf<Name extends RunEvent['event']> = Extract<RunEvent, { event: Name }>;

export function eventsOf<Name extends RunEvent['event']>(events: readonly RunEvent[], name: Name): EventOf<Name>[] {
  return events.filter((event): event is EventOf<Name> => event.event === name);
}

export interface Remains {
  readonly log: readonly LogLine[];
  /** A hash of the final weights. */
  readonly weights: string;
}

/** What a finished run has come to, to the last bit. */
export async function remainsOf(run: string): Promise<Remains> {
  return { log: await readRunLog(run), weights: createHash('sha256').update(readFileSync(join(run, 'weights.safetensors'))).digest('hex') };
}

/** Two runs have come to the same, to the last bit; shows the first line of their logs that tells them apart. */
export function expectSame(found: Remains, expected: Remains): void {
  const at = found.log.findIndex((line, index) => !isDeepStrictEqual(line, expected.log[index]));
  expect(found.log[at]).toEqual(expected.log[at]);
  expect(found.log.length).toBe(expected.log.length);
  expect(found.weights).toBe(expected.weights);
}

/** Temporary files and locks, which no run may leave. */
export function leftovers(run: string): string[] {
  return readdirSync(run, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.tmp') || name.endsWith('.lock'));
}
