/** The start every peer shares (see bench/README.md): a hash that is as easily written in numpy. */
export function draw(key, index) {
  let x = (index + Math.imul(key, 0x9e3779b9)) | 0;
  x ^= x >>> 16;
  x = Math.imul(x, 0x7feb352d);
  x ^= x >>> 15;
  x = Math.imul(x, 0x846ca68b);
  x ^= x >>> 16;
  return (x >>> 0) / 0x1_0000_0000;
}

export function uniform(key, count, limit) {
  return Float32Array.from({ length: count }, (_, index) => (2 * draw(key, index) - 1) * limit);
}

/** The one batch that every step trains on. */
export function batchOf({ batch, input }) {
  const count = batch * input.reduce((product, size) => product * size, 1);
  return {
    pictures: uniform(1000, count, 1),
    labels: Int32Array.from({ length: batch }, (_, index) => Math.floor(10 * draw(2000, index))),
  };
}

/** One layer list without composite layers: residual becomes its own nested lists, separable four layers. */
export function expandLayers(layers, channels) {
  const expanded = [];
  for (const [kind, ...args] of layers) {
    const [out, stride] = args;
    if (kind === 'separable') {
      expanded.push(['conv', channels, 3, stride, 1, channels, false], ['batchnorm'], ['relu']);
      expanded.push(['conv', out, 1, 1, 0, 1, false], ['batchnorm'], ['relu']);
    } else if (kind === 'residual') {
      const main = [
        ['conv', out, 3, stride, 1, 1, false], ['batchnorm'], ['relu'],
        ['conv', out, 3, 1, 1, 1, false], ['batchnorm'],
      ];
      const plain = out === channels && stride === 1;
      expanded.push(['residual', main, plain ? [] : [['conv', out, 1, stride, 0, 1, false], ['batchnorm']]]);
    } else {
      expanded.push([kind, ...args]);
    }
    if (kind === 'conv' || kind === 'separable' || kind === 'residual') channels = out;
  }
  return expanded;
}
