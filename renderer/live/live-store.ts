/** What the window shows of the live network. `live-session.ts` fills it. */
import { create } from 'zustand';
import { persist } from 'zustand/middleware';
import type { LiveModel } from '../../engine/run/live-model';
import type { CameraChoice } from './sources/camera';
import type { BackendChoice, Measured } from './live-runner';
import type { EyesChoice } from './eyes';
import type { Following, LiveAnswer, LiveBackend, WorkerHoldings } from './protocol';

export type LivePhase = 'off' | 'opening' | 'measuring' | 'on';

/** Medians over the last frames, in milliseconds. */
export interface LiveTimes {
  readonly capture: number;
  readonly preprocess: number;
  readonly run: number;
  readonly decode: number;
  /** Of the detector and of the network that tells gestures, over the frames in which they were asked. */
  readonly find?: number;
  readonly gesture?: number;
  readonly draw: number;
  /** From the moment the camera took the frame to its answer on the screen: median, and 95th percentile. */
  readonly total: number;
  readonly slowest: number;
  readonly framesPerSecond: number;
}

interface LiveState {
  readonly phase: LivePhase;
  /** Why it does not run, or has ended by itself. */
  readonly problem: string | undefined;
  /** What is worth knowing while it runs. */
  readonly remark: string | undefined;
  /** Of the source: the camera's name, or the file's. */
  readonly title: string | undefined;
  readonly cameras: readonly CameraChoice[];
  readonly backend: LiveBackend | undefined;
  readonly measured: readonly Measured[];
  readonly origin: LiveModel['origin'] | undefined;
  readonly answers: readonly LiveAnswer[];
  readonly size: { readonly width: number; readonly height: number } | undefined;
  readonly times: LiveTimes | undefined;
  readonly holdings: WorkerHoldings | undefined;
  readonly isFrozen: boolean;
  /** Where points are followed: whether they are, or are looked for. */
  readonly following: Following | undefined;
  /** Rises when somebody asks to look for everything anew. */
  readonly anew: number;
}

export const NOTHING_LIVE: LiveState = {
  phase: 'off',
  problem: undefined,
  remark: undefined,
  title: undefined,
  cameras: [],
  backend: undefined,
  measured: [],
  origin: undefined,
  answers: [],
  size: undefined,
  times: undefined,
  holdings: undefined,
  isFrozen: false,
  following: undefined,
  anew: 0,
};

export const useLive = create<LiveState>(() => NOTHING_LIVE);

interface LiveChoices {
  /** The camera that was chosen last. */
  readonly camera: string | undefined;
  readonly backend: BackendChoice;
  /** Whether a frozen frame shows the boxes that were suppressed. */
  readonly showsSuppressed: boolean;
  /** What tells the points of hands, for networks that tell gestures; the model that came along, unless chosen. */
  readonly eyes: EyesChoice | undefined;
  /** A model file that finds what a landmark network looks at. */
  readonly detector: string | undefined;
}

/** Of this person on this machine, in whatever document. */
export const useLiveChoices = create<LiveChoices>()(persist((): LiveChoices => ({ camera: undefined, backend: 'fastest', showsSuppressed: false, eyes: undefined, detector: undefined }), { name: 'layerloom-live', version: 1 }));
