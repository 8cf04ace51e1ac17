/** Both MobileNets v3: rows of mobile blocks found by search. */
import type { Source } from '../../document/graph-builder';
import type { LoomDocument } from '../../document/model';
import { addAnswer } from '../answer';
import { convUnit } from '../blocks/conv-unit';
import { mbconv } from '../blocks/mbconv';
import { NetworkBuilder, type Block } from '../network-builder';
import { NORMALIZED_TRAINING } from '../photographs';
import type { Paper, TemplateSize } from '../template';

export const MOBILENET_V3_PAPER: Paper = { authors: 'Howard et al.', title: 'Searching for MobileNetV3' };

/** A row of the paper's table. `repeat` rows are alike. */
export interface MobileRow {
  readonly kernel: 3 | 5;
  readonly hidden: number;
  readonly filters: number;
  readonly gated: boolean;
  readonly activation: 'relu' | 'hard-swish';
  readonly stride: 1 | 2;
  readonly repeat: number;
}

/** `[kernel, hidden, filters, gated, activation, stride, repeat]`, as they stand in the paper. */
export function mobileRow(kernel: 3 | 5, hidden: number, filters: number, gated: boolean, activation: 'relu' | 'hard-swish', stride: 1 | 2 = 1, repeat = 1): MobileRow {
  return { kernel, hidden, filters, gated, activation, stride, repeat };
}

const EPSILON = 0.001;

export function buildMobilenetV3(name: string, rows: readonly MobileRow[], last: { readonly conv: number; readonly dense: number }, size: TemplateSize): LoomDocument {
  const network = new NetworkBuilder();
  const unit = convUnit({ activation: 'hard-swish', epsilon: EPSILON });
  const variants = new Map<string, Block>();
  let entering = 16;
  let at: Source = network.block(unit, { name: 'conv1', params: { filters: entering, kernel: 3, stride: 2 } }, network.input(size.input));
  for (const [index, row] of rows.entries()) {
    const { kernel, hidden, filters, gated, stride, repeat } = row;
    const adds = stride === 1 && entering === filters;
    const expands = hidden !== entering;
    const params = { ...(expands && { hidden }), kernel, ...(gated && { squeeze: squeezed(hidden) }), filters, ...(!adds && { stride }) };
    at = network.block(variant(variants, row, expands, adds), { name: `block${index + 1}`, params, ...(repeat > 1 && { repeat }) }, at);
    entering = filters;
  }
  at = network.block(unit, { name: 'conv2', params: { filters: last.conv, kernel: 1 } }, at);
  at = network.layer('dense', 'dense', network.layer('global-avg-pool', 'pool', at), { units: last.dense });
  at = network.layer('dropout', 'dropout', network.layer('hard-swish', 'act', at), { rate: 0.2 });
  addAnswer(network, at, size);
  return { ...network.document(name), training: NORMALIZED_TRAINING };
}

function variant(known: Map<string, Block>, { activation, gated }: MobileRow, expands: boolean, adds: boolean): Block {
  const key = [activation, gated, expands, adds].join(' ');
  const block = known.get(key) ?? mbconv({ activation, expands, adds, epsilon: EPSILON, ...(gated && { gate: 'hard-sigmoid' }) });
  known.set(key, block);
  return block;
}

/** A quarter, as the nearest multiple of eight that does not take away more than a tenth. */
function squeezed(hidden: number): number {
  const quarter = hidden / 4;
  const rounded = Math.max(8, Math.floor((quarter + 4) / 8) * 8);
  return rounded < 0.9 * quarter ? rounded + 8 : rounded;
}
