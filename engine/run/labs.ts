/** What playgrounds ask: sessions are kept for the next question, a few of each. */
import { float32Tensor, type Tensor } from '../core/dtype';
import { compileInference, portTrace, type CompiledGraph } from '../compile/pipeline';
import { outputName } from '../compile/9-emit-onnx';
import type { LoomDocument } from '../document/model';
import { inferNetwork } from '../infer/infer-network';
import type { LabAnswer, LabDescent, LabHeights, LabQuestion, LabTrail, LabTrained, LabTraining } from '../labs/requests';
import type { Session } from './backend';
import { descend, heightsAt, openHeights, openStep, type OpenDescent } from './lab-descent';
import { addRows, closeTraining, openTraining, rowCount, trainRows, type OpenTraining } from './lab-training';
import { initialTensors } from './initial-tensors';
import { DEFAULT_TRAINING } from './default-training';
import { openSession } from './onnx-runtime';
import { Recent } from './recent';
import { loweringTarget } from './tuning';

/** A document as the engine gets it: `version` tells one from the next. */
export interface LabNetwork {
  readonly document: LoomDocument;
  readonly version: string;
}

interface OpenNetwork {
  readonly compiled: CompiledGraph;
  readonly session: Session;
  readonly weights: ReadonlyMap<string, Tensor<'float32'>>;
  /** `path:port`. */
  readonly ports: readonly string[];
}

export class Labs {
  private readonly trainings = new Recent<OpenTraining>(8, closeTraining);
  private readonly networks = new Recent<OpenNetwork>(4, ({ session }) => session.close());
  private readonly descents = new Recent<OpenDescent>(16, ({ session }) => session.close());

  async train({ document: { document, version }, ...request }: LabTraining<LabNetwork>): Promise<LabTrained> {
    return trainRows(await this.trainings.get(version, () => openTraining(document)), request);
  }

  async answer({ document: { document, version }, inputs, tensors = {} }: LabQuestion<LabNetwork>): Promise<LabAnswer> {
    const { compiled, session, weights, ports } = await this.networks.get(version, () => openNetwork(document));
    const feeds = new Map<string, Tensor>();
    addRows(feeds, compiled.inputs, { inputs, targets: {} }, Uint32Array.from({ length: rowCount({ inputs }, compiled.inputs) }, (_, row) => row));
    for (const { name, binding } of compiled.inputs) {
      if (binding.kind !== 'tensor') continue;
      const own = weights.get(binding.key)!;
      const given = tensors[binding.key];
      feeds.set(name, given ? float32Tensor(own.shape, given) : own);
    }
    const results = await session.run(feeds);
    return Object.fromEntries(
      ports.map((port) => {
        const { shape, data } = results.get(outputName(portTrace(port)))!;
        return [port, { shape, values: Array.from(data as Float32Array) }];
      }),
    );
  }

  async descend(request: LabDescent): Promise<LabTrail> {
    const key = JSON.stringify([request.surface, request.optimizer]);
    return descend(await this.descents.get(key, () => openStep(request.surface, request.optimizer)), request);
  }

  async heights(request: LabHeights): Promise<readonly number[]> {
    return heightsAt(await this.descents.get(request.surface, () => openHeights(request.surface)), request);
  }
}

async function openNetwork(document: LoomDocument): Promise<OpenNetwork> {
  const network = inferNetwork(document);
  const compiled = compileInference(network, { ports: true }, loweringTarget('cpu'));
  const ports = network.nodes.flatMap(({ flat: { path }, definition }) => (definition?.outputs ?? []).map(({ name }) => `${path}:${name}`));
  const weights = initialTensors(network.tensors, document.training?.seed ?? DEFAULT_TRAINING.seed);
  return { compiled, ports, weights, session: await openSession(compiled.onnx, { backend: 'cpu', threads: 1 }) };
}
