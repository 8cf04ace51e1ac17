/** The application itself: what it runs on, its settings, and the state of its engine. */
import type { JsonObject } from '../../document/model';
import type { BackendName } from '../../run/backend';
import type { RecentDocument } from './documents';
import type { Empty } from './empty';

export interface ApplicationInfo {
  readonly version: string;
  readonly shell: 'browser' | 'electron';
  readonly platform: 'linux' | 'darwin' | 'win32' | 'other';
  /** Of the machine that trains. */
  readonly processors: number;
  readonly usualThreads: number;
  readonly backends: readonly BackendName[];
  readonly memoryBytes: number;
  /** Where runs go. */
  readonly runsFolder: string;
}

export interface EngineState {
  /** `restarting`: it died and is being started again; runs that were under way have failed and can be resumed. */
  readonly state: 'ready' | 'restarting' | 'gone';
  /** Why it died, as the end of the sentence “it …”. */
  readonly reason?: string;
  /** How often it was started again in this session. */
  readonly restarts: number;
}

/** How busy the machine is. */
export interface MachineUsage {
  /** Share of all processors that work, 0 to 1. */
  readonly load: number;
  readonly processors: number;
  /** In use, without what the system only keeps for speed. */
  readonly memoryBytes: number;
  readonly totalMemoryBytes: number;
  /** The process that trains; absent where the system does not tell. */
  readonly engine?: {
    /** Processors it keeps busy: 2 where two work for it all the time. */
    readonly processors: number;
    readonly memoryBytes: number;
  };
}

export interface Settings {
  readonly theme: 'system' | 'light' | 'dark';
  readonly motion: 'system' | 'reduced';
  /** Documents that were open when the application was last closed. */
  readonly lastDocuments: readonly string[];
  /** Shortcuts that differ from the built-in ones, by command. */
  readonly shortcuts: Readonly<Record<string, string>>;
  /** What the window wants to find again (panels, zoom, tours seen); the host does not look inside. */
  readonly window: JsonObject;
}

export interface ApplicationOperations {
  'app.info': { input: Empty; result: ApplicationInfo };
  'engine.status': { input: Empty; result: EngineState };
  /** Since the last question; asked at most once a second, and only while somebody looks. */
  'engine.usage': { input: Empty; result: MachineUsage };
  'settings.get': { input: Empty; result: Settings };
  /** Fields that are given replace those that were there; answers the whole. */
  'settings.set': { input: Partial<Settings>; result: Settings };
}

export interface ApplicationEvents {
  'engine.changed': EngineState;
  /** By any window, this one included. */
  'settings.changed': Settings;
  'recents.changed': readonly RecentDocument[];
}
