/** What the statistics of a run mean, in words: which box, what is wrong with it, and what to try. */
import type { WatchedPort, WatchedTensor, WatchRecord } from '../../../engine/run/watch/record';

export type FindingKind = 'not-finite' | 'exploding' | 'vanishing' | 'dead' | 'saturated' | 'same' | 'fast' | 'still';

export interface Finding {
  readonly kind: FindingKind;
  /** Name paths of the boxes, the worst first. */
  readonly nodes: readonly string[];
  /** What is so, naming the worst box. */
  readonly text: string;
  readonly remedy: string;
}

/** From the last layer back to the first. */
const VANISHED = 1e3;
const EXPLODED = 1e3;
/** Times the usual norm of the run so far. */
const GROWN = 100;
const DEAD_SHARE = 0.5;
const SATURATED_SHARE = 0.5;
/** Change of a step as a share of the weights. */
const STILL = 1e-6;
const FAST = 0.1;
/** Below this share of its highest value the learning rate itself keeps the weights still. */
const RATE_ENDED = 0.01;

/** Of the last of `records`, given those before it. Before the first step nothing has been learned, so nothing is said. */
export function diagnose(records: readonly WatchRecord[]): readonly Finding[] {
  const record = records.at(-1);
  if (!record || record.step === 0) return [];
  const found = [notFinite(record), exploding(record, records.slice(0, -1)), vanishing(record), dead(record), saturated(record), same(record), fast(record), still(record, records)];
  return found.flatMap((finding) => finding ?? []);
}

function notFinite({ ports, tensors }: WatchRecord): Finding | undefined {
  const nodes = unique([
    ...ports.filter(({ activation, gradient }) => activation.notFinite || gradient?.notFinite).map(({ node }) => node),
    ...tensors.filter(({ value, gradient }) => value.notFinite || gradient?.notFinite).map(({ node }) => node),
  ]);
  if (nodes.length === 0) return undefined;
  return { kind: 'not-finite', nodes, text: `${boxes(nodes)} has values that are infinite or no number.`, remedy: 'Lower the learning rate or clip the gradients.' };
}

function exploding({ tensors }: WatchRecord, before: readonly WatchRecord[]): Finding | undefined {
  const large = sortedBy(tensors.filter((tensor) => normOf(tensor) > EXPLODED), (tensor) => -normOf(tensor));
  const remedy = 'Lower the learning rate, clip the gradients, scale the data, or start with smaller weights.';
  if (large.length > 0) {
    const nodes = unique(large.map(({ node }) => node));
    return { kind: 'exploding', nodes, text: `The gradient of ${boxes(nodes)} has a norm of ${short(normOf(large[0]!))}, so a step throws its weights far away: it explodes.`, remedy };
  }
  const usual = median(before.map(totalNorm).filter((norm) => norm > 0));
  const now = totalNorm({ tensors });
  if (before.length < 3 || usual === undefined || now < GROWN * usual) return undefined;
  const [worst] = sortedBy(tensors, (tensor) => -normOf(tensor));
  return { kind: 'exploding', nodes: [worst!.node], text: `The gradients have grown to ${short(now / usual)} times their usual norm, most of all in “${worst!.node}”.`, remedy };
}

function vanishing({ ports, tensors }: WatchRecord): Finding | undefined {
  const trained = new Set(tensors.map(({ node }) => node));
  const first = ports.find(({ node, gradientNorm }) => trained.has(node) && gradientNorm !== undefined);
  const last = ports.findLast(({ gradientNorm }) => gradientNorm !== undefined && gradientNorm > 0);
  if (!first || !last || first === last || last.gradientNorm! / first.gradientNorm! < VANISHED) return undefined;
  const remedy = 'Use ReLU in place of Sigmoid or Tanh, start with He or Glorot weights, put BatchNorm between the layers, or add a shortcut around them.';
  const text =
    first.gradientNorm === 0
      ? `No gradient reaches “${first.node}”, so it does not learn: on the way back from “${last.node}” it vanishes.`
      : `The gradient at “${first.node}” is ${short(last.gradientNorm! / first.gradientNorm!)} times smaller than at “${last.node}”, so the first layers hardly learn: it vanishes on the way back.`;
  return { kind: 'vanishing', nodes: [first.node], text, remedy };
}

