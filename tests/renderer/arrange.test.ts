import { beforeEach, describe, expect, it } from 'vitest';
import { align, distribute, type Box } from '../../renderer/network/align';
import { arrange, moveNodes, type Arrangement } from '../../renderer/network/arrange';
import { GRID, NODE_WIDTH, nodeHeight } from '../../renderer/network/geometry';
import { wirePath } from '../../renderer/canvas/wire-path';
import { graph, openTemplate } from './window';

describe('arranging', () => {
  beforeEach(() => openTemplate('lenet5'));

  for (const arrangement of ['rows', 'left-right', 'top-down'] satisfies Arrangement[]) {
    it(`puts no box on another (${arrangement}), all on the grid`, () => {
      const places = [...arrange(graph(), arrangement).values()];
      for (const [index, a] of places.entries()) {
        expect([a.x % GRID, a.y % GRID].map(Math.abs)).toEqual([0, 0]);
        for (const b of places.slice(index + 1)) expect(Math.abs(a.x - b.x) >= NODE_WIDTH || Math.abs(a.y - b.y) >= nodeHeight(1)).toBe(true);
      }
    });
  }

  it('folds a long network into rows and leaves it where it was', () => {
    const places = arrange(graph(), 'rows');
    expect(new Set([...places.values()].map(({ y }) => y)).size).toBeGreaterThan(1);
    const corner = (points: readonly { x: number; y: number }[]) => [Math.min(...points.map(({ x }) => x)), Math.min(...points.map(({ y }) => y))];
    expect(corner([...places.values()])).toEqual(corner(graph().nodes.map(({ position }) => position)));
    expect(moveNodes(graph(), places)).toBe(graph());
  });
});

describe('aligning', () => {
  const box = (id: string, x: number, y: number): Box => ({ id, x, y, width: 100, height: 50 });
  const boxes = [box('a', 0, 0), box('b', 130, 40), box('c', 400, 90)];

  it('lines boxes up', () => {
    expect([...align(boxes, 'left').values()].map(({ x }) => x)).toEqual([0, 0, 0]);
    expect([...align(boxes, 'bottom').values()].map(({ y }) => y)).toEqual([90, 90, 90]);
  });

  it('spaces them evenly', () => {
    expect([...distribute(boxes, 'x').values()].map(({ x }) => x)).toEqual([0, 200, 400]);
  });
});

describe('wires', () => {
  it('take a lane between the rows where they must go back', () => {
    const { labelY, path } = wirePath({ sourceX: 900, sourceY: 20, targetX: 0, targetY: 180, below: 60, above: 20, lane: 0 });
    expect(labelY).toBe(120);
    expect(path).toContain('V');
    expect(wirePath({ sourceX: 0, sourceY: 20, targetX: 60, targetY: 20, below: 60, above: 20, lane: 0 }).path).toBe('M0 20H60');
  });
});
