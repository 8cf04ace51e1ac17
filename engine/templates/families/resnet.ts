/** The ResNets for photographs: a stem, four stages of blocks, a mean over the picture, one Dense layer. */
import type { Source } from '../../document/graph-builder';
import type { LoomDocument } from '../../document/model';
import { addAnswer } from '../answer';
import { bottleneck, projectingBottleneck } from '../blocks/bottleneck';
import { projectingResidual, residual } from '../blocks/residual';
import { NetworkBuilder } from '../network-builder';
import { addNormalizedConv } from '../normalized';
import { NORMALIZED_TRAINING } from '../photographs';
import type { Paper, TemplateSize } from '../template';

export const RESNET_PAPER: Paper = { authors: 'He, Zhang, Ren and Sun', title: 'Deep residual learning for image recognition' };

export type ResnetKind = 'basic' | 'bottleneck';

const FILTERS = [64, 128, 256, 512] as const;

/** `depths`: blocks in each of the four stages. */
export function buildResnet(name: string, kind: ResnetKind, depths: readonly number[], size: TemplateSize): LoomDocument {
  const network = new NetworkBuilder();
  let last = addStem(network, network.input(size.input));
  const same = kind === 'basic' ? residual() : bottleneck();
  const projecting = kind === 'basic' ? projectingResidual() : projectingBottleneck();
  for (const [index, depth] of depths.entries()) {
    const filters = FILTERS[index]!;
    const stage = `stage${index + 1}`;
    // The first stage keeps the size; the basic block has nothing to project there.
    const projects = index > 0 || kind === 'bottleneck';
    if (projects) last = network.block(projecting, { name: `${stage}-first`, params: { filters, stride: index === 0 ? 1 : 2 } }, last);
    last = network.block(same, { name: `${stage}-block`, params: { filters }, repeat: projects ? depth - 1 : depth }, last);
  }
  last = network.layer('global-avg-pool', 'pool', last);
  addAnswer(network, last, size);
  return { ...network.document(name), training: NORMALIZED_TRAINING };
}

/** 7×7 with stride 2 and a pooling: a quarter of the size before the first block. */
export function addStem(network: NetworkBuilder, input: Source): Source {
  const relu = network.layer('relu', 'relu', addNormalizedConv(network, input, '', { filters: 64, kernel: 7, stride: 2 }));
  return network.layer('max-pool2d', 'stem-pool', relu, { kernel: 3, stride: 2, padding: 'explicit', pads: [1, 1, 1, 1] });
}
