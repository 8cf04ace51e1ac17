/** Cases of every geometry that the shape rules admit, for property tests. */
import fc from 'fast-check';
import type { Dim } from '../../engine/core/shape';
import { distinct, normal, tensor, type OpCase } from './op-case';

/** A title that tells one case from all others, which also seeds its values. */
function named(one: Omit<OpCase, 'title'>): OpCase {
  return { ...one, title: JSON.stringify([one.attributes, one.operands.map(({ shape }) => shape)]) };
}

const size = (least: number, most: number) => fc.integer({ min: least, max: most });
const batch: fc.Arbitrary<Dim> = fc.constantFrom<Dim>('N', 1, 2);

interface Axis {
  readonly input: number;
  readonly kernel: number;
  readonly stride: number;
  readonly dilation: number;
  readonly before: number;
  readonly after: number;
}

/** One spatial axis on which the window fits. Three axes at once would make the cases slow, so those are smaller. */
function axis(rank: number): fc.Arbitrary<Axis> {
  return fc
    .record({ input: size(1, rank === 3 ? 4 : 8), kernel: size(1, 3), stride: size(1, 3), dilation: size(1, 3), before: size(0, 2), after: size(0, 2) })
    .filter(({ input, kernel, dilation, before, after }) => input + before + after >= dilation * (kernel - 1) + 1);
}

const axes = fc.integer({ min: 1, max: 3 }).chain((rank) => fc.array(axis(rank), { minLength: rank, maxLength: rank }));

function windowOf(list: readonly Axis[]) {
  return {
    strides: list.map(({ stride }) => stride),
    dilations: list.map(({ dilation }) => dilation),
    pads: [...list.map(({ before }) => before), ...list.map(({ after }) => after)],
  };
}

const channels = fc.record({ batch, group: size(1, 3), inner: size(1, 2), outer: size(1, 2), bias: fc.boolean() });

export const randomConv: fc.Arbitrary<OpCase> = fc.tuple(channels, axes).map(([{ batch: n, group, inner, outer, bias }, list]) =>
  named({
    operands: [
      tensor([n, group * inner, ...list.map(({ input }) => input)]),
      tensor([group * outer, inner, ...list.map(({ kernel }) => kernel)]),
      ...(bias ? [tensor([group * outer])] : []),
    ],
    attributes: { ...windowOf(list), group },
  }),
);

export const randomConvTranspose: fc.Arbitrary<OpCase> = fc
  .tuple(channels, axes, fc.array(size(0, 2), { minLength: 3, maxLength: 3 }))
  .map(([{ batch: n, group, inner, outer, bias }, list, extra]) => {
    const small = list.map((one) => ({ ...one, input: Math.ceil(one.input / 2) }));
    const outputPadding = small.map(({ stride }, index) => extra[index]! % stride);
    const sizes = small.map((one, index) => (one.input - 1) * one.stride + one.dilation * (one.kernel - 1) + 1 + outputPadding[index]! - one.before - one.after);
    return {
      fits: sizes.every((output) => output >= 1),
      one: named({
        operands: [
          tensor([n, group * inner, ...small.map(({ input }) => input)]),
          tensor([group * inner, outer, ...small.map(({ kernel }) => kernel)]),
          ...(bias ? [tensor([group * outer])] : []),
        ],
        attributes: { ...windowOf(small), group, outputPadding },
      }),
    };
  })
  .filter(({ fits }) => fits)
  .map(({ one }) => one);

/** Whether every window holds a cell that is not padding, and no padding is as large as the kernel (ONNX Runtime refuses that). */
function poolable({ input, kernel, stride, dilation, before, after }: Axis): boolean {
  if (before >= kernel || after >= kernel) return false;
  const reach = dilation * (kernel - 1) + 1;
  for (let start = -before; start + reach <= input + after; start += stride) {
    const cells = Array.from({ length: kernel }, (_, cell) => start + cell * dilation);
    if (!cells.some((cell) => cell >= 0 && cell < input)) return false;
  }
  return true;
}

export function randomPool(op: 'MaxPool' | 'AveragePool'): fc.Arbitrary<OpCase> {
  return fc
    .tuple(batch, size(1, 2), axes.filter((list) => list.every(poolable)), fc.boolean())
    .map(([n, depth, list, countPadding]) =>
      named({
        operands: [tensor([n, depth, ...list.map(({ input }) => input)], op === 'MaxPool' ? distinct() : normal)],
        attributes: { ...windowOf(list), kernel: list.map(({ kernel }) => kernel), ...(op === 'AveragePool' && { countPadding }) },
      }),
    );
}

