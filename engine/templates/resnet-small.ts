import { addDefinition, blockInstance, createDocument } from '../document/edits';
import { GraphBuilder, type Source } from '../document/graph-builder';
import { addAnswer } from './answer';
import { addNormalizedConv, argument, defineBlock, wholeNumber } from './block';
import { trainWith, type Template } from './template';

const FILTERS = wholeNumber('filters', 16, 'Channels that leave the block');

/** conv–norm–relu–conv–norm, added to what `shortcut` makes of the input. */
function residualBody(graph: GraphBuilder, input: Source, stride: number, shortcut: (input: Source) => Source): Source {
  const filters = argument('filters');
  const first = graph.add({ type: 'relu', name: 'relu1' }, addNormalizedConv(graph, input, '1', { filters, kernel: 3, stride }));
  const second = addNormalizedConv(graph, first, '2', { filters, kernel: 3 });
  const sum = graph.add({ type: 'add', name: 'add' }, { in1: second, in2: shortcut(input) });
  return graph.add({ type: 'relu', name: 'relu2' }, sum);
}

export const resnetSmall: Template = {
  name: 'resnet-small',
  title: 'Small ResNet',
  summary: 'ResNet-20: nine residual blocks with BatchNorm; the shortcuts let twenty layers learn as easily as five',
  source: 'He, Zhang, Ren and Sun: Deep residual learning for image recognition',
  year: 2015,
  takes: 'picture',
  pictures: { smallest: 8, usual: 32, largest: 96 },
  size: { input: [3, 32, 32], classes: 10 },
  data: { kind: 'builtin', name: 'shapes' },
  dataSize: { input: [3, 32, 32], classes: 8 },
  build: (size) => {
    const residual = defineBlock('residual', 'Two convolutions whose result is added to their input', [FILTERS], (graph, input) =>
      residualBody(graph, input, 1, (same) => same),
    );
    const halving = defineBlock('residual halving', 'A residual block that halves the picture; a 1×1 convolution fits the shortcut to it', [FILTERS], (graph, input) =>
      residualBody(graph, input, 2, (wide) => addNormalizedConv(graph, wide, '-shortcut', { filters: argument('filters'), kernel: 1, stride: 2 })),
    );
    const graph = new GraphBuilder();
    const input = graph.add({ type: 'input', name: 'input', params: { shape: [...size.input] } });
    let last: Source = graph.add({ type: 'relu', name: 'relu' }, addNormalizedConv(graph, input, '', { filters: 16, kernel: 3 }));
    last = graph.add(blockInstance(residual, { name: 'stage1-block', params: { filters: 16 }, repeat: 3 }), last);
    for (const [stage, filters] of [[2, 32], [3, 64]] as const) {
      last = graph.add(blockInstance(halving, { name: `stage${stage}-halving`, params: { filters } }), last);
      last = graph.add(blockInstance(residual, { name: `stage${stage}-block`, params: { filters }, repeat: 2 }), last);
    }
    last = graph.add({ type: 'global-avg-pool', name: 'pool' }, last);
    addAnswer(graph, last, size);
    const document = [residual, halving].reduce(addDefinition, createDocument('resnet-small', graph.build()));
    return { ...document, training: trainWith({ name: 'adam', learningRate: 0.003 }, { epochs: 10, schedule: { name: 'one-cycle' } }) };
  },
};
