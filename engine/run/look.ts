/**
 * Looking into a network: one sample flows through it, and every port tells what it carried. The same forward graph as the
 * export's, with every port as an output and weights as inputs, so that new weights need no new session. What is dear to
 * make (sessions, data sets, weights) is kept for the next look, a few of each.
 */
import { stat } from 'node:fs/promises';
import { fail } from '../core/diagnostic';
import type { Tensor } from '../core/dtype';
import { compileInference, portTrace, type CompiledGraph } from '../compile/pipeline';
import { outputName } from '../compile/9-emit-onnx';
import type { Dataset, Pixels } from '../data/dataset';
import { openDataset } from '../data/open-dataset';
import { explaining } from '../files/file-problem';
import type { Session } from './backend';
import { liveFile, liveNetwork, type LiveModel } from './live-model';
import { LiveSessions } from './live-sessions';
import type { LiveValues } from './live-values';
import { pictureOf, type PortPicture } from './look-picture';
import { readSample, type LookSample, type ReadSample } from './look-sample';
import { documentWeights, openSubject, subjectStamp, type LookFrom, type LookSubject, type OpenData, type WeightsOrigin } from './look-subject';
import { openModel, type ReadyModel } from './model-file';
import { openSession } from './onnx-runtime';
import { pictureOf as bytesOf } from './picture-of';
import { answersOf, type Answer } from './predict';
import { Recent } from './recent';
import type { ModelSignature, TargetSignature } from './signature';
import { loweringTarget } from './tuning';
import { describeValues, type Distribution } from './watch/distribution';

export interface LookRequest {
  /** An exported file answers, but tells nothing of its inside. */
  readonly from: LookFrom | { readonly model: string };
  readonly sample: LookSample;
  /** Longer side of each feature map in pixels; 48 unless given. */
  readonly pictureSize?: number;
  /** Feature maps per port; 6 unless given. */
  readonly maps?: number;
}

export interface LiveRunRequest extends Pick<LookRequest, 'from'> {
  readonly inputs: readonly LiveValues[];
}

export interface PortLook {
  /** Name path of the box, and the port. */
  readonly path: string;
  readonly port: string;
  /** Of one sample, channels first. */
  readonly shape: readonly number[];
  readonly picture: PortPicture;
}

export interface Look {
  /** `networkKey` of the network that was looked into; empty for a file. */
  readonly network: string;
  readonly origin: WeightsOrigin | { readonly kind: 'file' };
  readonly ports: readonly PortLook[];
  /** By Output. */
  readonly answers: Readonly<Record<string, Answer>>;
  /** By Input, where an Output sees: the pictures as the network got them, which its answers are told in pixels of. */
  readonly pictures?: Readonly<Record<string, Pixels>>;
  readonly name?: string;
  readonly truth?: Readonly<Record<string, string>>;
  /** Numbers and classes of the row, by column. */
  readonly values?: Readonly<Record<string, string>>;
  /** Of the forward pass alone. */
  readonly milliseconds: number;
}

export interface LookAtRequest {
  readonly from: LookFrom;
  readonly sample: LookSample;
  readonly path: string;
  readonly port: string;
  /** The first channel of a picture to give, and how many at most. */
  readonly first?: number;
  readonly count?: number;
}

/** Values of one port or tensor as they are: a page of its first axis. */
export interface LookValues {
  readonly shape: readonly number[];
  /** Place of the first value's channel, row or unit on the first axis, and how many follow. */
  readonly first: number;
  readonly count: number;
  /** float32, little endian. */
  readonly values: Uint8Array;
}

export interface LookTensorRequest {
  readonly from: LookFrom;
  /** `stage2/conv.weight`. */
  readonly key: string;
  readonly first?: number;
  readonly count?: number;
}

export interface TensorSummary {
  readonly key: string;
  readonly shape: readonly number[];
  readonly distribution: Distribution;
}

export interface TensorsLook {
  readonly origin: WeightsOrigin;
  readonly tensors: readonly TensorSummary[];
}

const SEEN_KINDS: readonly TargetSignature['kind'][] = ['boxes', 'mask', 'points'];

