import { addDefinition, blockInstance, createDocument } from '../document/edits';
import { GraphBuilder, type Source } from '../document/graph-builder';
import { addAnswer } from './answer';
import { addNormalizedConv, argument, defineBlock, wholeNumber } from './block';
import { trainWith, type Template } from './template';

/** Filters and stride of each separable block. */
const BLOCKS = [[64, 1], [128, 2], [128, 1], [256, 2], [256, 1]] as const;

export const mobilenetSmall: Template = {
  name: 'mobilenet-small',
  title: 'Small MobileNet',
  summary: 'Depthwise-separable convolutions, which cost an eighth of full ones: for phones and browsers',
  source: 'Howard et al.: MobileNets, efficient convolutional neural networks for mobile vision applications',
  year: 2017,
  takes: 'picture',
  pictures: { smallest: 8, usual: 32, largest: 96 },
  size: { input: [3, 32, 32], classes: 10 },
  data: { kind: 'builtin', name: 'shapes' },
  dataSize: { input: [3, 32, 32], classes: 8 },
  build: (size) => {
    const parameters = [wholeNumber('filters', 64, 'Channels that leave the block'), wholeNumber('stride', 1, '2 halves the picture')];
    const separable = defineBlock('separable', 'Each channel is filtered by itself, then a 1×1 convolution mixes them', parameters, (graph, input) => {
      const params = { kernel: 3, stride: argument('stride'), padding: 'explicit', pads: [1, 1, 1, 1], bias: false, initializer: 'he-normal' };
      const depthwise = graph.add({ type: 'depthwise-conv2d', name: 'depthwise', params }, input);
      const filtered = graph.add({ type: 'relu', name: 'relu1' }, graph.add({ type: 'batch-norm', name: 'norm1' }, depthwise));
      return graph.add({ type: 'relu', name: 'relu2' }, addNormalizedConv(graph, filtered, '2', { filters: argument('filters'), kernel: 1 }));
    });
    const graph = new GraphBuilder();
    const input = graph.add({ type: 'input', name: 'input', params: { shape: [...size.input] } });
    let last: Source = graph.add({ type: 'relu', name: 'relu' }, addNormalizedConv(graph, input, '', { filters: 32, kernel: 3 }));
    for (const [index, [filters, stride]] of BLOCKS.entries()) {
      last = graph.add(blockInstance(separable, { name: `separable${index + 1}`, params: { filters, stride } }), last);
    }
    last = graph.add({ type: 'global-avg-pool', name: 'pool' }, last);
    addAnswer(graph, last, size);
    const document = addDefinition(createDocument('mobilenet-small', graph.build()), separable);
    return { ...document, training: trainWith({ name: 'adam', learningRate: 0.003 }, { epochs: 10, schedule: { name: 'one-cycle' } }) };
  },
};
