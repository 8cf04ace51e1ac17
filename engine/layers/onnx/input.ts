import { json } from '../../core/parameters';
import type { TensorType } from '../../ops/graph';
import { defineLayer, ONE_OUTPUT } from '../define-layer';
import { parseType, sampleShape } from './value-type';

const SCALAR: TensorType = { dtype: 'float32', shape: [] };

export const onnxInput = defineLayer<{ type: TensorType }>({
  type: 'onnx-input',
  version: 1,
  title: 'ONNX input',
  category: 'input-output',
  summary: 'An input of an imported file that is no batch of samples of real numbers',
  documentation: {
    text: 'Whole numbers, flags, or values that have no batch axis. It is fed when the network runs and cannot be bound to a column.',
    source: 'A graph input of ONNX',
  },
  parameters: {
    type: json({ label: 'Type', help: 'Element type and shape with every axis, N for the batch', default: SCALAR, expected: 'a type such as "int64[N, 128]"', check: parseType }),
  },
  inputs: [],
  outputs: ONE_OUTPUT,
  shape: ({ parameters: { type } }) => [sampleShape(type)],
  lower: ({ inputs }) => inputs,
  torch: () => ({ forward: ([value]) => value! }),
  source: { accepts: [], type: ({ type }) => type as TensorType },
  examples: [{ title: 'Words of a sentence', parameters: { type: { dtype: 'int64', shape: ['N', 128] } }, inputs: [], outputs: [[128]], parameterCount: 0, macs: 0 }],
});
