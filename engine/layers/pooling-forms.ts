/** Pooling over sequences and volumes. */
import { boolean } from '../core/parameters';
import type { Shape } from '../core/shape';
import { defineLayer, ONE_INPUT, ONE_OUTPUT, type LayerDefinition, type LayerExample } from './define-layer';
import { pythonBoolean, pythonTuple } from './python-text';
import { isEven, rankOf, readSample, receptiveWindowOf, sampleShape, torchChannelsFirst, torchPads, unitOf, windowParameters, withChannelsFirst, type SpatialForm } from './spatial-form';
import { padsFor, pooledPositions, type SlidingWindow } from './window-arithmetic';

interface Words<P> {
  readonly type: string;
  readonly form: SpatialForm;
  readonly title: string;
  readonly summary: string;
  readonly text: string;
  readonly source: string;
  readonly examples: readonly LayerExample<P>[];
}

const FORMULA = String.raw`\text{out} = \left\lfloor \frac{n + p_0 + p_1 - d(f - 1) - 1}{s} \right\rfloor + 1`;

export function defineMaxPool({ type, form, title, summary, text, source, examples }: Words<SlidingWindow>): LayerDefinition<SlidingWindow> {
  const { pads, ...window } = windowParameters(form, 2, 2);
  return defineLayer<SlidingWindow>({
    type, version: 1, title, category: 'pooling', summary,
    documentation: { text, formulas: [FORMULA], source },
    parameters: { ...window, pads: { ...pads, help: 'Cells at the ends that take no part, for explicit padding' } },
    inputs: ONE_INPUT,
    outputs: ONE_OUTPUT,
    shape: ({ inputs: [x], parameters }) => [pooled(form, x!, parameters)],
    window: ({ inputs: [x], parameters }) => receptiveWindowOf(form, x!, parameters),
    lower: ({ builder: b, inputs: [x], parameters }) => [withChannelsFirst(form, b, x!, (value) => b.one('MaxPool', [value], poolAttributes(form, x!.shape.slice(1), parameters)))],
    torch: ({ inputs: [x], parameters }) => {
      const { padding, pad } = torchPoolPadding(form, x!, parameters, `, value=float('-inf')`);
      const { kernel, stride, dilation } = parameters;
      return {
        module: `nn.MaxPool${form}(${pythonTuple(kernel)}, stride=${pythonTuple(stride)}${padding}, dilation=${pythonTuple(dilation)})`,
        forward: ([value], self) => torchChannelsFirst(form, value!, (operand) => `${self}(${pad(operand)})`),
      };
    },
    examples,
  });
}

export type AveragePoolParameters = Omit<SlidingWindow, 'dilation'> & { readonly countPadding: boolean };

export function defineAveragePool({ type, form, title, summary, text, source, examples }: Words<AveragePoolParameters>): LayerDefinition<AveragePoolParameters> {
  const { kernel, stride, padding, pads, dilation } = windowParameters(form, 2, 2);
  const undilated = (parameters: AveragePoolParameters): SlidingWindow => ({ ...parameters, dilation: dilation.default });
  return defineLayer<AveragePoolParameters>({
    type, version: 1, title, category: 'pooling', summary,
    documentation: { text, formulas: [FORMULA], source },
    parameters: {
      kernel, stride, padding,
      pads: { ...pads, help: 'Cells at the ends that take no part, for explicit padding' },
      countPadding: boolean({ label: 'Count padding', help: 'Whether padded cells enter the mean as zeros', default: false }),
    },
    inputs: ONE_INPUT,
    outputs: ONE_OUTPUT,
    shape: ({ inputs: [x], parameters }) => [pooled(form, x!, undilated(parameters))],
    window: ({ inputs: [x], parameters }) => receptiveWindowOf(form, x!, undilated(parameters)),
    lower: ({ builder: b, inputs: [x], parameters }) => {
      const attributes = { ...poolAttributes(form, x!.shape.slice(1), undilated(parameters)), countPadding: parameters.countPadding };
      return [withChannelsFirst(form, b, x!, (value) => b.one('AveragePool', [value], attributes))];
    },
    torch: ({ inputs: [x], parameters }) => {
      const { countPadding } = parameters;
      const { padding: argument, pad } = torchPoolPadding(form, x!, undilated(parameters), '');
      const mean = (self: string, operand: string) => {
        const whole = `${self}(${pad(operand)})`;
        if (countPadding || pad(operand) === operand) return whole;
        // The mean over the real cells alone is the mean with zeros, divided by the share of real cells.
        return `(${whole} / ${self}(${pad(`torch.ones_like(${operand})`)}))`;
      };
      return {
        module: `nn.AvgPool${form}(${pythonTuple(parameters.kernel)}, stride=${pythonTuple(parameters.stride)}${argument}, count_include_pad=${pythonBoolean(countPadding)})`,
        forward: ([value], self) => torchChannelsFirst(form, value!, (operand) => mean(self, operand)),
      };
    },
    examples,
  });
}

function pooled(form: SpatialForm, x: Shape, window: SlidingWindow): Shape {
  const { channels, sizes } = readSample(form, x);
  return sampleShape(form, channels, pooledPositions(sizes, window, unitOf(form)));
}

function poolAttributes(form: SpatialForm, x: Shape, window: SlidingWindow) {
  const { kernel, stride, dilation } = window;
  return { kernel, strides: stride, dilations: dilation, pads: padsFor(readSample(form, x).sizes, window) };
}

/** PyTorch pads a pooling window evenly and by half of it at most; any other padding is a call around the operand. */
function torchPoolPadding(form: SpatialForm, x: Shape, window: SlidingWindow, filler: string): { readonly padding: string; readonly pad: (operand: string) => string } {
  const pads = padsFor(readSample(form, x).sizes, window);
  const rank = rankOf(form);
  const isInside = isEven(pads) && pads.every((cells, edge) => 2 * cells <= window.kernel[edge % rank]!);
  if (isInside) return { padding: `, padding=${pythonTuple(pads.slice(0, rank))}`, pad: (operand) => operand };
  return { padding: '', pad: (operand) => `F.pad(${operand}, ${torchPads(pads)}${filler})` };
}
