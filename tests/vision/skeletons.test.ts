import { describe, expect, it } from 'vitest';
import { BODY_SKELETON, FACE_SKELETON, findSkeleton, HAND_SKELETON, POSE_SKELETON, skeletonOf } from '../../engine/vision/skeletons';

const ALL = [HAND_SKELETON, FACE_SKELETON, POSE_SKELETON, BODY_SKELETON];

describe.each(ALL)('the skeleton “$name”', ({ points, edges, mirrored, name }) => {
  it('names every point differently', () => {
    expect(new Set(points).size).toBe(points.length);
  });

  it('joins points that there are', () => {
    for (const index of edges.flat()) expect(points[index]).toBeDefined();
  });

  it('changes each point with one other at most', () => {
    const indices = mirrored.flat();
    expect(new Set(indices).size).toBe(indices.length);
    for (const [one, other] of mirrored) expect(one).not.toBe(other);
  });

  it('looks the same in a mirror: every line has its partner', () => {
    const partner = new Map(mirrored.flatMap(([one, other]) => [[one, other], [other, one]] as const));
    const key = (a: number, b: number) => [a, b].sort((x, y) => x - y).join();
    const lines = new Set(edges.map(([a, b]) => key(a, b)));
    for (const [a, b] of edges) expect(lines).toContain(key(partner.get(a) ?? a, partner.get(b) ?? b));
  });

  it('is found by its name and its number of points', () => {
    expect(findSkeleton(name)?.points).toBe(points);
    expect(skeletonOf(points.length).name).toBe(name);
  });
});

it('have as many points as the networks that answer them', () => {
  expect(ALL.map(({ points }) => points.length)).toEqual([21, 68, 33, 17]);
});

it('pairs left with right by name', () => {
  const names = [...POSE_SKELETON.mirrored.map(([a, b]) => [POSE_SKELETON.points[a]!, POSE_SKELETON.points[b]!]), ...BODY_SKELETON.mirrored.map(([a, b]) => [BODY_SKELETON.points[a]!, BODY_SKELETON.points[b]!])];
  for (const [left, right] of names) expect(left!.replace('left', 'right')).toBe(right);
});

it('gives points alone where no skeleton is known', () => {
  const points = skeletonOf(3);
  expect(points.points).toEqual(['point 1', 'point 2', 'point 3']);
  expect(points.edges).toEqual([]);
});
