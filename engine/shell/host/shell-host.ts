/** The application behind its windows: answers what they ask and tells all of them what happens. */
import { mkdir, realpath } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { problem } from '../../core/diagnostic';
import type { EngineEntries } from '../../worker/client';
import { toFailure } from '../../worker/failure';
import type { Launcher } from '../../worker/port';
import type { FromShell, ShellEventMessage, ShellEventName, ShellEvents, ShellInput, ShellOperationName, ShellResult } from '../protocol';
import type { ApplicationInfo } from '../protocol/application';
import type { FileRoot } from '../protocol/files';
import type { NativeEvents } from '../protocol/native';
import { DataDesk } from './data-desk';
import { Documents } from './documents';
import { Drafts } from './drafts';
import { SavedBlocks } from './saved-blocks';
import { Engines } from './engines';
import { Bases } from './bases';
import { Captures } from './captures';
import type { ApplicationFolders } from './folders';
import { Grants } from './grants';
import { INPUT_SCHEMAS } from './input-schemas';
import { Labels } from './labels';
import { Labs } from './labs';
import { Looks } from './looks';
import { Models } from './models';
import { hostOperations } from './operations';
import { NO_NATIVE_SHELL, type NativeShell } from './native-shell';
import { Recents } from './recents';
import { RunAnswers } from './run-answers';
import { Runs } from './runs';
import { SettingsStore } from './settings-store';
import { Uploads } from './uploads';
import { Traces } from './traces';
import { UsageMeter } from './usage-meter';

export interface HostOptions {
  readonly shell: ApplicationInfo['shell'];
  readonly folders: ApplicationFolders;
  /** Besides the application's own: the home folder unless given. */
  readonly grants?: readonly FileRoot[];
  readonly entries: EngineEntries;
  /** The bundled script of `data-desk-thread.ts`. */
  readonly dataDesk: URL;
  /** The folder of the models that come with the application; without it there are none. */
  readonly bundledModels?: string;
  readonly launch?: Launcher;
  /** Where the shell has dialogs and a menu of its own. */
  readonly native?: NativeShell;
}

/** Takes messages for one window. */
export type Window = (message: FromShell) => void;

interface Request {
  readonly id: number;
  readonly operation: string;
  readonly input: unknown;
}

export class ShellHost {
  private readonly windows = new Set<Window>();
  private readonly engines: Engines;
  private readonly desk: DataDesk;
  private readonly runs: Runs;
  private readonly operations: ReturnType<typeof hostOperations>;

  static async open(options: HostOptions): Promise<ShellHost> {
    const { config, data } = options.folders;
    const own = { runs: join(data, 'runs'), exports: join(data, 'exports'), uploads: join(data, 'uploads'), captures: join(data, 'captures'), drafts: join(data, 'drafts'), blocks: join(data, 'blocks') };
    await Promise.all([config, ...Object.values(own)].map((folder) => mkdir(folder, { recursive: true })));
    const roots = [...(options.grants ?? [{ path: homedir(), title: 'Home' }]), { path: own.runs, title: 'Runs' }, { path: own.exports, title: 'Exports' }, { path: own.uploads, title: 'Uploads' }, { path: own.captures, title: 'Captures' }];
    return new ShellHost(options, await Grants.of(roots), { ...own, runs: await realpath(own.runs), captures: await realpath(own.captures), trash: join(data, 'trash') });
  }

