/** Templates as a window opens them: read from left to right, row by row, with no box on another. */
import { describe, expect, it } from 'vitest';
import type { Graph } from '../../engine/document/model';
import { TEMPLATES } from '../../engine/templates';
import { templateDocument } from '../../renderer/commands/files';
import { NODE_WIDTH, nodeHeight } from '../../renderer/network/geometry';
import { findTemplates } from '../../renderer/start/template-search';

interface Box {
  readonly name: string;
  readonly left: number;
  readonly top: number;
  readonly height: number;
}

function boxes({ nodes, wires }: Graph): readonly Box[] {
  return nodes.map(({ id, name, position }) => {
    const ports = Math.max(new Set(wires.filter(({ to }) => to.node === id).map(({ to }) => to.port)).size, new Set(wires.filter(({ from }) => from.node === id).map(({ from }) => from.port)).size, 1);
    return { name, left: position.x, top: position.y, height: nodeHeight(ports) };
  });
}

function overlapping(list: readonly Box[]): readonly string[] {
  return list.flatMap((one, index) =>
    list.slice(index + 1).flatMap((other) => {
      const apart = one.left + NODE_WIDTH <= other.left || other.left + NODE_WIDTH <= one.left || one.top + one.height <= other.top || other.top + other.height <= one.top;
      return apart ? [] : [`${one.name} and ${other.name}`];
    }),
  );
}

describe.each(TEMPLATES)('$name', ({ name, data }) => {
  const document = templateDocument(name);

  it('has no box on another, within its blocks too', () => {
    for (const graph of [document.graph, ...document.definitions.map((definition) => definition.graph)]) expect(overlapping(boxes(graph))).toEqual([]);
  });

  it('goes on to the right, or at the beginning of a row below', () => {
    const position = new Map(document.graph.nodes.map((node) => [node.id, node.position]));
    for (const { from, to } of document.graph.wires) {
      const [source, target] = [position.get(from.node)!, position.get(to.node)!];
      expect(target.x > source.x || target.y > source.y).toBe(true);
    }
  });

  it('brings its data along where there is any', () => {
    expect(document.data?.source).toEqual(data);
  });
});

describe('the search on the start screen', () => {
  const names = (words: string) => findTemplates(words).map(({ name }) => name);

  it('finds networks by name, author, year and kind', () => {
    expect(names('resnet50')).toEqual(['resnet50', 'fcn-resnet50']);
    expect(names('simonyan 2014')).toEqual(expect.arrayContaining(['vgg11', 'vgg16', 'vgg19']));
    expect(names('efficient mobilenet')).toEqual(expect.arrayContaining(['mobilenet-v1', 'mobilenet-v2']));
    expect(names('no such network')).toEqual([]);
  });
});
