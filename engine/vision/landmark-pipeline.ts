/**
 * Landmarks in the MediaPipe manner, with two models: a detector finds a hand, a face or a body, a turned square around it is
 * cut out, and a landmark model tells its points. From then on the square follows the points, and the detector rests until
 * something is lost. Who runs the models is not known here: natively, in a browser, or nobody in a test.
 */
import type { Tensor } from '../core/dtype';
import { fail } from '../core/diagnostic';
import type { Detection, VisionAnswer } from './answer';
import type { Outputs } from './decode/output-values';
import { inputTensor } from './input-tensor';
import { LandmarkTracker, USUAL_TRACKING, type TrackerSettings } from './landmark-tracker';
import type { Fit, Size } from './letterbox';
import type { LandmarksAnswer, ModelTask } from './model-task';
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
  /** Whether the detector was asked about this frame. */
  readonly isSearched: boolean;
}

type LandmarkTask = ModelTask & { readonly answer: LandmarksAnswer; readonly region: RegionRules };

export class LandmarkPipeline {
  private readonly tracker: LandmarkTracker;
  private readonly task: LandmarkTask;

  /** Throws LoomError where the second model does not tell points of something that was cut out. */
  constructor(private readonly detector: RunningModel, private readonly landmarker: RunningModel, settings: Partial<TrackerSettings> = {}) {
    const { task } = landmarker;
    if (task.answer.kind !== 'landmarks' || !task.region) {
      fail('no-landmarks', `“${task.title}” does not tell the points of something that was cut out.`, { expected: 'a landmark model, such as MediaPipe hand landmarks', found: task.title });
    }
    this.task = task as LandmarkTask;
    this.tracker = new LandmarkTracker({ ...USUAL_TRACKING, most: task.selection.most, lostBelow: task.selection.score, region: this.task.region.fromLandmarks, ...settings });
  }

  /** `time` in seconds. Frames come one after the other. */
  async frame(picture: Bytes, time: number): Promise<PipelineAnswer> {
    const isSearched = this.tracker.needsDetection(time);
    const looks = this.tracker.looks(time, isSearched ? await this.search(picture) : undefined);
    const found = [];
    for (const look of looks) {
      const cut = cutOut(picture, look.region, this.task.input, this.task.input.fill);
      const { score, points, helpers } = landmarksIn(this.task, await this.landmarker.run(inputTensor(this.task.input, cut)), look.region);
      // Helpers are followed too: the next cut-out of a body is made with them.
      found.push({ ...look, found: { score, points: [...points, ...helpers] } });
    }
    const { count } = this.task.answer;
    const sets = this.tracker.update(time, found).map((set) => ({ ...set, points: set.points.slice(0, count) }));
    return { answer: { kind: 'points', sets, skeleton: this.task.skeleton ?? skeletonOf(count) }, isSearched };
  }

  /** Regions around what the detector finds, best first. */
  private async search(picture: Bytes): Promise<Region[]> {
    const { input } = this.detector.task;
    const { region, fit } = wholePicture(picture, input);
    const outputs = await this.detector.run(inputTensor(input, cutOut(picture, region, input, input.fill)));
    const { answer } = answerOf(this.detector.task, outputs, picture, this.detector.task.selection, fit);
    if (answer.kind !== 'boxes') return [];
    return answer.detections.map((detection: Detection) => regionOf({ ...detection, points: detection.points ?? [] }, this.task.region.fromDetection));
  }
}

/** The picture in the middle of the input, as MediaPipe cuts it out: borders are not rounded to whole pixels. */
function wholePicture({ width, height }: Size, input: Size): { readonly region: Region; readonly fit: Fit } {
  const scale = Math.min(input.width / width, input.height / height);
  return {
    region: { centreX: width / 2, centreY: height / 2, width: input.width / scale, height: input.height / scale, angle: 0 },
    fit: { scaleX: scale, scaleY: scale, offsetX: (input.width - width * scale) / 2, offsetY: (input.height - height * scale) / 2 },
  };
}
