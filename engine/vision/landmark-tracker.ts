/**
 * Follows hands, faces or bodies from frame to frame. Each one that is followed is looked for only around where it was; a
 * detector, which is slow, is asked only while something is missing. Places are smoothed, and what is not seen for a moment
 * is carried along and marked. Everything in pixels of the picture and seconds; no network is known here.
 */
import type { LandmarkSet, Point } from './answer';
import { OneEuroFilter, type OneEuroSettings } from './one-euro';
import { regionOf, type Region, type RegionRule } from './rotated-crop';
import { similarityOf } from './similarity';

export interface TrackerSettings {
  /** How many there can be at once: 2 for the hands of one person. */
  readonly most: number;
  /** Below this score one is lost. */
  readonly lostBelow: number;
  /** Seconds that one is carried along after it was lost. */
  readonly patience: number;
  /** Seconds between two questions to the detector while some are followed and others missing. */
  readonly searchEvery: number;
  /** Below this visibility a point is carried along with the others instead of believed; 0 believes all of them. */
  readonly hiddenBelow: number;
  /** Where to look in the next frame, from the points of this one. */
  readonly region: RegionRule;
  /** Speeds count in sides of the region, so that near and far ones are smoothed alike. */
  readonly smoothing: OneEuroSettings;
}

export const USUAL_TRACKING: Omit<TrackerSettings, 'region'> = { most: 1, lostBelow: 0.5, patience: 0.25, searchEvery: 1, hiddenBelow: 0, smoothing: { minimumCutoff: 2, beta: 10, speedCutoff: 1 } };

/** Where to look, and for whom: `track` is −1 for something that a detector has just found. */
export interface Look {
  readonly track: number;
  readonly region: Region;
}

/** What was found in a region. */
export interface FoundPoints {
  readonly score: number;
  readonly points: readonly Point[];
}

interface Track {
  readonly id: number;
  region: Region;
  /** As they came, before smoothing. */
  points: readonly Point[];
  score: number;
  seenAt: number;
  readonly filters: readonly OneEuroFilter[];
}

/** What takes the place of something that is followed may be so much less sure: in the whole picture it is smaller. */
const LESS_SURE = 0.1;

/** Two regions that share more than this are one and the same. */
const SAME_REGION = 0.5;
/** Points that lie nearer to one another than this share of the region's side, in the mean, are those of the same thing. */
const SAME_POINTS = 0.15;
/** What moves farther between two frames, in shares of the region's side, is looked for in the whole picture too. */
const LEAP = 0.15;

export class LandmarkTracker {
  private tracks: Track[] = [];
  private searchedAt = -Infinity;
  /** What was last seen elsewhere in the whole picture. */
  private rival: Track | undefined;
  private nextId = 0;

  constructor(private settings: TrackerSettings) {}

  /** From the next frame on; what is followed stays followed. */
  tune(settings: Partial<Pick<TrackerSettings, 'lostBelow' | 'smoothing'>>): void {
    this.settings = { ...this.settings, ...settings };
    for (const { filters } of this.tracks) for (const filter of filters) filter.tune(this.settings.smoothing);
  }

  /** How many are followed now, those included that were lost a moment ago. */
  get count(): number {
    return this.tracks.length;
  }

  /** Whether the detector is to be asked about the frame of `time`: at once when nothing is followed, else now and then while some are missing. */
  needsDetection(time: number): boolean {
    const { most, searchEvery } = this.settings;
    return this.tracks.length === 0 || (this.tracks.length < most && time - this.searchedAt >= searchEvery);
  }

  /** Where to look in the frame of `time`; `detected` are the regions of a detector, best first, where it was asked. */
  looks(time: number, detected?: readonly Region[]): Look[] {
    const looks = this.tracks.map(({ id, region }): Look => ({ track: id, region }));
    if (!detected) return looks;
    this.searchedAt = time;
    for (const region of detected) {
      if (looks.length < this.settings.most && !looks.some((look) => isSame(look.region, region))) looks.push({ track: -1, region });
    }
    return looks;
  }

  /** Whether the first that is followed has not been held against the whole picture for as long as one waits for a detector, or was found elsewhere in it a frame ago. */
  needsChallenge(time: number): boolean {
    return this.tracks.length > 0 && (this.rival !== undefined || time - this.searchedAt >= this.settings.searchEvery);
  }

  /** What was found in the whole picture takes the place of the first that is followed if it lies elsewhere, and lay there in the frame before as well. */
  challenge(time: number, region: Region, found: FoundPoints): void {
    this.searchedAt = time;
    const [track] = this.tracks;
    const before = this.rival;
    this.rival = undefined;
    if (!track || found.score < Math.max(this.settings.lostBelow, track.score - LESS_SURE)) return;
    const rival = this.begin(region, found, time);
    const same = SAME_POINTS * rival.region.width;
    if (apart(rival.points, track.points) < same) return;
    if (before && apart(rival.points, before.points) < same) this.tracks[0] = rival;
    else this.rival = rival;
  }

