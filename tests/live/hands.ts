/** Hands as followed points, and what a network is told that learned from recordings of them. */
import { placeHand } from '../../engine/data/generators/hand/paint-hand';
import { heldHands } from '../../engine/data/generators/hand/moving-hand';
import type { ModelSignature } from '../../engine/run/signature';
import type { LandmarkSet } from '../../engine/vision/answer';
import { rowColumns } from '../../engine/vision/gesture-table';

const held = heldHands({ seed: 5, width: 320, height: 240, gesture: 'victory' });

export function movedHand(time: number): LandmarkSet {
  const [{ hand }] = held(time) as [ReturnType<typeof held>[number]];
  return { track: 0, score: 1, points: placeHand(hand).map(({ at: [x, y, z] }) => ({ x, y, z, visibility: 1 })) };
}

export function gestureSignature(moments: number, classes: readonly string[]): ModelSignature {
  const columns = rowColumns(moments).map((name) => ({ name, kind: 'number' as const }));
  return {
    version: 1,
    writer: 'test',
    features: [{ input: 'input', shape: [columns.length], columns }],
    targets: [{ node: 'output', column: 'gesture', kind: 'category', classes, shape: [], encoding: 'label', loss: { name: 'cross-entropy', weight: 1, options: {} } }],
  };
}