function dead({ ports }: WatchRecord): Finding | undefined {
  const share = ({ units }: WatchedPort) => (units && units.count > 0 ? units.dead / units.count : 0);
  const found = sortedBy(ports.filter((port) => share(port) >= DEAD_SHARE), (port) => -share(port));
  if (found.length === 0) return undefined;
  const nodes = unique(found.map(({ node }) => node));
  const { dead: count, count: all } = found[0]!.units!;
  return {
    kind: 'dead',
    nodes,
    text: `In ${boxes(nodes)} ${count} of ${all} units give 0 for every sample looked at; no gradient passes a dead unit.`,
    remedy: 'Lower the learning rate, use LeakyReLU, or start the layer before it with He weights.',
  };
}

function saturated({ ports, tensors }: WatchRecord): Finding | undefined {
  const trained = new Set(tensors.map(({ node }) => node));
  const lastTrained = ports.findLastIndex(({ node }) => trained.has(node));
  // An answer near its limits is a sure answer, which is what is wanted at the end.
  const found = sortedBy(ports.slice(0, Math.max(0, lastTrained)).filter((port) => (port.saturated ?? 0) >= SATURATED_SHARE), (port) => -port.saturated!);
  if (found.length === 0) return undefined;
  const nodes = unique(found.map(({ node }) => node));
  return {
    kind: 'saturated',
    nodes,
    text: `In ${boxes(nodes)} ${percent(found[0]!.saturated!)} of the values are at their limits, where the curve is flat and little gradient passes.`,
    remedy: 'Start with smaller weights, put BatchNorm before it, or use ReLU.',
  };
}

function same({ ports }: WatchRecord): Finding | undefined {
  const first = ports.find(({ isSame, type }) => isSame === true && type !== 'input');
  if (!first) return undefined;
  return {
    kind: 'same',
    nodes: [first.node],
    text: `“${first.node}” gives the same values for every sample, so what follows cannot tell them apart.`,
    remedy: 'Lower the learning rate and start again, check that the inputs differ, or use LeakyReLU where units have died.',
  };
}

/** Biases start at 0, so only weights are measured by their size. */
const weights = (tensors: readonly WatchedTensor[]) => tensors.filter(({ axes, update, value }) => axes > 1 && update !== undefined && value.norm > 0);

function fast({ tensors }: WatchRecord): Finding | undefined {
  const found = sortedBy(weights(tensors).filter(({ update }) => update! > FAST), ({ update }) => -update!);
  if (found.length === 0) return undefined;
  const nodes = unique(found.map(({ node }) => node));
  return { kind: 'fast', nodes, text: `The last step changed the weights of ${boxes(nodes)} by ${percent(found[0]!.update!)} of their size; steps this long jump over what they look for.`, remedy: 'Lower the learning rate.' };
}

function still({ tensors, rate }: WatchRecord, records: readonly WatchRecord[]): Finding | undefined {
  const highest = Math.max(...records.map((one) => one.rate ?? 0));
  if (rate === undefined || rate <= highest * RATE_ENDED) return undefined;
  const found = sortedBy(weights(tensors).filter(({ update }) => update! < STILL), ({ update }) => update!);
  if (found.length === 0) return undefined;
  const nodes = unique(found.map(({ node }) => node));
  return {
    kind: 'still',
    nodes,
    text: `The last step changed the weights of ${boxes(nodes)} by less than a millionth of their size: they hardly move.`,
    remedy: 'Raise the learning rate, or look for what stops the gradient on the way.',
  };
}

function normOf({ gradient }: WatchedTensor): number {
  return gradient?.norm ?? 0;
}

function totalNorm({ tensors }: Pick<WatchRecord, 'tensors'>): number {
  return Math.sqrt(tensors.reduce((sum, tensor) => sum + normOf(tensor) ** 2, 0));
}

function median(numbers: readonly number[]): number | undefined {
  return [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)];
}

function sortedBy<T>(items: readonly T[], value: (item: T) => number): T[] {
  return [...items].sort((a, b) => value(a) - value(b));
}

const unique = (names: readonly string[]) => [...new Set(names)];

/** The worst, and how many more. */
function boxes([worst, ...others]: readonly string[]): string {
  return others.length === 0 ? `“${worst}”` : `“${worst}” (and ${others.length} more)`;
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}

/** Two digits, thousands separated. */
function short(value: number): string {
  return Number(value.toPrecision(2)).toLocaleString('en', { maximumFractionDigits: 1 });
}
