import { argument, defineBlock, wholeNumber, type Block } from '../network-builder';

/** A layer of a transformer that reads: every step looks at all others, then each is worked on by itself. LayerNorm stands first. */
export function transformerEncoder(epsilon = 1e-6): Block {
  const parameters = [wholeNumber('values', 768, 'Values of each step'), wholeNumber('heads', 12, 'Heads of the attention; a divisor of the values'), wholeNumber('hidden', 'values*4', 'Values in the wide middle')];
  return defineBlock(
    'transformer encoder',
    'Attention between the steps, then a wide middle for each step, both added to what comes in',
    parameters,
    (network, input) => {
      const attention = network.layer('self-attention', 'attention', network.layer('layer-norm', 'norm1', input, { epsilon }), { heads: argument('heads') });
      const attended = network.layer('add', 'add1', { in1: attention, in2: input });
      const wide = network.layer('dense', 'widen', network.layer('layer-norm', 'norm2', attended, { epsilon }), { units: argument('hidden'), initializer: 'glorot-uniform' });
      const narrow = network.layer('dense', 'narrow', network.layer('gelu', 'gelu', wide), { units: argument('values'), initializer: 'glorot-uniform' });
      return network.layer('add', 'add2', { in1: narrow, in2: attended });
    },
    { in: 'sequence', out: 'sequence' },
  );
}
