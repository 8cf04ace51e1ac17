/** The losses of a model as a graph over its predictions and targets, for files that do not contain a network to train. */
import type { Tensor } from '../core/dtype';
import { BATCH } from '../core/shape';
import { finish } from '../compile/pipeline';
import { LOSSES } from '../losses';
import type { LossOptions } from '../losses/define-loss';
import { Builder } from '../ops/builder';
import { openSession } from './onnx-runtime';
import type { Session } from './backend';
import type { ModelSignature } from './signature';
import { loweringTarget } from './tuning';

/**
 * Per Output: Σ loss and Σ weight of a batch; their quotient over all batches is the loss. Outputs that compare by a rule of
 * their layer are left out: the rule needs more than the predictions.
 */
export class PredictionLoss {
  private constructor(private readonly session: Session | undefined, private readonly nodes: readonly string[]) {}

  static async open({ targets }: ModelSignature, shapes: ReadonlyMap<string, readonly number[]>): Promise<PredictionLoss> {
    const builder = new Builder();
    const judged = targets.filter(({ loss }) => loss.name !== undefined);
    for (const { node, shape, encoding, loss } of judged) {
      const prediction = builder.input({ dtype: 'float32', shape: [BATCH, ...shapes.get(node)!] }, { kind: 'feature', node: `${node}:prediction` });
      const dtype = encoding === 'label' ? 'int32' : 'float32';
      const target = builder.input({ dtype, shape: [BATCH, ...shape] }, { kind: 'target', node });
      const options = loss.options as unknown as LossOptions;
      const { loss: each, weight } = LOSSES[loss.name!].loss({ builder, input: prediction, target, options });
      builder.output(builder.sum(each, [0]), { kind: 'trace', node, name: 'loss' });
      const count = weight ? builder.sum(weight, [0]) : builder.one('DimensionSize', [each], { axis: 0 });
      builder.output(count, { kind: 'trace', node, name: 'weight' });
    }
    if (judged.length === 0) return new PredictionLoss(undefined, []);
    const { onnx } = finish(builder.finish(), loweringTarget('cpu'), 'losses');
    return new PredictionLoss(await openSession(onnx, { backend: 'cpu', threads: 1 }), judged.map(({ node }) => node));
  }

  async sums(feeds: ReadonlyMap<string, Tensor>): Promise<Map<string, { loss: number; weight: number }>> {
    if (!this.session) return new Map();
    const results = await this.session.run(feeds);
    const scalar = (node: string, name: string) => Number(results.get(`${node}:trace:${name}`)!.data[0]);
    return new Map(this.nodes.map((node) => [node, { loss: scalar(node, 'loss'), weight: scalar(node, 'weight') }]));
  }

  async close(): Promise<void> {
    await this.session?.close();
  }
}
