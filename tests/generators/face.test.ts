import { describe, expect, it } from 'vitest';
import type { Points } from '../../engine/data/dataset';
import { face } from '../../engine/data/generators/face';
import { FaceShape, type Expression } from '../../engine/data/generators/face/face-shape';
import { sampleAt } from '../../engine/data/generators/generator';
import { FACE_SKELETON } from '../../engine/vision/skeletons';

const FORM = { jaw: 1, eyes: 1, spacing: 1, nose: 1, mouth: 1, lips: 1 };
const REST: Expression = { open: 0, smile: 0, brows: 0, closed: 0 };
const pointsOf = (expression: Partial<Expression>) => new FaceShape(FORM, { ...REST, ...expression }).points;
const heightOf = (points: FaceShape['points'], upper: number, lower: number) => points[lower]![1] - points[upper]![1];
const [UPPER_LID, LOWER_LID, UPPER_LIP, LOWER_LIP, RIGHT_CORNER, LEFT_CORNER, CHIN] = [37, 41, 62, 66, 48, 54, 8];

describe('the form of a face', () => {
  it('is the same on both sides', () => {
    const points = pointsOf({ smile: 0.5, open: 0.3, brows: 0.4 });
    for (const [one, other] of FACE_SKELETON.mirrored) {
      expect(points[one]![0]).toBeCloseTo(-points[other]![0], 9);
      expect(points[one]![1]).toBeCloseTo(points[other]![1], 9);
    }
  });

  it('does what its expression says', () => {
    expect(heightOf(pointsOf({ open: 1 }), UPPER_LIP, LOWER_LIP)).toBeGreaterThan(heightOf(pointsOf({}), UPPER_LIP, LOWER_LIP) + 0.2);
    expect(pointsOf({ open: 1 })[CHIN]![1]).toBeGreaterThan(pointsOf({})[CHIN]![1]);
    expect(heightOf(pointsOf({ closed: 1 }), UPPER_LID, LOWER_LID)).toBeLessThan(0.3 * heightOf(pointsOf({}), UPPER_LID, LOWER_LID));
    const width = (points: FaceShape['points']) => points[LEFT_CORNER]![0] - points[RIGHT_CORNER]![0];
    expect(width(pointsOf({ smile: 1 }))).toBeGreaterThan(1.1 * width(pointsOf({})));
  });

  it('stands out at the nose and turns away at the jaw', () => {
    const shape = new FaceShape(FORM, REST);
    const depth = (point: number) => shape.place(shape.points[point]!)[2];
    expect(depth(30)).toBeLessThan(depth(36));
    expect(depth(0)).toBeGreaterThan(depth(36));
  });
});

describe('pictures of faces', () => {
  it('see most points of most faces, and not those behind the cheek', () => {
    let [seen, all] = [0, 0];
    for (let index = 0; index < 8; index++) {
      const { points } = face.columns[1]!.cell(sampleAt(face, index, 100, 3)) as Points;
      expect(points.length).toBe(68 * 4);
      for (let at = 3; at < points.length; at += 4) {
        seen += points[at]!;
        all++;
      }
    }
    expect(seen / all).toBeGreaterThan(0.75);
    expect(seen / all).toBeLessThan(1);
  });
});
