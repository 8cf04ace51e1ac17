/**
 * Landmarks in the MediaPipe manner: a detector finds a hand, a face or a body, a turned square around it is cut out, and a
 * landmark model tells its points. From then on the square follows the points, and the detector rests until something is lost.
 * Without a detector the landmark model looks at the whole picture first. Who runs the models is not known here: natively, in a
 * browser, or nobody in a test.
 */
import type { Tensor } from '../core/dtype';
import { fail } from '../core/diagnostic';
import type { Detection, Point, VisionAnswer } from './answer';
import type { Landmarks } from './decode/landmarks';
import type { Outputs } from './decode/output-values';
import { inputTensor } from './input-tensor';
import { LandmarkTracker, USUAL_TRACKING, type FoundPoints, type TrackerSettings } from './landmark-tracker';
import type { Fit, FitMode, Size } from './letterbox';
import type { LandmarksAnswer, ModelTask } from './model-task';
import { BOX_REGION, regionRulesOf } from './region-rules';
import { cutOut, regionOf, type Bytes, type Region, type RegionRules } from './rotated-crop';
import { answerOf, landmarksIn } from './see';
import { skeletonOf } from './skeletons';

/** A model, and whoever runs it: its one input in, its outputs by name out. */
export interface RunningModel {
  readonly task: ModelTask;
  run(input: Tensor): Promise<Outputs>;
}

export interface PipelineAnswer {
  readonly answer: Extract<VisionAnswer, { readonly kind: 'points' }>;
  /** Whether something was looked for in the whole picture of this frame. */
  readonly isSearched: boolean;
}

type LandmarkTask = ModelTask & { readonly answer: LandmarksAnswer };

/** The hands of one person: each takes a run of the landmark model in every frame. */
const MOST_FOLLOWED = 2;

/** Above this share of points that can be seen, and of their middle, a network without a score of its own is believed. */
const HALF = 0.5;

export class LandmarkPipeline {
  private readonly tracker: LandmarkTracker;
  private readonly task: LandmarkTask;
  private readonly rules: RegionRules;

  /** Throws LoomError where the second model does not tell points, or the first one is to find things and does not. */
  constructor(private readonly detector: RunningModel | undefined, private readonly landmarker: RunningModel, settings: Partial<TrackerSettings> = {}) {
    const { task } = landmarker;
    if (task.answer.kind !== 'landmarks') {
      fail('no-landmarks', `“${task.title}” does not tell the points of something that was cut out.`, { expected: 'a landmark model, such as MediaPipe hand landmarks', found: task.title });
    }
    if (detector && !findsBoxes(detector.task)) {
      fail('no-detector', `“${detector.task.title}” finds no boxes, so it cannot tell where to look.`, { expected: 'a detector, such as MediaPipe palm detection', found: detector.task.title, remedy: 'Choose another detector, or none.' });
    }
    this.task = task as LandmarkTask;
    this.rules = task.region ?? regionRulesOf(task.skeleton ?? skeletonOf(this.task.answer.count));
    const most = detector ? Math.min(task.selection.most, MOST_FOLLOWED) : 1;
    this.tracker = new LandmarkTracker({ ...USUAL_TRACKING, most, lostBelow: task.selection.score, region: this.rules.fromLandmarks, ...settings });
  }

  /** From the next frame on. */
  tune(settings: Partial<Pick<TrackerSettings, 'lostBelow' | 'smoothing'>>): void {
    this.tracker.tune(settings);
  }

  /** Looks for everything anew in the next frame. */
  reset(): void {
    this.tracker.reset();
  }

  /** `time` in seconds. Frames come one after the other. */
  async frame(picture: Bytes, time: number): Promise<PipelineAnswer> {
    await this.challenge(picture, time);
    const isSearched = this.tracker.needsDetection(time);
    const looks = this.tracker.looks(time, isSearched ? await this.search(picture) : undefined);
    const found = [];
    for (const look of looks) {
      found.push({ ...look, found: await this.lookAt(picture, look.region) });
    }
    const { count } = this.task.answer;
    const sets = this.tracker.update(time, found).map((set) => ({ ...set, points: set.points.slice(0, count) }));
    return { answer: { kind: 'points', sets, skeleton: this.task.skeleton ?? skeletonOf(count) }, isSearched };
  }

