import type { Source } from '../../document/graph-builder';
import type { BlockParameter } from '../../document/model';
import { addNormalizedConv, addNormalizedDepthwise } from '../normalized';
import { argument, defineBlock, wholeNumber, type Block, type NetworkBuilder } from '../network-builder';

export interface MbconvOptions {
  readonly activation: 'relu' | 'hard-swish' | 'silu';
  /** How the gate of squeeze and excitation ends, where there is one. */
  readonly gate?: 'sigmoid' | 'hard-sigmoid';
  /** Whether a 1×1 convolution widens first. */
  readonly expands: boolean;
  /** Whether the result is added to the input, which then must have its shape. */
  readonly adds: boolean;
  /** Whether whole branches are left out at random while training. */
  readonly drops?: boolean;
  readonly epsilon?: number;
}

const HIDDEN = wholeNumber('hidden', 96, 'Channels of the wide middle');
const KERNEL = wholeNumber('kernel', 3, 'Side of the depthwise window');
const SQUEEZE = wholeNumber('squeeze', 4, 'Channels in the middle of the gate');
const FILTERS = wholeNumber('filters', 24, 'Channels that leave the block');
const STRIDE = wholeNumber('stride', 1, '2 halves the picture');
const share = (name: string, help: string): BlockParameter => ({ name, kind: 'number', default: 0, min: 0, max: 0.9, help });
const DROP = share('drop', 'Share of samples for which the first copy is left out while training');
const DROP_STEP = share('drop_step', 'By how much more in each further copy');

/** The block of MobileNet v3 and EfficientNet: an inverted residual with a gate that weighs its channels. */
export function mbconv(options: MbconvOptions): Block {
  const { gate, expands, adds, drops = false } = options;
  const parameters = [...(expands ? [HIDDEN] : []), KERNEL, ...(gate ? [SQUEEZE] : []), FILTERS, ...(adds ? [] : [STRIDE]), ...(adds && drops ? [DROP, DROP_STEP] : [])];
  const does = [expands && 'widens', 'filters each channel', gate && 'weighs the channels', adds ? 'narrows and is added to the input' : 'narrows to another size'].filter(Boolean).join(', ');
  return defineBlock(mbconvName(options), `${does[0]!.toUpperCase()}${does.slice(1)}`, parameters, (network, input) => {
    const narrow = addPath(network, input, options);
    if (!adds) return narrow;
    // `copy` counts the copies of a repeated block from 1.
    const kept = drops ? network.layer('drop-path', 'drop', narrow, { rate: argument('drop + drop_step*(copy - 1)') }) : narrow;
    return network.layer('add', 'add', { in1: kept, in2: input });
  });
}

/** What tells the variants of one network apart. */
function mbconvName({ activation, gate, expands, adds }: MbconvOptions): string {
  const words = ['mbconv', activation === 'relu' ? 'relu' : 'swish', gate && 'gated', !expands && 'narrow', !adds && 'changing'];
  return words.filter(Boolean).join(' ');
}

function addPath(network: NetworkBuilder, input: Source, { activation, gate, expands, adds, epsilon }: MbconvOptions): Source {
  const norm = epsilon === undefined ? {} : { epsilon };
  const wide = expands ? network.layer(activation, 'act1', addNormalizedConv(network, input, '1', { filters: argument('hidden'), kernel: 1, ...norm })) : input;
  const depthwise = addNormalizedDepthwise(network, wide, '2', { kernel: argument('kernel'), stride: adds ? 1 : argument('stride'), ...norm });
  const filtered = network.layer(activation, 'act2', depthwise);
  const weighed = gate ? network.layer('squeeze-excite', 'gate', filtered, { squeeze: argument('squeeze'), activation: activation === 'silu' ? 'silu' : 'relu', gate }) : filtered;
  return addNormalizedConv(network, weighed, '3', { filters: argument('filters'), kernel: 1, ...norm });
}
