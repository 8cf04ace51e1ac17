import { expect, test } from 'vitest';
import { frame, MovingScene } from '../../engine/data/generators/moving-scenes';

test('a frame is a function of seed and time', () => {
  const once = frame(3, 1.25, 160);
  frame(4, 0, 160);
  expect(frame(3, 1.25, 160)).toEqual(once);
  expect(new MovingScene(3, { size: 160 }).frame(1.25)).toEqual(once);
  expect(frame(3, 1.3, 160).pixels.data).not.toEqual(once.pixels.data);
});

test('objects move smoothly, stay inside and are boxed by their own pixels', () => {
  const scene = new MovingScene(7, { size: 160 });
  const places = new Map<number, readonly [number, number]>();
  let least = Infinity;
  for (let index = 0; index < 40; index++) {
    const { boxes, tracks } = scene.frame(index / 15);
    const { instances, labels } = boxes;
    least = Math.min(least, labels.length);
    for (const [object, track] of tracks.entries()) {
      const [x, y, width, height] = boxes.boxes.subarray(object * 4, object * 4 + 4) as unknown as [number, number, number, number];
      const own: [number, number][] = [];
      instances!.data.forEach((number, pixel) => number === object + 1 && own.push([pixel % 160, Math.floor(pixel / 160)]));
      expect([Math.min(...own.map(([at]) => at)), Math.min(...own.map(([, at]) => at))]).toEqual([x, y]);
      expect([Math.max(...own.map(([at]) => at)) + 1, Math.max(...own.map(([, at]) => at)) + 1]).toEqual([x + width, y + height]);
      const [midX, midY] = [x + width / 2, y + height / 2];
      const before = places.get(track);
      // A neighbour that covers an object moves the middle of what is seen of it, too.
      if (before) expect(Math.hypot(midX - before[0], midY - before[1])).toBeLessThan(30);
      places.set(track, [midX, midY]);
    }
  }
  expect(least).toBeGreaterThan(0);
});
