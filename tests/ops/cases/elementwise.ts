import { awayFrom, between, distinct, exactly, fixed, held, normal, tensor, type OpCase, type Operand, type Sampler } from '../op-case';

const none = {};

/** One function of one operand, over shapes with and without a batch. */
export function unaryCases<A>(attributes: A, values: Sampler = normal) {
  return [
    { title: 'vector', operands: [tensor([5], values)], attributes },
    { title: 'batch of images', operands: [tensor(['N', 2, 3, 1], values)], attributes },
    { title: 'scalar', operands: [tensor([], values)], attributes },
  ];
}

/** One function of two operands, broadcast in every direction. */
function binaryCases(left: Sampler = normal, right: Sampler = normal): (OpCase & { attributes: Record<string, never> })[] {
  const pairs: [string, Operand['shape'], Operand['shape']][] = [
    ['same shape', ['N', 3, 2], ['N', 3, 2]],
    ['scalar on the right', ['N', 3], []],
    ['scalar on the left', [], [4, 2]],
    ['bias on the right', ['N', 3], [3]],
    ['bias on the left', [3], ['N', 3]],
    ['column times row', [4, 1], [1, 3]],
    ['rank 2 into rank 4', ['N', 2, 3, 2], [3, 1]],
    ['channels', ['N', 3, 2, 2], [1, 3, 1, 1]],
    ['ones on both sides', [1, 3, 1], [2, 1, 4]],
    ['batch of one value', ['N', 1], [1, 3]],
    ['ones that stay ones', [1, 1, 3], [2, 1, 3]],
  ];
  return pairs.map(([title, a, b]) => ({ title, operands: [tensor(a, left), tensor(b, right)], attributes: none }));
}

const comparison = () => [
  { title: 'with equal values', operands: [tensor([2, 3], exactly(1, 2, 3)), tensor([3], exactly(2, 2, 2))], attributes: none },
  { title: 'with a batch', operands: [tensor(['N', 3]), tensor(['N', 1])], attributes: none },
];

const truth = (shape: Operand['shape']) => fixed('bool', shape, exactly(1, 0, 0, 1, 1));

export const unaryOps = {
  Abs: unaryCases(none, awayFrom(0)),
  Atan: unaryCases(none),
  Cos: unaryCases(none),
  Erf: unaryCases(none),
  Exp: unaryCases(none),
  Floor: unaryCases(none, awayFrom(-3, -2, -1, 0, 1, 2, 3)),
  Gelu: unaryCases(none),
  HardSwish: unaryCases(none, between(-2.9, 2.9)).concat(unaryCases(none, exactly(-5, -3.2, 3.2, 5, 0)).map((one) => ({ ...one, title: `${one.title}, beyond the bend` }))),
  Identity: unaryCases(none),
  IsPositive: unaryCases(none, exactly(-1, 0, 1e-37, -1e-37, 2)),
  ReluGrad: [{ title: 'zeros included', operands: [tensor(['N', 3, 2], exactly(0, 1, 1e-37, 0, 5)), tensor(['N', 3, 2])], attributes: none }],
  Log: unaryCases(none, between(0.2, 3)),
  Neg: unaryCases(none),
  Reciprocal: unaryCases(none, between(0.3, 2)),
  Relu: unaryCases(none, awayFrom(0)),
  Sigmoid: unaryCases(none),
  Sin: unaryCases(none),
  Softplus: unaryCases(none),
  Sqrt: unaryCases(none, between(0.2, 3)),
  StopGradient: unaryCases(none).map((one) => ({ ...one, forwardOnly: true })),
  Tanh: unaryCases(none),
  ZerosLike: unaryCases(none),
  Elu: unaryCases({ alpha: 1 }, awayFrom(0)).concat(unaryCases({ alpha: 0.4 }, awayFrom(0)).map((one) => ({ ...one, title: `${one.title}, α 0.4` }))),
  LeakyRelu: unaryCases({ alpha: 0.1 }, awayFrom(0)),
  Clip: unaryCases({ min: -0.5, max: 1.25 }, awayFrom(-0.5, 1.25)),
  Step: [
    ...unaryCases({ threshold: 0.5, surrogate: 'identity' as const }, exactly(0.5, 0.4, 0.6)).map((one) => ({ ...one, forwardOnly: true })),
    ...unaryCases({ threshold: -1, surrogate: 'none' as const }).map((one) => ({ ...one, title: `${one.title}, no surrogate`, forwardOnly: true })),
  ],
};

export const binaryOps = {
  Add: binaryCases(),
  Div: binaryCases(normal, between(0.4, 2)),
  Max: binaryCases(distinct(), distinct(0.05)),
  Min: binaryCases(distinct(), distinct(0.05)),
  Mul: binaryCases(),
  Pow: [
    ...binaryCases(between(0.3, 2), between(-2, 2)),
    { title: 'squares of negative numbers', operands: [tensor([2, 3]), held(tensor([], exactly(2)))], attributes: none },
    { title: 'cubes', operands: [tensor(['N', 2]), held(tensor([2], exactly(3)))], attributes: none },
  ],
  Sub: binaryCases(),
};

export const logicOps = {
  And: [{ title: 'broadcast', operands: [truth([2, 3]), truth([3])], attributes: none }],
  Not: [{ title: 'batch', operands: [truth(['N', 3])], attributes: none }],
  Equal: comparison(),
  Greater: comparison(),
  GreaterOrEqual: comparison(),
  Less: comparison(),
  LessOrEqual: comparison(),
  Where: [
    { title: 'same shape', operands: [truth([2, 3]), tensor([2, 3]), tensor([2, 3])], attributes: none },
    { title: 'condition broadcast', operands: [truth([3]), tensor(['N', 3]), tensor(['N', 3])], attributes: none },
    { title: 'branches broadcast', operands: [truth(['N', 2, 3]), tensor([3]), tensor([])], attributes: none },
    { title: 'everything broadcast', operands: [truth([2, 1, 1]), tensor([1, 3, 1]), tensor([4])], attributes: none },
  ],
  Cast: [
    { title: 'float to int32', operands: [tensor(['N', 3], exactly(-2.75, 1.5, 3))], attributes: { to: 'int32' as const } },
    { title: 'float to int64', operands: [tensor([2], exactly(-2.75, 1.5))], attributes: { to: 'int64' as const } },
    { title: 'float to bool', operands: [tensor([3], exactly(0, 0.5, -1))], attributes: { to: 'bool' as const } },
    { title: 'bytes to float', operands: [fixed('uint8', ['N', 2], exactly(0, 1, 255))], attributes: { to: 'float32' as const } },
    { title: 'truth to float', operands: [truth([4])], attributes: { to: 'float32' as const } },
    { title: 'int32 to float', operands: [fixed('int32', [3], exactly(-4, 0, 9))], attributes: { to: 'float32' as const } },
  ],
};
