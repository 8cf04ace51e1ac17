/** Convolutions over volumes whose kernel has one cell along the first axis: as they are, and with that axis moved into the batch. */
import { Graph } from './graph';
import { compare } from './measure';

interface Volumes {
  readonly label: string;
  readonly batch: number;
  readonly channels: number;
  readonly slices: number;
  readonly side: number;
  readonly out: number;
  readonly kernel: number;
  /** How many times as large a transposed convolution makes the picture; none for a convolution. */
  readonly enlarge?: number;
}

const SHAPES: readonly Volumes[] = [
  { label: '32→32, 1×3×3, 32×7×7', batch: 16, channels: 32, slices: 32, side: 7, out: 32, kernel: 3 },
  { label: '32→1, 1×1×1, 32×14×14', batch: 16, channels: 32, slices: 32, side: 14, out: 1, kernel: 1 },
  { label: '32→32, transposed 1×2×2/2, 32×7×7', batch: 16, channels: 32, slices: 32, side: 7, out: 32, kernel: 2, enlarge: 2 },
  { label: '32→32, transposed 1×3×3, 32×7×7', batch: 16, channels: 32, slices: 32, side: 7, out: 32, kernel: 3, enlarge: 1 },
];

function build({ batch, channels, slices, side, out, kernel, enlarge }: Volumes, isFolded: boolean): Graph {
  const graph = new Graph();
  const x = graph.input('x', [batch, channels, slices, side, side]);
  const flat = isFolded ? graph.reshape(graph.transpose(x, 0, 2, 1, 3, 4), batch * slices, channels, side, side) : x;
  const weight = graph.input('w', [...(enlarge ? [channels, out] : [out, channels]), ...(isFolded ? [] : [1]), kernel, kernel]);
  const pad = enlarge === 2 ? 0 : kernel >> 1;
  const along = (first: number, others: number): number[] => [...(isFolded ? [] : [first]), others, others];
  const attributes = { pads: [...along(0, pad), ...along(0, pad)], strides: along(1, enlarge ?? 1) };
  const y = graph.op(enlarge ? 'ConvTranspose' : 'Conv', [flat, weight], attributes);
  const reach = side * (enlarge ?? 1);
  return graph.output(isFolded ? graph.transpose(graph.reshape(y, batch, slices, out, reach, reach), 0, 2, 1, 3, 4) : y, 5);
}

for (const shape of SHAPES) {
  await compare('conv over volumes', shape.label, [
    { name: 'as it is', graph: build(shape, false) },
    { name: 'slices in the batch, transposed there and back', graph: build(shape, true) },
  ]);
}
