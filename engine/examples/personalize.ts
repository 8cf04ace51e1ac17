/** Numbers per student: the same exercise with values drawn from a seed or an ID. The same seed gives the same sheet everywhere. */
import { fail } from '../core/diagnostic';
import { float32Tensor, type Tensor } from '../core/dtype';
import { RandomStream } from '../core/random';
import type { GraphNode, LoomDocument, TensorSettings } from '../document/model';
import { inferNetwork } from '../infer/infer-network';
import type { Example, Walk } from './example';

export interface PersonalExample {
  readonly document: LoomDocument;
  /** What is fed and asked for; the expected numbers are those of the original and gone. */
  readonly walks: readonly Walk[];
}

/** Sizes are drawn until they fit together. */
const MOST_TRIES = 200;

export function personalize(example: Example, seed: string): PersonalExample {
  const original = example.document();
  for (let attempt = 0; attempt < MOST_TRIES; attempt++) {
    const draw = new Drawing(example.id, seed, attempt);
    const document = { ...original, name: `${original.name} ${seed}`, graph: { ...original.graph, nodes: original.graph.nodes.map((node) => draw.node(node, example)) } };
    if (!inferNetwork(document).problems.some(({ severity }) => severity === 'error')) return { document, walks: example.walks.map((walk) => draw.walk(walk)) };
  }
  return fail('no-personal-numbers', `No fitting numbers were found for “${example.id}” and “${seed}”.`, { remedy: 'Choose another seed.' });
}

class Drawing {
  constructor(private readonly example: string, private readonly seed: string, private readonly attempt: number) {}

  node(node: GraphNode, { kind, hasFixedWeights = false }: Example): GraphNode {
    const params = kind === 'sizes' ? { ...node.params, ...this.sizes(node) } : node.params;
    if (!node.tensors || hasFixedWeights) return { ...node, params };
    const tensors = Object.entries(node.tensors).map(([name, settings]): [string, TensorSettings] => [name, settings.value ? { ...settings, value: this.tensor(`${node.name}.${name}`, settings.value) } : settings]);
    return { ...node, params, tensors: Object.fromEntries(tensors) };
  }

  walk(walk: Walk): Walk {
    const samples = walk.samples.map(({ inputs, targets }, step) => ({
      inputs: this.record(`${walk.title} ${step} input`, inputs),
      ...(targets && { targets: this.record(`${walk.title} ${step} target`, targets) }),
    }));
    const masks = walk.masks && Object.fromEntries(Object.entries(walk.masks).map(([key, bits]) => [key, this.mask(`${walk.title} ${key}`, bits)]));
    return { ...walk, samples, ...(masks && { masks }), expected: walk.expected.map(({ value, numbers }) => ({ value, numbers: numbers.map(() => null) })) };
  }

  private stream(what: string): RandomStream {
    return new RandomStream('personal', this.example, this.seed, what, this.attempt);
  }

  private record(what: string, values: Readonly<Record<string, readonly number[]>>): Record<string, number[]> {
    return Object.fromEntries(Object.entries(values).map(([name, numbers]) => [name, this.numbers(`${what} ${name}`, numbers)]));
  }

  /** Like the original: whole numbers for whole numbers, two decimals otherwise, in its range. */
  private numbers(what: string, original: ArrayLike<number>): number[] {
    const like = Array.from(original);
    const [low, high] = [Math.min(...like), Math.max(...like)];
    const stream = this.stream(what);
    if (like.every(Number.isInteger)) {
      const span = low === high ? [Math.min(low, 0), Math.max(low, 1)] : [low, high];
      return like.map(() => span[0]! + stream.integer(span[1]! - span[0]! + 1));
    }
    const room = low === high ? [low / 2, low * 1.5] : [low, high];
    return like.map(() => Math.round(100 * stream.between(room[0]!, room[1]!)) / 100);
  }

  private tensor(what: string, { shape, data }: Tensor<'float32'>): Tensor<'float32'> {
    // Stored as float32, 0.42 is 0.41999998…: what was meant has two decimals.
    return float32Tensor(shape, this.numbers(what, Array.from(data, (value) => Math.round(value * 1e6) / 1e6)));
  }

  /** As many are kept as in the original. */
  private mask(what: string, bits: readonly number[]): number[] {
    return Array.from(this.stream(what).permutation(bits.length), (from) => bits[from]!);
  }

  private sizes({ name, type, params }: GraphNode): { [setting: string]: number | number[] } {
    const stream = this.stream(`sizes of ${name}`);
    const shape = params['shape'];
    if (type === 'input' && Array.isArray(shape)) return { shape: [Number(shape[0]), ...this.picture(Number(shape[1]))] };
    if (!type.includes('conv')) return {};
    const filters: { [setting: string]: number } = Number(params['filters'] ?? 1) > 1 ? { filters: 2 + stream.integer(14) } : {};
    // What mixes channels place by place goes on doing so.
    if (params['kernel'] === 1) return filters;
    return { ...filters, kernel: 2 + stream.integer(4), ...(params['stride'] !== undefined && { stride: 1 + stream.integer(3) }) };
  }

  /** Every Input of an example is square. */
  private picture(like: number): number[] {
    const side = Math.max(5, like - 2) + this.stream('picture').integer(6);
    return [side, side];
  }
}
