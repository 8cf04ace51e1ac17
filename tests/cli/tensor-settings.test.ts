/** `--freeze`, `--unfreeze` and `--lr-scale` in the document. */
import { describe, expect, it } from 'vitest';
import { freeze, scaleRates, unfreeze } from '../../engine/cli/tensor-settings';
import type { LoomDocument } from '../../engine/document/model';
import { inferNetwork } from '../../engine/infer/infer-network';
import { findTemplate } from '../../engine/templates';

const lenet = (): LoomDocument => {
  const template = findTemplate('lenet5')!;
  return template.build(template.size);
};
const residual = (): LoomDocument => {
  const template = findTemplate('resnet-small')!;
  return template.build(template.size);
};

const trained = (document: LoomDocument): string[] => [...inferNetwork(document).tensors.values()].filter((tensor) => tensor.trained).map(({ key }) => key);
const boxes = (document: LoomDocument, only: (tensor: { trained: boolean }) => boolean) => [...inferNetwork(document).tensors.values()].filter(only).length;

describe('freezing and unfreezing', () => {
  it('are each other’s inverse', () => {
    const frozen = freeze(lenet(), 'conv*');
    expect(trained(frozen).some((key) => key.startsWith('conv'))).toBe(false);
    expect(trained(unfreeze(frozen, '**'))).toEqual(trained(lenet()));
    expect(trained(unfreeze(frozen, 'conv1'))).toContain('conv1.weight');
    expect(trained(unfreeze(frozen, 'conv1'))).not.toContain('conv2.weight');
  });

  it('of one tensor leave the others of its box alone', () => {
    const frozen = freeze(lenet(), 'conv1');
    const found = trained(unfreeze(frozen, 'conv1.bias'));
    expect(found).toContain('conv1.bias');
    expect(found).not.toContain('conv1.weight');
  });

  it('reach into blocks', () => {
    const keys = trained(residual()).filter((key) => key.includes('/'));
    const inside = keys[0]!;
    const part = freeze(residual(), inside);
    expect(trained(part)).not.toContain(inside);
    expect(trained(part)).toHaveLength(trained(residual()).length - 1);
    const all = freeze(residual(), '**');
    expect(trained(all)).toEqual([]);
    expect(trained(unfreeze(all, inside))).toEqual([inside]);
    expect(boxes(unfreeze(all, '**'), (tensor) => tensor.trained)).toBe(trained(residual()).length);
  });

  it('say what there is where nothing is called so', () => {
    expect(() => unfreeze(lenet(), 'nothing')).toThrow(/No tensor is called “nothing”, so there is nothing to unfreeze\. The tensors are conv1\.weight/);
  });
});

describe('rates', () => {
  it('are multiplied by the last factor that fits', () => {
    const scaled = [{ glob: '**', factor: 0.5 }, { glob: 'conv*', factor: 0.1 }].reduce(scaleRates, lenet());
    const { tensors } = inferNetwork(scaled);
    expect(tensors.get('conv1.weight')!.settings.lrScale).toBe(0.1);
    expect([...tensors.values()].find(({ key }) => !key.startsWith('conv'))!.settings.lrScale).toBe(0.5);
    expect(() => scaleRates(lenet(), { glob: 'x', factor: 1 })).toThrow(/nothing to give another learning rate to/);
  });
});
