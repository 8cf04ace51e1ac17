/** A node is made as the latest version of its layer, whoever makes it: an older one would be a placeholder that does not train. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { addNode, blockInstance, createNode, EMPTY_GRAPH } from '../../engine/document/edits';
import { GraphBuilder } from '../../engine/document/graph-builder';
import { BLOCK_TYPE, type GraphNode, type LoomDocument } from '../../engine/document/model';
import { chain, dense, input, output } from '../../engine/examples/network';
import { denseToConvolution } from '../../engine/infer/dense-to-convolution';
import { inferNetwork } from '../../engine/infer/infer-network';
import { LAYER_CATALOG } from '../../engine/infer/layer-catalog';
import { boundaryNetwork } from '../../engine/labs/boundary-network';
import { benchNetwork, edgeNetwork } from '../../engine/labs/kernels';
import { curveNetwork } from '../../engine/labs/remedies';
import { softmaxNetwork } from '../../engine/labs/softmax-network';
import { requireTemplate } from '../../engine/templates';
import { plainConv } from '../../engine/templates/blocks/plain-conv';
import { NetworkBuilder } from '../../engine/templates/network-builder';
import { addLayer } from '../../renderer/network/new-node';

/** A table of layers all of which have changed once, but for one that is not known. */
const CHANGED = { latestVersion: (type: string) => (type === 'unheard-of' ? 0 : 2) };

describe('a node', () => {
  it('is of the latest version, unless it is to be of another', () => {
    expect(createNode({ type: 'relu' }, new Set(), CHANGED).typeVersion).toBe(2);
    expect(addNode(EMPTY_GRAPH, { type: 'relu' }, CHANGED).node.typeVersion).toBe(2);
    expect(new GraphBuilder(CHANGED).add({ type: 'relu' }).typeVersion).toBe(2);
    expect(new NetworkBuilder(CHANGED).input([3]).typeVersion).toBe(2);
    expect(createNode({ type: 'relu', typeVersion: 1 }, new Set(), CHANGED).typeVersion).toBe(1);
  });

  it('of a block, and of a layer that nobody knows, is of the first', () => {
    const { definition } = plainConv();
    expect(createNode(blockInstance(definition), new Set(), CHANGED).typeVersion).toBe(1);
    expect(createNode({ type: 'unheard-of' }, new Set(), CHANGED).typeVersion).toBe(1);
  });
});

describe('whoever makes networks asks the table of layers', () => {
  const { latestVersion } = LAYER_CATALOG;
  beforeEach(() => void Object.assign(LAYER_CATALOG, CHANGED));
  afterEach(() => void Object.assign(LAYER_CATALOG, { latestVersion }));

  const layersOf = ({ graph, definitions }: LoomDocument): readonly GraphNode[] => [graph, ...definitions.map((one) => one.graph)].flatMap(({ nodes }) => nodes).filter(({ type }) => type !== BLOCK_TYPE);

  it.each<[string, () => LoomDocument]>([
    ['a template of layers', () => requireTemplate('lenet5').build({ input: [1, 28, 28], classes: 10 })],
    ['a template of blocks', () => requireTemplate('resnet-small').build({ input: [3, 32, 32], classes: 10 })],
    ['a worked example', () => chain('example', [input('x', [2]), dense('unit', [[1, 2]]), output('mean-squared-error')])],
    ['a playground of points', () => boundaryNetwork({ hidden: [2], activation: 'tanh', optimizer: 'sgd', rate: 0.1, batchSize: 4, seed: 1 })],
    ['a playground of classes', () => softmaxNetwork(3)],
    ['a playground of curves', () => curveNetwork({ dropout: 0.1, decay: 0 }, 1)],
    ['a playground of kernels', () => benchNetwork(8, 1, 3, 2)],
    ['a playground of edges', () => edgeNetwork(8)],
  ])('%s', (_, make) => {
    const layers = layersOf(make());
    expect(layers.length).toBeGreaterThan(1);
    expect(new Set(layers.map(({ typeVersion }) => typeVersion))).toEqual(new Set([2]));
  });

  it('a layer from the palette', () => {
    expect(addLayer(EMPTY_GRAPH, 'relu', { x: 0, y: 0 }).node.typeVersion).toBe(2);
  });

  it('a layer that is put between', () => {
    Object.assign(LAYER_CATALOG, { latestVersion });
    const document = requireTemplate('lenet5').build({ input: [1, 28, 28], classes: 10 });
    const network = inferNetwork(document);
    Object.assign(LAYER_CATALOG, CHANGED);
    const flatten = document.graph.nodes.find(({ type }) => type === 'flatten')!;
    const converted = denseToConvolution(document, network, flatten.id).document;
    expect(converted.graph.nodes.find(({ type }) => type === 'global-avg-pool')!.typeVersion).toBe(2);
  });
});
