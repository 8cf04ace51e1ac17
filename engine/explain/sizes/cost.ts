/** Parameters and multiplications of a box as formulas, and what a depthwise-separable convolution would cost instead. */
import type { LayerType } from '../../layers';
import { ONE, over, plus, sum, symbol, times, ZERO, type Expression } from '../expression/expression';
import { latexName } from '../expression/latex-notation';
import { FORM_MACS } from './form-sizes';
import type { SizedBox } from './output-size';
import { REARRANGED_MACS } from './rearranged-sizes';
import { REGION_MACS } from './region-sizes';
import { letter } from './size-letters';

/** Shapes of the tensors that an optimizer may change, by name. */
export type TensorShapes = Readonly<Record<string, readonly number[]>>;

interface Convolution {
  readonly fh: Expression;
  readonly fw: Expression;
  readonly cin: Expression;
  readonly cout: Expression;
  readonly h: Expression;
  readonly w: Expression;
  readonly bias: readonly Expression[];
}

/** h and w are those of the output, where a convolution multiplies; a transposed one multiplies at its input. */
function convolution({ inputs: [x], outputs: [y], parameters }: SizedBox, place: 'input' | 'output' = 'output'): Convolution {
  const [fh, fw] = parameters['kernel'] as readonly [number, number];
  return {
    fh: letter('fh', fh),
    fw: letter('fw', fw),
    cin: letter('Cin', x![0]!),
    cout: letter('Cout', y![0]!),
    h: place === 'output' ? letter('h', y![1]!) : letter('hin', x![1]!),
    w: place === 'output' ? letter('w', y![2]!) : letter('win', x![2]!),
    bias: parameters['bias'] ? [ONE] : [],
  };
}

/** The channels that one filter sees. */
function perGroup(channels: Expression, { parameters: { groups } }: SizedBox): Expression {
  return groups === 1 ? channels : over(channels, letter('g', groups as number));
}

/** With one filter per channel, as is usual, nobody writes the multiplier. */
function between({ inputs: [x], parameters: { depthMultiplier } }: SizedBox): Expression {
  const channels = letter('Cin', x![0]!);
  return depthMultiplier === 1 ? channels : times(channels, letter('m', depthMultiplier as number));
}

/** (f_h·f_w·C_in/g + 1)·C_out and the like; for layers without a formula of their own, what their tensors hold. */
export function parameterCount(type: LayerType, box: SizedBox, tensors: TensorShapes): Expression {
  switch (type) {
    case 'dense': {
      const inputs = letter('in', box.inputs[0]!.at(-1)!);
      return times(box.parameters['bias'] ? plus(inputs, ONE) : inputs, letter('units', box.parameters['units'] as number));
    }
    case 'conv2d':
    case 'conv-transpose2d': {
      const { fh, fw, cin, cout, bias } = convolution(box);
      return times(sum([times(fh, fw, perGroup(cin, box)), ...bias]), cout);
    }
    case 'depthwise-conv2d': {
      const { fh, fw, bias } = convolution(box);
      return times(sum([times(fh, fw), ...bias]), between(box));
    }
    case 'separable-conv2d': {
      const { fh, fw, cout, bias } = convolution(box);
      return plus(times(fh, fw, between(box)), times(sum([between(box), ...bias]), cout));
    }
    default:
      return sum(Object.entries(tensors).map(([name, shape]) => symbol(name, latexName(name), { read: () => shape.reduce((count, size) => count * size, 1) })));
  }
}

/** Multiply–accumulate operations for one sample. */
export function multiplications(type: LayerType, box: SizedBox): Expression {
  switch (type) {
    case 'dense': {
      const [inputs, ...steps] = [...box.inputs[0]!].reverse();
      return times(...steps.map((size) => letter('steps', size)), letter('in', inputs!), letter('units', box.parameters['units'] as number));
    }
    case 'conv2d': {
      const { fh, fw, cin, cout, h, w } = convolution(box);
      return times(fh, fw, perGroup(cin, box), h, w, cout);
    }
    case 'depthwise-conv2d':
      return depthwise(box);
    case 'separable-conv2d':
      return plus(depthwise(box), pointwise(box));
    case 'conv-transpose2d': {
      const { fh, fw, cin, cout, h, w } = convolution(box, 'input');
      return times(fh, fw, perGroup(cout, box), h, w, cin);
    }
    default:
      return (FORM_MACS[type] ?? REARRANGED_MACS[type] ?? REGION_MACS[type])?.(box) ?? ZERO;
  }
}

function depthwise(box: SizedBox): Expression {
  const { fh, fw, h, w } = convolution(box);
  return times(fh, fw, h, w, between(box));
}

function pointwise(box: SizedBox): Expression {
  const { cout, h, w } = convolution(box);
  return times(between(box), h, w, cout);
}

export interface SeparableComparison {
  readonly normal: Expression;
  readonly depthwise: Expression;
  readonly pointwise: Expression;
  /** 1/C_out + 1/(f_h·f_w): what is left of the cost. */
  readonly ratio: Expression;
  readonly normalParameters: Expression;
  readonly separableParameters: Expression;
}

/** Of a Conv2D without groups or a SeparableConv2D; undefined for others. */
export function compareSeparable(type: LayerType, box: SizedBox): SeparableComparison | undefined {
  const isNormal = type === 'conv2d' && box.parameters['groups'] === 1;
  if (!isNormal && type !== 'separable-conv2d') return undefined;
  const m = (box.parameters['depthMultiplier'] ?? 1) as number;
  const like: SizedBox = { ...box, parameters: { ...box.parameters, groups: 1, depthMultiplier: m } };
  const { fh, fw, cout } = convolution(like);
  const share = plus(over(ONE, cout), over(ONE, times(fh, fw)));
  return {
    normal: multiplications('conv2d', like),
    depthwise: depthwise(like),
    pointwise: pointwise(like),
    ratio: m === 1 ? share : times(letter('m', m), share),
    normalParameters: parameterCount('conv2d', like, {}),
    separableParameters: parameterCount('separable-conv2d', like, {}),
  };
}
