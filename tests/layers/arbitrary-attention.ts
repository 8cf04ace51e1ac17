/** Random cases of normalizations, of attention and of what goes with it. */
import fc from 'fast-check';
import { anySample, epsilon, one, picture, plain, scaleAndShift, sequence, upTo, volume, type Drawn } from './arbitrary-samples';

const heads = fc.record({ heads: upTo(2), causal: fc.boolean(), bias: fc.boolean() });
const odd = fc.constantFrom(1, 3, 5);

const recurrent = { units: upTo(3), output: fc.constantFrom('sequence', 'last'), bidirectional: fc.boolean(), bias: fc.boolean() };
const steps = fc.tuple(upTo(3, 2), upTo(3));

export const ATTENTION = {
  rnn: one(fc.record({ ...recurrent, activation: fc.constantFrom('tanh', 'relu') }), steps),
  lstm: one(fc.record(recurrent), steps),
  gru: one(fc.record(recurrent), steps),
  'local-response-norm': one(fc.record({ size: upTo(5), alpha: fc.constantFrom(0.1, 1), beta: fc.constantFrom(0.5, 0.75), k: fc.constantFrom(1, 2) }), picture),
  'instance-norm': one(fc.record({ ...scaleAndShift, epsilon }), fc.oneof(picture, sequence, volume)),
  'rms-norm': one(fc.record({ scale: fc.boolean(), epsilon }), anySample),
  'layer-scale': one(fc.record({ start: fc.constantFrom(1e-6, 1) }), anySample),
  'unit-norm': one(fc.record({ epsilon }), anySample),
  'global-response-norm': one(fc.record({ epsilon }), picture),
  'squeeze-excite': one(fc.record({ squeeze: upTo(3), activation: fc.constantFrom('relu', 'silu'), gate: fc.constantFrom('sigmoid', 'hard-sigmoid') }), picture),
  'channel-attention': one(fc.record({ squeeze: upTo(3) }), picture),
  'spatial-attention': one(fc.record({ kernel: odd }), picture),
  'efficient-channel-attention': one(fc.record({ kernel: odd }), picture),
  'self-attention': fc.tuple(heads, upTo(4), upTo(3)).map(([parameters, steps, width]): Drawn => [parameters, [[steps, parameters.heads * width]]]),
  'multi-head-attention': fc.tuple(heads, upTo(3), upTo(3), upTo(3)).map(([parameters, steps, keys, width]): Drawn => [
    parameters,
    [[steps, parameters.heads * width], [keys, parameters.heads * width], [keys, parameters.heads * width]],
  ]),
  attention: fc.tuple(fc.constantFrom('dot', 'scaled-dot', 'bilinear', 'additive'), upTo(3), upTo(3), upTo(4), upTo(3), upTo(2)).map(([score, steps, keys, width, values, extra]): Drawn => [
    { score, units: extra + 1 },
    [[steps, width], [keys, score.endsWith('dot') ? width : extra], [keys, values]],
  ]),
  embedding: one(fc.record({ entries: upTo(5), size: upTo(4) }), fc.tuple(upTo(6))),
  'class-token': one(fc.constant({}), sequence),
  'positional-embedding': one(fc.record({ deviation: fc.constantFrom(0.02, 1) }), sequence),
  'positional-encoding': one(fc.record({ base: fc.constantFrom(10, 10_000) }), sequence),
  'gaussian-sample': anySample.map((shape): Drawn => [{}, [shape, shape]]),
  'hard-sigmoid': plain,
  'log-sigmoid': plain,
  'hard-tanh': plain,
  softsign: plain,
  glu: fc.tuple(fc.constantFrom('sigmoid', 'silu', 'gelu', 'relu', 'none'), picture).map(([gate, [c, h, w]]): Drawn => [{ gate }, [[2 * c, h, w]]]),
  'drop-path': one(fc.record({ rate: fc.constantFrom(0, 0.25, 0.5) }), anySample),
};
