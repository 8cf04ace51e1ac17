/**
 * Points that are followed from frame to frame, live: the way of `engine/vision/landmark-pipeline`, with the sessions of this
 * worker, what each model took, and the gesture that the points make.
 */
import type { Pixels } from '../../../engine/data/dataset';
import { LandmarkPipeline, type RunningModel } from '../../../engine/vision/landmark-pipeline';
import type { TrackerSettings } from '../../../engine/vision/landmark-tracker';
import type { ModelTask } from '../../../engine/vision/model-task';
import type { Following, FollowSettings, LiveAnswer, NamedTensor, WorkerTimes } from '../protocol';
import type { GestureReader } from './gesture-reader';
import type { LiveSession } from './runtime';
import { byName } from './task';

export interface TaskedSession {
  readonly task: ModelTask;
  readonly session: Pick<LiveSession, 'run'>;
}

export interface Followed {
  readonly answers: readonly LiveAnswer[];
  readonly times: WorkerTimes;
  readonly following: Following;
}

/** Cutoff of the speed that the smoothing goes by, in Hz. */
const SPEED_CUTOFF = 1;

export class Follower {
  private readonly pipeline: LandmarkPipeline;
  /** Of the frame under way, in milliseconds. */
  private took = { preprocess: 0, run: 0, find: 0 };
  /** When the last run ended, or the frame began. */
  private since = 0;
  private settings: FollowSettings | undefined;

  /** Throws LoomError where the models do not work together. */
  constructor(private readonly landmarker: TaskedSession, detector: TaskedSession | undefined, private readonly gestures: GestureReader | undefined) {
    // A gesture is made by one hand, and another one would be searched for again and again.
    this.pipeline = new LandmarkPipeline(detector && this.running(detector, 'find'), this.running(landmarker, 'run'), gestures ? { most: 1 } : {});
  }

  /** `time` in seconds; `scale` is by how much the pixels are smaller than the frame that answers are told in. */
  async frame(pixels: Pixels, scale: number, time: number, settings: FollowSettings): Promise<Followed> {
    this.take(settings);
    this.took = { preprocess: 0, run: 0, find: 0 };
    this.since = performance.now();
    const { answer, isSearched } = await this.pipeline.frame({ ...pixels, samples: pixels.channels }, time);
    const { preprocess, run, find } = this.took;
    const decode = performance.now() - this.since;
    const sets = answer.sets.map((set) => ({ ...set, points: set.points.map((point) => ({ ...point, x: point.x / scale, y: point.y / scale, z: point.z / scale })) }));
    const gesture = await this.gestures?.read(sets[0], time);
    const answers: LiveAnswer[] = [{ node: this.landmarker.task.title, answer: { ...answer, sets } }, ...(gesture ? [gesture.answer] : [])];
    const times: WorkerTimes = { preprocess, run, decode, ...(find > 0 && { find }), ...(gesture?.took !== undefined && { gesture: gesture.took }) };
    return { answers, times, following: isSearched ? 'looking' : 'tracking' };
  }

  private take(settings: FollowSettings): void {
    const before = this.settings;
    if (before && before.anew !== settings.anew) this.pipeline.reset();
    if (before?.cutoff !== settings.cutoff || before.beta !== settings.beta || before.lostBelow !== settings.lostBelow) this.pipeline.tune(trackingOf(settings));
    this.settings = settings;
  }

  private running({ task, session }: TaskedSession, stage: 'run' | 'find'): RunningModel {
    const { input } = task;
    return {
      task,
      run: async (tensor) => {
        const began = performance.now();
        this.took.preprocess += began - this.since;
        const outputs = await session.run([{ name: input.name, ...tensor } as NamedTensor]);
        this.since = performance.now();
        this.took[stage] += this.since - began;
        return byName(outputs);
      },
    };
  }
}

function trackingOf({ cutoff, beta, lostBelow }: FollowSettings): Pick<TrackerSettings, 'lostBelow' | 'smoothing'> {
  return { lostBelow, smoothing: { minimumCutoff: cutoff, beta, speedCutoff: SPEED_CUTOFF } };
}