const staticShape = (least: number, most: number) => fc.array(size(1, 5), { minLength: least, maxLength: most });

/** Some axes, in any order. */
const someAxes = (rank: number) => fc.shuffledSubarray(Array.from({ length: rank }, (_, index) => index), { minLength: 1 });

export const randomSlice: fc.Arbitrary<OpCase> = staticShape(1, 4).chain((shape) =>
  someAxes(shape.length).chain((chosen) =>
    fc.tuple(...chosen.map((at) => fc.record({ start: size(0, shape[at]! - 1), length: size(1, 5), step: size(1, 4) }))).map((cuts) =>
      named({
        operands: [tensor(shape)],
        attributes: {
          axes: chosen,
          starts: cuts.map(({ start }) => start),
          ends: cuts.map(({ start, length }, index) => Math.min(start + length, shape[chosen[index]!]!)),
          steps: cuts.map(({ step }) => step),
        },
      }),
    ),
  ),
);

export const randomPad: fc.Arbitrary<OpCase> = staticShape(1, 4).chain((shape) =>
  fc
    .tuple(fc.array(size(0, 2), { minLength: shape.length * 2, maxLength: shape.length * 2 }), size(-2, 2))
    .map(([pads, value]) => named({ operands: [tensor(shape)], attributes: { pads, value } })),
);

export const randomTranspose: fc.Arbitrary<OpCase> = staticShape(1, 5).chain((shape) => {
  const order = shape.map((_, index) => index);
  return fc.shuffledSubarray(order, { minLength: order.length }).map((perm) => named({ operands: [tensor(['N', ...shape.slice(1)])], attributes: { perm } }));
});

/** Groups the axes after the batch anew: each keeps its factors, in order. */
export const randomReshape: fc.Arbitrary<OpCase> = fc.tuple(staticShape(1, 4), fc.array(fc.boolean(), { minLength: 4, maxLength: 4 }), fc.boolean()).map(([factors, joins, joinBatch]) => {
  const shape: Dim[] = ['N'];
  factors.forEach((factor, index) => {
    const last = shape.at(-1)!;
    if (index > 0 && joins[index]! && typeof last === 'number') shape[shape.length - 1] = last * factor;
    else shape.push(factor);
  });
  const [from, to] = [['N', ...factors], joinBatch && factors[0] !== 1 ? [`${factors[0]!}·N`, ...factors.slice(1)] : shape];
  return named({ operands: [tensor(from)], attributes: { shape: to } });
});

/** Leading axes that broadcast either way. */
export const randomMatmul: fc.Arbitrary<OpCase> = fc
  .tuple(size(1, 4), size(1, 4), size(1, 4), fc.array(fc.record({ size: size(1, 3), left: fc.boolean(), right: fc.boolean() }), { maxLength: 2 }), size(0, 2))
  .map(([rows, inner, columns, lead, dropped]) =>
    named({
      operands: [
        tensor([...lead.map((one) => (one.left ? one.size : 1)), rows, inner]),
        tensor([...lead.slice(dropped).map((one) => (one.right ? one.size : 1)), inner, columns]),
      ],
      attributes: {},
    }),
  );

export const randomGemm: fc.Arbitrary<OpCase> = fc
  .record({ rows: batch, inner: size(1, 4), columns: size(1, 4), transA: fc.boolean(), transB: fc.boolean(), bias: fc.constantFrom('none', 'row', 'matrix') })
  .map(({ rows, inner, columns, transA, transB, bias }) =>
    named({
      operands: [
        tensor(transA ? [inner, rows] : [rows, inner]),
        tensor(transB ? [columns, inner] : [inner, columns]),
        ...(bias === 'none' ? [] : [tensor(bias === 'row' ? [columns] : [rows, columns])]),
      ],
      attributes: { transA, transB },
    }),
  );

export const randomReduction: fc.Arbitrary<OpCase> = staticShape(1, 4).chain((shape) =>
  fc
    .tuple(someAxes(shape.length), fc.boolean())
    .map(([chosen, keepdims]) => named({ operands: [tensor(['N', ...shape], distinct())], attributes: { axes: chosen.map((at) => at + 1), keepdims } })),
);