  private constructor(options: HostOptions, private readonly grants: Grants, places: { readonly runs: string; readonly exports: string; readonly uploads: string; readonly captures: string; readonly drafts: string; readonly blocks: string; readonly trash: string }) {
    this.engines = new Engines({ entries: options.entries, onChange: (state) => this.tell('engine.changed', state), ...(options.launch && { launch: options.launch }) });
    this.desk = new DataDesk(options.dataDesk);
    const recents = new Recents(options.folders.config, (list) => this.tell('recents.changed', list));
    this.runs = new Runs(places, this.engines, (event, value) => this.tell(event, value));
    const looks = new Looks(this.engines, grants);
    this.operations = hostOperations({
      shell: options.shell,
      runsFolder: places.runs,
      bundledModels: options.bundledModels ?? '',
      grants,
      native: options.native ?? NO_NATIVE_SHELL,
      documents: new Documents(grants, recents),
      recents,
      drafts: new Drafts(places.drafts),
      savedBlocks: new SavedBlocks(places.blocks),
      settings: new SettingsStore(options.folders.config, (settings) => this.tell('settings.changed', settings)),
      uploads: new Uploads(places.uploads),
      captures: new Captures(grants, places.captures),
      labels: new Labels(grants, this.desk, this.engines),
      desk: this.desk,
      engines: this.engines,
      answers: new RunAnswers(this.engines),
      usage: new UsageMeter(() => this.engines.computePid()),
      runs: this.runs,
      models: new Models(this.engines, grants, places.exports),
      bases: new Bases(this.engines),
      looks,
      labs: new Labs(this.engines),
      traces: new Traces(this.engines, looks),
    });
  }

  /** Returns what takes the window away again. */
  join(window: Window): () => void {
    this.windows.add(window);
    this.engines.warmUp();
    return () => void this.windows.delete(window);
  }

  /** Answers a message of a window. Returns false where it is not even a question; such a window is not one of ours. */
  receive(window: Window, message: unknown): boolean {
    if (!isRequest(message)) return false;
    void this.answer(message).then((reply) => window(reply));
    return true;
  }

  /** The machine goes to sleep; resolves when a run under way has written a checkpoint. */
  sleep(): Promise<void> {
    return this.runs.sleep();
  }

  /** What slept goes on. */
  wake(): void {
    this.runs.wake();
  }

  /** A document that a person opened from outside the windows: a double-click, the list of recent ones. */
  async wantDocument(path: string): Promise<void> {
    this.announce('document.wanted', { path: await this.grants.choose(path) });
  }

  /** Something that happened in the shell around the windows. */
  announce<Name extends keyof NativeEvents>(event: Name, value: ShellEvents[Name]): void {
    this.tell(event, value);
  }

  /** Runs write a checkpoint; resolves when the engine is gone. */
  async close(): Promise<void> {
    this.desk.close();
    await this.engines.close();
  }

  private async answer({ id, operation, input }: Request): Promise<FromShell> {
    try {
      if (!isOperation(operation)) return refusal(id, `LayerLoom does not know the request “${operation}”.`);
      const checked = INPUT_SCHEMAS[operation].safeParse(input);
      if (checked.success) return { kind: 'result', id, result: await this.perform(operation, checked.data) };
      const [issue] = checked.error.issues;
      return refusal(id, `The request “${operation}” is not of the right form: ${[...(issue?.path ?? []).map(String), issue?.message].join(': ')}.`);
    } catch (error) {
      return { kind: 'failed', id, failure: toFailure(error) };
    }
  }

  private async perform<Name extends ShellOperationName>(operation: Name, input: ShellInput<Name>): Promise<ShellResult<Name>> {
    return this.operations[operation](input);
  }

  private tell<Name extends ShellEventName>(event: Name, value: ShellEvents[Name]): void {
    const message = { kind: 'event', event, value } as ShellEventMessage;
    for (const window of this.windows) window(message);
  }
}

function isRequest(message: unknown): message is Request {
  if (typeof message !== 'object' || message === null) return false;
  const { kind, id, operation } = message as Partial<Record<string, unknown>>;
  return kind === 'request' && Number.isSafeInteger(id) && typeof operation === 'string';
}

function isOperation(name: string): name is ShellOperationName {
  return Object.hasOwn(INPUT_SCHEMAS, name);
}

/** A fault of the window, not of the person: another version of it, or somebody who guesses. */
function refusal(id: number, message: string): FromShell {
  return { kind: 'failed', id, failure: { kind: 'problem', diagnostics: [problem('bad-request', message, { remedy: 'Reload the window.' })] } };
}
