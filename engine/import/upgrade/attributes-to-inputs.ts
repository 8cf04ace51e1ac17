/** Settings that newer operator sets take as operands. */
import { int64s, listOf, numberOf, scalar, withInput, without, type Upgrade } from './upgrade';

/** A list of whole numbers, such as axes. */
function listInput(attribute: string, place: number, until: number): Upgrade {
  return {
    until,
    apply: (node, tools) => {
      const list = listOf(node, attribute);
      if (!list) return [node];
      return [{ ...node, attributes: without(node.attributes, attribute), inputs: withInput(node.inputs, place, tools.constant(int64s(list))) }];
    },
  };
}

export const ATTRIBUTES_TO_INPUTS: Readonly<Record<string, readonly Upgrade[]>> = {
  Reshape: [listInput('shape', 1, 5)],
  Squeeze: [listInput('axes', 1, 13)],
  Unsqueeze: [listInput('axes', 1, 13)],
  ReduceSum: [listInput('axes', 1, 13)],
  ...Object.fromEntries(
    ['ReduceMean', 'ReduceMax', 'ReduceMin', 'ReduceProd', 'ReduceL1', 'ReduceL2', 'ReduceLogSum', 'ReduceLogSumExp', 'ReduceSumSquare'].map((op) => [op, [listInput('axes', 1, 18)]]),
  ),
  Split: [
    listInput('split', 1, 13),
    {
      until: 18,
      // Equal parts were a matter of the outputs; since then their number is said.
      apply: (node) => [node.inputs[1] ? node : { ...node, attributes: { ...node.attributes, num_outputs: { int: node.outputs.length } } }],
    },
  ],
  Slice: [
    {
      until: 10,
      apply: (node, tools) => {
        const [starts, ends, axes] = ['starts', 'ends', 'axes'].map((name) => listOf(node, name));
        if (!starts || !ends) return [node];
        const inputs = [node.inputs[0]!, ...[starts, ends, axes ?? starts.map((_, axis) => axis)].map((list) => tools.constant(int64s(list)))];
        return [{ ...node, attributes: {}, inputs }];
      },
    },
  ],
  Clip: [
    {
      until: 11,
      apply: (node, tools) => {
        const bound = (name: string) => {
          const value = numberOf(node, name);
          return value === undefined ? '' : tools.constant(scalar(value));
        };
        return [{ ...node, attributes: without(node.attributes, 'min', 'max'), inputs: [node.inputs[0]!, bound('min'), bound('max')] }];
      },
    },
  ],
  Pad: [
    {
      until: 11,
      apply: (node, tools) => {
        const pads = listOf(node, 'pads') ?? listOf(node, 'paddings');
        if (!pads) return [node];
        const value = tools.constant(scalar(numberOf(node, 'value') ?? 0));
        return [{ ...node, attributes: without(node.attributes, 'pads', 'paddings', 'value'), inputs: [node.inputs[0]!, tools.constant(int64s(pads)), value] }];
      },
    },
  ],
  Dropout: [
    {
      until: 12,
      apply: (node, tools) => {
        const ratio = numberOf(node, 'ratio') ?? 0.5;
        return [{ ...node, attributes: {}, inputs: [node.inputs[0]!, tools.constant(scalar(ratio))] }];
      },
    },
  ],
  TopK: [
    {
      until: 10,
      apply: (node, tools) => {
        const count = numberOf(node, 'k');
        return [count === undefined ? node : { ...node, attributes: without(node.attributes, 'k'), inputs: [node.inputs[0]!, tools.constant(int64s([count]))] }];
      },
    },
  ],
  DFT: [
    {
      until: 20,
      apply: (node, tools) => {
        const axis = tools.constant({ dtype: 'int64', shape: [], data: BigInt64Array.of(BigInt(numberOf(node, 'axis') ?? 1)) });
        return [{ ...node, attributes: without(node.attributes, 'axis'), inputs: withInput(node.inputs, 2, axis) }];
      },
    },
  ],
};
