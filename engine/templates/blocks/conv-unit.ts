import { addNormalizedConv, addNormalizedDepthwise } from '../normalized';
import { argument, defineBlock, wholeNumber, type Block } from '../network-builder';

export interface UnitOptions {
  readonly activation?: 'relu' | 'relu6' | 'hard-swish' | 'silu';
  readonly epsilon?: number;
}

const FILTERS = wholeNumber('filters', 64, 'Channels that leave the unit');
const STRIDE = wholeNumber('stride', 1, '2 halves the picture');
const PADDING = wholeNumber('padding', 'floor(kernel/2)', 'Zeros on every side; as it stands the picture keeps its size at stride 1', 0);

/** The unit that most networks since 2015 are made of: convolution, BatchNorm, activation. */
export function convUnit({ activation = 'relu', ...options }: UnitOptions = {}): Block {
  const parameters = [FILTERS, wholeNumber('kernel', 3, 'Side of the square window'), STRIDE, PADDING];
  return defineBlock('conv unit', 'A convolution, BatchNorm and an activation', parameters, (network, input) => {
    const [filters, kernel, stride, padding] = ['filters', 'kernel', 'stride', 'padding'].map(argument);
    const norm = addNormalizedConv(network, input, '', { filters: filters!, kernel: kernel!, stride: stride!, padding: padding!, ...options });
    return network.layer(activation, 'act', norm);
  });
}

/** A `conv unit` whose window is no square and which keeps the size. */
export function oblongUnit({ activation = 'relu', epsilon }: UnitOptions = {}): Block {
  const parameters = [FILTERS, wholeNumber('height', 1, 'Height of the window'), wholeNumber('width', 7, 'Width of the window')];
  return defineBlock('oblong conv unit', 'A convolution with a window of one row or column, BatchNorm and an activation', parameters, (network, input) => {
    const params = { filters: argument('filters'), kernel: [argument('height'), argument('width')], padding: 'same', bias: false, initializer: 'he-normal' };
    const norm = network.layer('batch-norm', 'norm', network.layer('conv2d', 'conv', input, params), epsilon === undefined ? {} : { epsilon });
    return network.layer(activation, 'act', norm);
  });
}

/** The unit of MobileNet v1: a depthwise convolution, then one that mixes the channels, each with BatchNorm and activation. */
export function separableUnit({ activation = 'relu', ...options }: UnitOptions = {}): Block {
  return defineBlock('separable unit', 'Each channel is filtered by itself, then a 1×1 convolution mixes them', [FILTERS, STRIDE], (network, input) => {
    const depthwise = addNormalizedDepthwise(network, input, '1', { kernel: 3, stride: argument('stride'), ...options });
    const filtered = network.layer(activation, 'act1', depthwise);
    return network.layer(activation, 'act2', addNormalizedConv(network, filtered, '2', { filters: argument('filters'), kernel: 1, ...options }));
  });
}

/** The first block of MobileNet v2 and v3, which does not widen: depthwise, then mixed without an activation. */
export function linearSeparable({ activation = 'relu', ...options }: UnitOptions = {}): Block {
  return defineBlock('linear separable', 'Each channel is filtered by itself, then a 1×1 convolution mixes them without an activation', [FILTERS, STRIDE], (network, input) => {
    const depthwise = addNormalizedDepthwise(network, input, '1', { kernel: 3, stride: argument('stride'), ...options });
    return addNormalizedConv(network, network.layer(activation, 'act', depthwise), '2', { filters: argument('filters'), kernel: 1, ...options });
  });
}
