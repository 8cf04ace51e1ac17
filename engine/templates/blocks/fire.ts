import { argument, defineBlock, wholeNumber, type Block } from '../network-builder';

/** The module of SqueezeNet: few 1×1 filters, then 1×1 and 3×3 ones side by side. */
export function fire(): Block {
  const parameters = [wholeNumber('squeeze', 16, 'Filters of the narrow layer'), wholeNumber('expand', 64, 'Filters of each of the two wide layers')];
  return defineBlock('fire', 'A narrow 1×1 layer feeds 1×1 and 3×3 filters side by side', parameters, (network, input) => {
    const conv = (name: string, from: typeof input, filters: string, kernel: number) => {
      const params = { filters: argument(filters), kernel, padding: 'same', initializer: 'he-uniform' };
      return network.layer('relu', `${name}-relu`, network.layer('conv2d', name, from, params));
    };
    const squeezed = conv('squeeze', input, 'squeeze', 1);
    return network.layer('concat', 'concat', { in1: conv('expand1', squeezed, 'expand', 1), in2: conv('expand3', squeezed, 'expand', 3) });
  });
}
