/** U-Net in any width and depth: stages down, stages up, and a bridge between those of one size. */
import type { GraphNode } from '../../document/model';
import type { Source } from '../../document/graph-builder';
import { unetStage, unetUp, type UnetForm } from '../blocks/unet-stage';
import type { NetworkBuilder } from '../network-builder';

export interface UnetShape extends UnetForm {
  /** Channels of each stage from the top to the bottom. */
  readonly filters: readonly number[];
  /** Side of the picture; read where nothing is padded, to know how much the bridges lose. */
  readonly side: number;
}

/** From a picture to as many channels as the first stage has. */
export function addUnet(network: NetworkBuilder, input: Source, { filters, side, ...form }: UnetShape): Source {
  const { padding } = form;
  const [down, up] = [unetStage(form), unetUp(form)];
  const sides = bridgeSides(filters.length, side);
  const bridges: GraphNode[] = [];
  let last: Source = input;
  for (const [index, amount] of filters.slice(0, -1).entries()) {
    bridges[index] = network.block(down, { name: `down${index + 1}`, params: { filters: amount } }, last);
    last = network.layer('max-pool2d', `pool${index + 1}`, bridges[index]);
  }
  last = network.block(down, { name: 'bottom', params: { filters: filters.at(-1)! } }, last);
  let current = sides.at(-1)!;
  for (let index = filters.length - 2; index >= 0; index--) {
    const crop = (sides[index]! - 2 * current) / 2;
    last = network.block(up, { name: `up${index + 1}`, params: { filters: filters[index]!, ...(padding === 'valid' && { crop }) } }, { in: last, skip: bridges[index]! });
    current = 2 * current - 4;
  }
  return last;
}

/** The side at the end of each stage on the way down where two 3×3 convolutions lose four pixels. */
function bridgeSides(stages: number, side: number): readonly number[] {
  const sides = [side - 4];
  while (sides.length < stages) sides.push(sides.at(-1)! / 2 - 4);
  return sides;
}