/** Objects with lower scores than a person can ask for are not told. */
const LEAST_SCORE = 0.05;

/** An answer holds at most so many values; pages are cut to it. */
export const MOST_VALUES = 2 ** 20;

interface OpenGraph {
  readonly compiled: CompiledGraph;
  readonly session: Session;
}

export class Looks {
  private readonly subjects = new Recent<LookSubject>(2);
  private readonly drawn = new Recent<Pick<LookSubject, 'weights' | 'origin'>>(1);
  private readonly graphs = new Recent<OpenGraph>(3, ({ session }) => session.close());
  private readonly files = new Recent<ReadyModel>(1, ({ session }) => session.close());
  private readonly data = new Recent<Dataset>(2);
  private readonly sessions = new LiveSessions();

  /** Throws LoomError with the problems of network, data or sample. */
  async look({ from, sample, pictureSize = 48, maps = 6 }: LookRequest): Promise<Look> {
    if ('model' in from) return this.askFile(from.model, sample);
    const subject = await this.subject(from);
    const read = await readSample(subject.signature, sample, this.openData);
    const { session } = await this.graph(subject, read.feeds);
    const { results, milliseconds } = await timed(session, read.feeds);
    const ports = portsOf(subject).map(({ path, port, isSource }): PortLook => {
      const { shape, data } = results.get(traceName(path, port))!;
      const own = shape.slice(1);
      return { path, port, shape: own, picture: pictureOf(data as Float32Array, own, { size: pictureSize, maps, sharedScale: isSource }) };
    });
    return { network: subject.key, origin: subject.origin, ports, answers: answersOf(subject.signature, results, LEAST_SCORE), milliseconds, ...picturesOf(subject.signature, read.feeds), ...aboutSample(read) };
  }

  /** Computes nothing behind the port that is asked for. */
  async lookAt({ from, sample, path, port, first = 0, count = Infinity }: LookAtRequest): Promise<LookValues> {
    const subject = await this.subject(from);
    if (!portsOf(subject).some((one) => one.path === path && one.port === port)) fail('unknown-port', `The network has no box “${path}” with an output “${port}”.`, { node: path, remedy: 'Choose the box again.' });
    const { feeds } = await readSample(subject.signature, sample, this.openData);
    const { session } = await this.graph(subject, feeds);
    const trace = traceName(path, port);
    const { shape, data } = (await session.run(feeds, undefined, [trace])).get(trace)!;
    return page({ shape: shape.slice(1), data: data as Float32Array }, first, count);
  }

  /** Filters and other weights. */
  async tensor({ from, key, first = 0, count = Infinity }: LookTensorRequest): Promise<LookValues> {
    const { weights } = await this.weights(from);
    const tensor = weights.get(key) ?? fail('unknown-tensor', `The network has no tensor “${key}”.`, { found: key, remedy: 'Choose the box again.' });
    return page(tensor, first, count);
  }

  /** What all tensors are like. */
  async tensors({ from }: Pick<LookTensorRequest, 'from'>): Promise<TensorsLook> {
    const { weights, origin, keys } = await this.weights(from);
    return { origin, tensors: keys.flatMap((key) => describeTensor(key, weights.get(key))) };
  }

  /** What the model takes and answers. */
  async describe({ from }: Pick<LookRequest, 'from'>): Promise<ModelSignature> {
    return 'model' in from ? (await this.file(from.model)).signature : (await this.subject(from)).signature;
  }

  /** The whole model, to be run elsewhere. */
  async live({ from }: Pick<LookRequest, 'from'>): Promise<LiveModel> {
    return 'model' in from ? liveFile(from.model) : liveNetwork(await this.subject(from));
  }

  /** A frame through the whole model, with the weights it has now. */
  async run({ from, inputs }: LiveRunRequest): Promise<readonly LiveValues[]> {
    const stamp = 'model' in from ? `${from.model} ${(await explaining(from.model, 'read', () => stat(from.model))).mtimeMs}` : await subjectStamp(from);
    return this.sessions.run(stamp, () => this.live({ from }), inputs);
  }