  /**
   * A network that was only ever shown pictures with something on them stays as sure of the wall that it was led to. Where it has neither
   * a detector nor a score of its own, the whole picture is looked at now and then.
   */
  private async challenge(picture: Bytes, time: number): Promise<void> {
    if (this.detector || this.task.answer.presence !== undefined || !this.tracker.needsChallenge(time)) return;
    const [region] = await this.search(picture);
    this.tracker.challenge(time, region!, await this.lookAt(picture, region!));
  }

  private async lookAt(picture: Bytes, region: Region): Promise<FoundPoints> {
    const cut = cutOut(picture, region, this.task.input, this.task.input.fill);
    return this.judged(landmarksIn(this.task, await this.landmarker.run(inputTensor(this.task.input, cut)), region), picture);
  }

  /** Helpers are followed too: the next cut-out of a body is made with them. A square that has left the picture is lost. */
  private judged({ score, points, helpers }: Landmarks, picture: Size): FoundPoints {
    const says = this.task.answer.presence !== undefined;
    const sure = says ? score : Math.min(score, visibleShare(points));
    return { score: isInside(points, picture) ? sure : 0, points: [...points, ...helpers] };
  }

  /** Regions around what the detector finds, best first; without one, the whole picture as the landmark model was taught to take it. */
  private async search(picture: Bytes): Promise<Region[]> {
    if (!this.detector) return [wholeRegion(picture, this.task.input, this.task.input.fit)];
    const { input, selection } = this.detector.task;
    const { region, fit } = wholePicture(picture, input);
    const outputs = await this.detector.run(inputTensor(input, cutOut(picture, region, input, input.fill)));
    const { answer } = answerOf(this.detector.task, outputs, picture, selection, fit);
    if (answer.kind !== 'boxes') return [];
    return answer.detections.map((detection) => this.regionAround(detection));
  }

  /** Turned by the points of the detection, where it has any. */
  private regionAround({ points = [], ...box }: Detection): Region {
    return regionOf({ ...box, points }, points.length > 0 ? this.rules.fromDetection : BOX_REGION);
  }
}

function findsBoxes({ answer: { kind } }: ModelTask): boolean {
  return kind === 'rows' || kind === 'tables' || kind === 'grids' || kind === 'anchors';
}

/**
 * How well the better half of the points can be seen, 0 … 1: a hand hides half of itself, and is there all the same. Stands in
 * for the score of a network that was only ever shown pictures with something on them.
 */
function visibleShare(points: readonly Point[]): number {
  const better = points.map(({ visibility }) => visibility).sort((a, b) => b - a).slice(0, Math.ceil(points.length * HALF));
  return better.reduce((sum, visibility) => sum + visibility, 0) / better.length;
}

function isInside(points: readonly Point[], { width, height }: Size): boolean {
  const [x, y] = [points.reduce((sum, point) => sum + point.x, 0) / points.length, points.reduce((sum, point) => sum + point.y, 0) / points.length];
  return x >= 0 && y >= 0 && x <= width && y <= height;
}

/** The part of the picture that `fit` shows the model: all of it, stretched or between borders, or the middle. */
function wholeRegion({ width, height }: Size, input: Size, fit: FitMode): Region {
  const middle = { centreX: width / 2, centreY: height / 2, angle: 0 };
  if (fit === 'stretch') return { ...middle, width, height };
  const scale = (fit === 'crop' ? Math.max : Math.min)(input.width / width, input.height / height);
  return { ...middle, width: input.width / scale, height: input.height / scale };
}

/** The picture in the middle of the input, as MediaPipe cuts it out: borders are not rounded to whole pixels. */
function wholePicture({ width, height }: Size, input: Size): { readonly region: Region; readonly fit: Fit } {
  const scale = Math.min(input.width / width, input.height / height);
  return {
    region: wholeRegion({ width, height }, input, 'pad'),
    fit: { scaleX: scale, scaleY: scale, offsetX: (input.width - width * scale) / 2, offsetY: (input.height - height * scale) / 2 },
  };
}
