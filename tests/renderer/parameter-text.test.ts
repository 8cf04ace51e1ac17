import { describe, expect, it } from 'vitest';
import { parameterText } from '../../renderer/network/parameter-text';
import { useOpenGraph } from '../../renderer/store/open-graph-store';
import { node, openTemplate } from './window';

const textOf = (name: string): string => parameterText(useOpenGraph.getState().facts.get(node(name).id)!);

describe('the line of a box', () => {
  it('says what a layer is made of and what differs from the usual', () => {
    openTemplate('lenet5');
    expect(textOf('conv1')).toBe('6 · 5×5 · pad 2');
    expect(textOf('relu1')).toBe('');
  });

  it('says how many copies of a block there are, and its arguments', () => {
    openTemplate('resnet50');
    expect(textOf('stage1-first')).toMatch(/^filters 64/);
    expect(textOf('stage1-block')).toMatch(/^2 copies · filters 64/);
  });
});