  /** Takes in what was found at each look, and gives what is followed now. */
  update(time: number, found: readonly (Look & { readonly found: FoundPoints })[]): LandmarkSet[] {
    for (const { track: id, region, found: one } of found) {
      const track = this.tracks.find((candidate) => candidate.id === id);
      if (one.score < this.settings.lostBelow) continue;
      if (track) this.follow(track, one, time);
      else if (id < 0) this.tracks.push(this.begin(region, one, time));
    }
    this.tracks = this.tracks.filter(({ seenAt }) => time - seenAt <= this.settings.patience);
    this.dropDoubles();
    return this.tracks.map((track) => this.smoothed(track, time));
  }

  /** Forgets everything: after a cut of the picture, or another camera. */
  reset(): void {
    this.tracks = [];
    this.searchedAt = -Infinity;
    this.rival = undefined;
  }

  private begin(region: Region, { score, points }: FoundPoints, time: number): Track {
    const filters = Array.from({ length: points.length * 3 }, () => new OneEuroFilter(this.settings.smoothing));
    const track: Track = { id: this.nextId++, region, points: points.map((point) => this.marked(point)), score, seenAt: time, filters };
    track.region = this.regionAround(track.points);
    return track;
  }

  private follow(track: Track, { score, points }: FoundPoints, time: number): void {
    // It may be something else, or a wall.
    if (apart(points, track.points) > LEAP * track.region.width) this.searchedAt = -Infinity;
    track.points = this.withHidden(points, track.points);
    track.score = score;
    track.seenAt = time;
    track.region = this.regionAround(track.points);
  }

  /** Points that cannot be seen move as those move that can: turned, shifted and scaled alike. */
  private withHidden(points: readonly Point[], before: readonly Point[]): Point[] {
    const isSeen = (point: Point | undefined): boolean => point !== undefined && point.visibility >= this.settings.hiddenBelow;
    const pairs = points.flatMap((point, index) => (isSeen(point) && isSeen(before[index]) ? [[before[index]!, point] as const] : []));
    const moved = pairs.length >= 2 ? similarityOf(pairs) : undefined;
    return points.map((point, index) => {
      const earlier = before[index];
      if (isSeen(point) || !moved || !earlier) return this.marked(point);
      return { ...point, ...moved(earlier.x, earlier.y), z: earlier.z, isInferred: true };
    });
  }

  private marked(point: Point): Point {
    return point.visibility < Math.max(this.settings.hiddenBelow, HALF) ? { ...point, isInferred: true } : point;
  }

  private regionAround(points: readonly Point[]): Region {
    const [left, right] = [Math.min(...points.map(({ x }) => x)), Math.max(...points.map(({ x }) => x))];
    const [top, bottom] = [Math.min(...points.map(({ y }) => y)), Math.max(...points.map(({ y }) => y))];
    return regionOf({ x: left, y: top, width: right - left, height: bottom - top, points }, this.settings.region);
  }

  /** Of two tracks that look at the same thing the later one goes. */
  private dropDoubles(): void {
    this.tracks = this.tracks.filter((track, index) => !this.tracks.slice(0, index).some((earlier) => isSame(earlier.region, track.region)));
  }

  /** What was lost a moment ago stays where it was, and says that it is not seen. */
  private smoothed({ id, score, points, region, seenAt, filters }: Track, time: number): LandmarkSet {
    const size = Math.max(region.width, 1e-6);
    const smooth = (value: number, at: number): number => filters[at]!.next(value, time, size);
    const isCarried = seenAt < time;
    return {
      track: id,
      score: isCarried ? 0 : score,
      points: points.map((point, index) => {
        const place = { x: smooth(point.x, 3 * index), y: smooth(point.y, 3 * index + 1), z: smooth(point.z, 3 * index + 2) };
        return { ...point, ...place, ...(isCarried && { isInferred: true }) };
      }),
    };
  }
}

/** A point is seen where that is likelier than not. */
const HALF = 0.5;

/** How far the points lie from one another in the mean, in pixels: two squares may be one and the same where the points in them are not. */
function apart(one: readonly Point[], other: readonly Point[]): number {
  return one.reduce((sum, { x, y }, index) => sum + Math.hypot(x - other[index]!.x, y - other[index]!.y), 0) / one.length;
}

/** By the circles in the two squares: how much of the smaller one lies in the other. */
function isSame(a: Region, b: Region): boolean {
  const [one, other] = [a.width / 2, b.width / 2];
  const away = Math.hypot(a.centreX - b.centreX, a.centreY - b.centreY);
  const smaller = Math.min(one, other);
  return smaller > 0 && away < one + other && (one + other - away) / (2 * smaller) > SAME_REGION;
}
