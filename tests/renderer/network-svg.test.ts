import { describe, expect, it } from 'vitest';
import { BLOCK_TYPE } from '../../engine/document/model';
import { networkDrawing } from '../../renderer/export/network-svg';
import { useOpenGraph, editOpenGraph } from '../../renderer/store/open-graph-store';
import { openPlace } from '../../renderer/store/session-store';
import { graph, node, now, openTemplate } from './window';

const STYLE = { color: (token: string) => `#${token}`, order: 'channels-last' } as const;

function drawing() {
  return networkDrawing(now(), useOpenGraph.getState(), STYLE);
}

/** Every tag is closed in order, and nothing else is between them than text. */
function isWellFormed(svg: string): boolean {
  const open: string[] = [];
  for (const [, closing, name, alone] of svg.matchAll(/<(\/?)([a-zA-Z]+)[^<>]*?(\/?)>/g)) {
    if (alone) continue;
    if (!closing) open.push(name!);
    else if (open.pop() !== name) return false;
  }
  return open.length === 0 && !/&(?!amp;|lt;|gt;|quot;)/.test(svg);
}

describe('the drawing of a network', () => {
  it('shows every box with its shape and count, and every wire', () => {
    openTemplate('lenet5');
    const { svg } = drawing();
    expect(isWellFormed(svg)).toBe(true);
    for (const { name } of graph().nodes) expect(svg).toContain(`>${name}<`);
    expect(svg).toContain('>10×10×16<');
    expect(svg).toContain('stroke="#wire" stroke-width="2"');
    expect([...svg.matchAll(/stroke="#wire" stroke-width="2"/g)]).toHaveLength(graph().wires.length);
  });

  it('frames everything, the lanes of wires that go back included', () => {
    openTemplate('lenet5');
    const { svg, width, height } = drawing();
    const [, x, y] = /viewBox="(-?[\d.]+) (-?[\d.]+)/.exec(svg)!.map(Number);
    for (const { position } of graph().nodes) {
      expect(position.x).toBeGreaterThan(x!);
      expect(position.x).toBeLessThan(x! + width);
      expect(position.y).toBeGreaterThan(y!);
      expect(position.y).toBeLessThan(y! + height);
    }
    for (const [, lane] of svg.matchAll(/V(-?[\d.]+)/g)) expect(Number(lane)).toBeLessThan(y! + height);
  });

  it('keeps names with the letters of markup apart from it', () => {
    openTemplate('lenet5');
    const { id } = node('conv1');
    editOpenGraph('Rename', (old) => ({ ...old, nodes: old.nodes.map((one) => (one.id === id ? { ...one, name: 'a<b>&"c' } : one)) }));
    const { svg } = drawing();
    expect(isWellFormed(svg)).toBe(true);
    expect(svg).toContain('a&lt;b&gt;&amp;&quot;c');
  });

  it('draws the inside of an open block with its ports', () => {
    openTemplate('resnet-small');
    const block = graph().nodes.find(({ type }) => type === BLOCK_TYPE)!;
    openPlace([block.id]);
    const { svg } = drawing();
    expect(isWellFormed(svg)).toBe(true);
    expect(svg).toContain('>Block input<');
    expect(svg).toContain('>Block output<');
  });
});
