import { describe, expect, it } from 'vitest';
import { inferNetwork } from '../../engine/infer/infer-network';
import { TEMPLATES } from '../../engine/templates';

const PARAMETERS: Readonly<Record<string, number>> = {
  perceptron: 3,
  'xor-mlp': 17,
  mlp: 669_706,
  lenet5: 61_706,
  'vgg-small': 106_538,
  'mobilenet-small': 136_778,
  'resnet-small': 272_474,
};

describe('templates', () => {
  it.each(TEMPLATES)('$name has the parameters of its paper', ({ name, build, size }) => {
    const { problems, totals } = inferNetwork(build(size));
    expect(problems).toEqual([]);
    expect(totals.params).toBe(PARAMETERS[name]);
    expect(totals.trainableParams).toBe(PARAMETERS[name]);
  });
});
