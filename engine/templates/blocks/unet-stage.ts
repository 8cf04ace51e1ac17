import type { Source } from '../../document/graph-builder';
import { newId } from '../../document/ids';
import { addNormalizedConv } from '../normalized';
import { argument, defineBlock, NetworkBuilder, wholeNumber, type Block } from '../network-builder';

/** The paper pads nothing and so loses a pixel at each edge with every convolution; `same` keeps the size, as most do today. */
export type UnetPadding = 'valid' | 'same';

export interface UnetForm {
  readonly padding: UnetPadding;
  /** With BatchNorm after each convolution, which the paper does not have: learns in fewer epochs, padded only. */
  readonly isNormalized?: boolean;
}

const FILTERS = wholeNumber('filters', 64, 'Channels that leave the stage');

/** Two 3×3 convolutions: one stage on the way down, before its pooling. */
export function unetStage(form: UnetForm): Block {
  const description = form.isNormalized ? 'Two 3×3 convolutions, each with BatchNorm and a ReLU' : 'Two 3×3 convolutions, each with a ReLU';
  return defineBlock('unet stage', description, [FILTERS], (network, input) => addTwoConvs(network, input, form));
}

/** A stage on the way up: doubles the size and looks again at what the stage of that size on the way down had found (`skip`). */
export function unetUp(form: UnetForm): Block {
  const { padding } = form;
  const network = new NetworkBuilder();
  const up = network.layer('conv-transpose2d', 'up', network.blockInput('in'), { filters: argument('filters'), kernel: 2, stride: 2 });
  const crop = argument('crop');
  const skip = padding === 'valid' ? network.layer('crop2d', 'crop', network.blockInput('skip'), { edges: [crop, crop, crop, crop] }) : network.blockInput('skip');
  network.blockOutput(addTwoConvs(network, network.layer('concat', 'concat', { in1: skip, in2: up }), form));
  const port = (name: string) => ({ name, kind: 'image' as const });
  const definition = {
    id: newId(),
    name: 'unet up',
    description: 'Doubles the size, joins what was found on the way down, then two 3×3 convolutions',
    inputs: [port('in'), port('skip')],
    outputs: [port('out')],
    parameters: [FILTERS, ...(padding === 'valid' ? [wholeNumber('crop', 4, 'Pixels cut from each edge of what was found on the way down')] : [])],
    graph: network.build(),
  };
  return { definition, inner: network.definitions() };
}

function addTwoConvs(network: NetworkBuilder, input: Source, { padding, isNormalized }: UnetForm): Source {
  return [1, 2].reduce<Source>((from, number) => {
    const filters = argument('filters');
    const conv = isNormalized
      ? addNormalizedConv(network, from, String(number), { filters, kernel: 3 })
      : network.layer('conv2d', `conv${number}`, from, { filters, kernel: 3, padding, initializer: 'he-normal' });
    return network.layer('relu', `relu${number}`, conv);
  }, input);
}