  private async file(model: string): Promise<ReadyModel> {
    const { mtimeMs } = await explaining(model, 'read', () => stat(model));
    return this.files.get(`${model} ${mtimeMs}`, () => openModel(model, 1));
  }

  private async askFile(model: string, sample: LookSample): Promise<Look> {
    const { signature, session } = await this.file(model);
    const read = await readSample(signature, sample, this.openData);
    const { results, milliseconds } = await timed(session, read.feeds);
    return { network: '', origin: { kind: 'file' }, ports: [], answers: answersOf(signature, results, LEAST_SCORE), milliseconds, ...picturesOf(signature, read.feeds), ...aboutSample(read) };
  }

  private readonly openData: OpenData = (source, split) => this.data.get(JSON.stringify([source, split]), () => openDataset(source, split, { check: 'none' }));

  /** With the keys in the order of the network. */
  private async weights(from: LookFrom): Promise<Pick<LookSubject, 'weights' | 'origin'> & { readonly keys: readonly string[] }> {
    if ('document' in from) {
      const { weights, origin } = await this.drawn.get(from.version, async () => documentWeights(from));
      return { weights, origin, keys: [...weights.keys()] };
    }
    const { weights, origin, network } = await this.subject(from);
    return { weights, origin, keys: [...network.tensors.keys()] };
  }

  private async subject(from: LookFrom): Promise<LookSubject> {
    return this.subjects.get(await subjectStamp(from), () => openSubject(from, this.openData));
  }

  /** Opens the graph of the subject's network and adds its weights to the feeds. */
  private async graph({ network, key, weights }: LookSubject, feeds: Map<string, Tensor>): Promise<OpenGraph> {
    const graph = await this.graphs.get(key, async () => {
      const compiled = compileInference(network, { ports: true }, loweringTarget('cpu'));
      return { compiled, session: await openSession(compiled.onnx, { backend: 'cpu', threads: 1 }) };
    });
    for (const { name, binding } of graph.compiled.inputs) if (binding.kind === 'tensor') feeds.set(name, weights.get(binding.key)!);
    return graph;
  }
}

async function timed(session: Session, feeds: ReadonlyMap<string, Tensor>): Promise<{ results: Map<string, Tensor>; milliseconds: number }> {
  const began = performance.now();
  const results = await session.run(feeds);
  return { results, milliseconds: performance.now() - began };
}

function picturesOf({ features, targets }: ModelSignature, feeds: ReadonlyMap<string, Tensor>): Pick<Look, 'pictures'> {
  if (!targets.some(({ kind }) => SEEN_KINDS.includes(kind))) return {};
  const pictures = features.filter(({ columns }) => columns.some(({ kind }) => kind === 'image'));
  return { pictures: Object.fromEntries(pictures.map(({ input }) => [input, bytesOf(feeds.get(input)!)])) };
}

function aboutSample({ name, truth, values }: ReadSample): Pick<Look, 'name' | 'truth' | 'values'> {
  return { ...(name !== undefined && { name }), ...(truth && { truth }), ...(values && { values }) };
}

function describeTensor(key: string, tensor: Tensor<'float32'> | undefined): TensorSummary[] {
  return tensor ? [{ key, shape: tensor.shape, distribution: describeValues(tensor.data) }] : [];
}

function traceName(path: string, port: string): string {
  return outputName(portTrace(`${path}:${port}`));
}

function portsOf({ network }: LookSubject): { path: string; port: string; isSource: boolean }[] {
  return network.nodes.flatMap(({ flat: { path }, definition }) => (definition?.outputs ?? []).map(({ name }) => ({ path, port: name, isSource: definition?.source !== undefined })));
}

function page({ shape, data }: { readonly shape: readonly number[]; readonly data: Float32Array }, first: number, count: number): LookValues {
  const length = shape[0] ?? 1;
  const size = data.length / length;
  const fits = Math.max(1, Math.floor(MOST_VALUES / size));
  const from = Math.min(first, length);
  const given = Math.min(count, length - from, fits);
  // A copy: the bytes travel without the rest of the tensor.
  const values = data.slice(from * size, (from + given) * size);
  return { shape, first: from, count: given, values: new Uint8Array(values.buffer) };
}
