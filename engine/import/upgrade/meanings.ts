/** Operators whose meaning, name or results changed from one operator set to another. */
import { ownValue } from '../../core/own-value';
import type { OnnxAttribute } from '../../onnx/model';
import type { SourceNode } from '../source-model';
import { int64s, listOf, numberOf, without, type Upgrade, type UpgradeTools } from './upgrade';

/** Until 13 these worked on a matrix: all axes from `axis` on were one. */
const flattened: Upgrade = {
  until: 13,
  apply: (node, tools) => {
    const rank = tools.rankOf(node.inputs[0]!);
    const given = numberOf(node, 'axis') ?? 1;
    if (rank !== undefined && (given < 0 ? given + rank : given) === rank - 1) return [{ ...node, attributes: { axis: { int: -1 } } }];
    const [sizes, matrix, result] = [tools.fresh(), tools.fresh(), tools.fresh()];
    const input = node.inputs[0]!;
    return [
      step(node, 'Shape', [input], [sizes]),
      step(node, 'Flatten', [input], [matrix], { axis: { int: given } }),
      step(node, node.op, [matrix], [result], { axis: { int: -1 } }),
      step(node, 'Reshape', [result, sizes], node.outputs),
    ];
  },
};

function step(like: SourceNode, op: string, inputs: readonly string[], outputs: readonly string[], attributes: Record<string, OnnxAttribute> = {}): SourceNode {
  return { ...like, op, inputs, outputs, attributes, captured: [] };
}

/** Before 7, the second operand said where its axes belong; today it is laid out so that plain broadcasting does it. */
const explicitBroadcast: Upgrade = {
  until: 7,
  apply: (node, tools) => {
    const attributes = without(node.attributes, 'broadcast', 'axis', 'consumed_inputs');
    const axis = numberOf(node, 'axis');
    const [rank, other] = node.inputs.map((name) => tools.rankOf(name));
    if (axis === undefined || rank === undefined || other === undefined) return [{ ...node, attributes }];
    const missing = rank - (axis < 0 ? axis + rank : axis) - other;
    if (missing <= 0) return [{ ...node, attributes }];
    const aligned = tools.fresh();
    const axes = tools.constant(int64s(Array.from({ length: missing }, (_, index) => other + index)));
    return [step(node, 'Unsqueeze', [node.inputs[1]!, axes], [aligned]), { ...node, attributes, inputs: [node.inputs[0]!, aligned] }];
  },
};

/** Attributes that said how an operator may use memory, or that it is not trained. */
const forgetful = (until: number, ...names: readonly string[]): Upgrade => ({ until, apply: (node) => [{ ...node, attributes: without(node.attributes, ...names) }] });

const inPlace = forgetful(6, 'consumed_inputs');

const enlarge: Upgrade = {
  until: Infinity,
  apply: (node, tools) => {
    const scales = listOf(node, 'scales');
    const input = scales ? tools.constant({ dtype: 'float32', shape: [scales.length], data: Float32Array.from(scales) }) : node.inputs[1]!;
    return [asymmetric(node, input)];
  },
};

function asymmetric(node: SourceNode, scales: string): SourceNode {
  const mode = node.attributes['mode'];
  const named = mode && 'string' in mode ? (mode.string === 'bilinear' ? 'linear' : mode.string) : 'nearest';
  return {
    ...node,
    op: 'Resize',
    inputs: [node.inputs[0]!, '', scales],
    attributes: { mode: { string: named }, coordinate_transformation_mode: { string: 'asymmetric' }, nearest_mode: { string: 'floor' } },
  };
}

/** The axis of channels had to be left to the operator; now it is laid out. */
const slopePerChannel: Upgrade = {
  until: 7,
  apply: (node: SourceNode, tools: UpgradeTools) => {
    const [rank, slope] = node.inputs.map((name) => tools.rankOf(name));
    if (rank === undefined || slope !== 1 || rank < 3) return [node];
    const aligned = tools.fresh();
    return [step(node, 'Unsqueeze', [node.inputs[1]!, tools.constant(int64s(Array.from({ length: rank - 2 }, (_, index) => index + 1)))], [aligned]), { ...node, inputs: [node.inputs[0]!, aligned] }];
  },
};

const GRID_MODES: Readonly<Record<string, string>> = { bilinear: 'linear', bicubic: 'cubic' };

export const CHANGED_MEANINGS: Readonly<Record<string, readonly Upgrade[]>> = {
  Softmax: [flattened],
  LogSoftmax: [flattened],
  Hardmax: [flattened],
  ...Object.fromEntries(['Add', 'Sub', 'Mul', 'Div', 'Pow', 'And', 'Or', 'Xor', 'Equal', 'Greater', 'Less'].map((op) => [op, [explicitBroadcast]])),
  ...Object.fromEntries(['Abs', 'Ceil', 'Exp', 'Floor', 'HardSigmoid', 'LeakyRelu', 'Log', 'Max', 'Min', 'Mean', 'Sum', 'Neg', 'Reciprocal', 'Relu', 'Sigmoid', 'Sqrt', 'Tanh', 'InstanceNormalization'].map((op) => [op, [inPlace]])),
  Elu: [inPlace],
  Selu: [
    {
      until: 6,
      apply: (node) => [{ ...node, attributes: { alpha: { float: 1.6732 }, gamma: { float: 1.0507 }, ...without(node.attributes, 'consumed_inputs') } }],
    },
  ],
  PRelu: [inPlace, slopePerChannel],
  Gemm: [forgetful(7, 'broadcast')],
  Concat: [{ until: 4, apply: (node) => [{ ...node, attributes: { axis: { int: 1 }, ...node.attributes } }] }],
  BatchNormalization: [
    // Its further results were those of training.
    { until: 14, apply: (node) => [{ ...node, attributes: without(node.attributes, 'consumed_inputs', 'is_test', 'spatial'), outputs: node.outputs.slice(0, 1) }] },
  ],
  Upsample: [enlarge],
  Resize: [{ until: 11, apply: (node) => [asymmetric(node, node.inputs[1]!)] }],
  Scatter: [{ until: 11, apply: (node) => [{ ...node, op: 'ScatterElements' }] }],
  GridSample: [
    {
      until: 20,
      apply: (node) => {
        const mode = node.attributes['mode'];
        return [mode && 'string' in mode ? { ...node, attributes: { ...node.attributes, mode: { string: ownValue(GRID_MODES, mode.string) ?? mode.string } } } : node];
      },
    },
  ],
  LSTM: [forgetful(7, 'output_sequence')],
  GRU: [forgetful(7, 'output_sequence')],
  RNN: [forgetful(7, 'output_sequence')],
};
