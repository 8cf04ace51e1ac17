/**
 * What somebody has recorded: for each gesture some takes, each a sequence of moments, each the points of one hand. It is kept
 * as one JSON file, so that tables for any network can be made from it, now and later.
 */
import { z } from 'zod';
import { fail } from '../core/diagnostic';
import type { Point } from './answer';
import { gestureFeatures } from './gesture-features';
import { GESTURE_RATE } from './gesture-moments';
import type { GestureClip } from './gesture-table';
import { HAND_SKELETON } from './skeletons';

/** The 21 points at one moment, in pixels of the camera's picture. */
export type HandMoment = readonly Point[];
/** Moments that follow one another `GESTURE_RATE` times a second. */
export type Take = readonly HandMoment[];

export interface RecordedGesture {
  readonly name: string;
  readonly takes: readonly Take[];
}

const FORMAT = 'layerloom-gestures';
const VERSION = 1;
const MOST_NAME = 100;

const point = z.tuple([z.number(), z.number(), z.number(), z.number().min(0).max(1)]);
const fileSchema = z.looseObject({
  format: z.literal(FORMAT),
  version: z.literal(VERSION),
  momentsPerSecond: z.number().positive(),
  gestures: z.array(z.looseObject({ name: z.string().min(1).max(MOST_NAME), takes: z.array(z.array(z.array(point).length(HAND_SKELETON.points.length))) })),
});

/** A hundredth of a pixel is less than any network is sure of. */
const rounded = (value: number): number => Math.round(value * 100) / 100;

export function recordingsText(gestures: readonly RecordedGesture[]): string {
  const written = gestures.map(({ name, takes }) => ({ name, takes: takes.map((take) => take.map((moment) => moment.map(({ x, y, z: depth, visibility }) => [x, y, depth, visibility].map(rounded)))) }));
  return `${JSON.stringify({ format: FORMAT, version: VERSION, momentsPerSecond: GESTURE_RATE, points: HAND_SKELETON.points, gestures: written })}\n`;
}

/** Throws LoomError that names the file and the field. */
export function readRecordings(text: string, file: string): readonly RecordedGesture[] {
  const read = fileSchema.safeParse(parsed(text));
  if (!read.success) {
    const [issue] = read.error.issues;
    return fail('bad-recordings', `“${file}” holds no gestures that can be read${issue && issue.path.length > 0 ? `, at “${issue.path.join('.')}”` : ''}: ${issue?.message ?? 'it is no JSON'}.`, { file, expected: 'gestures that were recorded with LayerLoom', remedy: 'Record them anew.' });
  }
  return read.data.gestures.map(({ name, takes }) => ({ name, takes: takes.map((take) => take.map((moment) => moment.map(([x, y, depth, visibility]) => ({ x, y, z: depth, visibility })))) }));
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** As networks learn from them. */
export function clipsOf(gestures: readonly RecordedGesture[]): readonly GestureClip[] {
  return gestures.flatMap(({ name, takes }) => takes.map((take): GestureClip => ({ gesture: name, moments: take.map(gestureFeatures) })));
}
