/**
 * The detection X-ray: what a head answers about one frame at every place, by the exported form of the network with its weights
 * of now; and for a row of the data, which place answers for which object and what each costs, by the trace of the training graph.
 */
import { fail } from '../../core/diagnostic';
import type { Tensor } from '../../core/dtype';
import type { Dataset } from '../../data/dataset';
import { openDataset } from '../../data/open-dataset';
import type { InferredNetwork, InferredNode } from '../../infer/infer-network';
import type { Session } from '../backend';
import { DEFAULT_TRAINING } from '../default-training';
import { liveNetwork } from '../live-model';
import type { Looks } from '../look';
import { readSample } from '../look-sample';
import { openSubject, subjectStamp, type LookSubject, type OpenData } from '../look-subject';
import { openSession } from '../onnx-runtime';
import { pictureOf } from '../picture-of';
import { Recent } from '../recent';
import { readRun } from '../run-record';
import { explainStep, type TraceGraphs } from '../trace-graphs';
import { TraceRun } from '../trace-run';
import type { Xray, XrayPlaces, XrayRequest, XrayTraining } from './answer';
import { trainingOf } from './training';

/** Heads stand beside each other on one frame: each keeps its session while a person goes from frame to frame. */
const OPEN_MODELS = 6;
/** More threads cost small networks more than they gain. */
const THREADS = 2;
const TIMED_PASSES = 5;

interface OpenModel {
  readonly subject: LookSubject;
  readonly session: Session;
  /** The training step, compiled when a row is first looked through. */
  step?: { readonly graphs: TraceGraphs; readonly seed: number };
}

export class Xrays {
  private readonly models = new Recent<OpenModel>(OPEN_MODELS, async ({ session, step }) => {
    await session.close();
    await step?.graphs.close();
  });
  private readonly data = new Recent<Dataset>(2);

  constructor(private readonly looks: Looks) {}

  /** Throws LoomError where no head finds objects, or the frame cannot be read. */
  async xray(request: XrayRequest): Promise<Xray> {
    const { from, sample } = request;
    const model = await this.models.get(await subjectStamp(from), () => this.open(request));
    const { subject, session } = model;
    const heads = headsOf(subject.network);
    const head = chooseHead(heads, request.head);
    const { path } = head.flat;
    const { feeds } = await readSample(subject.signature, sample, this.openData);
    const picture = [...feeds.values()].find(({ shape }) => shape.length === 4) ?? fail('no-picture', 'The network takes no picture, so there is nothing to lay boxes over.', { remedy: 'Choose a network that finds objects in pictures.' });
    const { output, milliseconds } = await timed(session, feeds, `${path}:prediction`);
    const [, rows, columns] = output.shape as [number, number, number];
    const places = await this.places(subject.network, head, request);
    const hasObjects = sample.kind === 'row' && request.answersOnly !== true;
    return {
      network: subject.key,
      origin: subject.origin,
      head: path,
      heads: heads.map(({ flat }) => flat.path),
      layer: head.definition!.type,
      title: head.definition!.title,
      classes: subject.signature.targets.find(({ node }) => node === path)?.classes ?? [],
      picture: pictureOf(picture),
      places,
      prediction: { rows, columns, values: bytesOf(output.data as Float32Array) },
      milliseconds,
      parameters: subject.network.totals.params,
      macs: subject.network.totals.macs,
      ...(hasObjects && { training: await this.training(model, request, head) }),
    };
  }

  async close(): Promise<void> {
    await this.models.clear();
  }

  private async open({ from }: XrayRequest): Promise<OpenModel> {
    const subject = await openSubject(from, this.openData);
    // Asked first: a network that finds nothing need not be compiled.
    headsOf(subject.network);
    const session = await openSession(liveNetwork(subject).bytes, { backend: 'cpu', threads: THREADS });
    return { subject, session };
  }

  /** Of a row. Compiled once for all rows; of the step only what is looked at runs, which is no gradient. */
  private async training(model: OpenModel, { from, sample }: XrayRequest, head: InferredNode): Promise<XrayTraining> {
    if (sample.kind !== 'row') throw new TypeError('only rows have true objects');
    const { subject } = model;
    if (!model.step) {
      const document = 'run' in from ? (await readRun(from.run)).document : from.document;
      const training = document.training ?? DEFAULT_TRAINING;
      model.step = { graphs: explainStep(subject.network, { mode: 'train', training, hasTargets: true }), seed: training.seed };
    }
    const { graphs, seed } = model.step;
    const { source, split, row } = sample;
    const run = new TraceRun(graphs, subject, { samples: [{ kind: 'rows', source, split, rows: [row] }], masks: {}, seed }, this.openData);
    await run.begin();
    const training = await trainingOf(run, head.flat.path);
    const regions = regionsOf(head);
    return regions ? { ...training, regions: bytesOf((await run.read(`${regions.path}.${regions.port}`)).data as Float32Array) } : training;
  }

  private async places(network: InferredNetwork, head: InferredNode, { from, sample }: XrayRequest): Promise<XrayPlaces> {
    const { definition, sizes, parameters } = head;
    const places = sizes && definition?.places?.({ inputs: sizes.inputs, parameters });
    if (places) {
      const { scales, anchorsPerCell, anchorWidth, anchorHeight, scale } = places;
      // The first place of every anchor: its shape is that of all cells.
      const firsts = anchorWidth.length === 0 ? [] : scales.flatMap(({ rows, columns }, index) => Array.from({ length: anchorsPerCell }, (_, at) => scale.indexOf(index) + at * rows * columns));
      return { kind: 'cells', scales, perCell: anchorsPerCell, anchors: firsts.map((place) => [anchorWidth[place]!, anchorHeight[place]!] as const) };
    }
    const { path, port } = regionsOf(head)!;
    const { values } = await this.looks.lookAt({ from, sample, path, port });
    return { kind: 'regions', regions: values, from: network.nodes.find(({ flat }) => flat.path === path)?.definition?.title ?? path };
  }

  private readonly openData: OpenData = (source, split) => this.data.get(JSON.stringify([source, split]), () => openDataset(source, split, { check: 'none' }));
}

/** Heads over maps tell their places themselves; those of a second stage read regions. */
function headsOf({ nodes }: InferredNetwork): InferredNode[] {
  const heads = nodes.filter((node) => node.definition?.target && (node.definition.places || regionsOf(node)));
  return heads.length > 0 ? heads : fail('no-head', 'The network has no head that finds objects.', { expected: 'a head from the Detection group', remedy: 'Open a detector, such as “Small YOLO v8” among the templates.' });
}

/** What gives a head its regions; undefined for heads over maps. */
function regionsOf({ definition, operands }: InferredNode): { readonly path: string; readonly port: string } | undefined {
  const ports = definition && !('prefix' in definition.inputs) ? definition.inputs : [];
  const source = operands[ports.findIndex(({ name }) => name === 'regions')];
  if (source === undefined) return undefined;
  const at = source.lastIndexOf(':');
  return { path: source.slice(0, at), port: source.slice(at + 1) };
}

function chooseHead(heads: readonly InferredNode[], wanted: string | undefined): InferredNode {
  const found = wanted === undefined ? heads[0] : heads.find(({ flat }) => flat.path === wanted);
  return found ?? fail('unknown-head', `The network has no head “${wanted ?? ''}”.`, { expected: heads.map(({ flat }) => flat.path).join(', '), found: wanted ?? '', remedy: 'Choose another head.' });
}

function bytesOf(values: Float32Array): Uint8Array {
  return new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
}

async function timed(session: Session, feeds: ReadonlyMap<string, Tensor>, name: string): Promise<{ output: Tensor; milliseconds: number }> {
  // The first pass also finds memory for everything.
  let output = (await session.run(feeds)).get(name)!;
  const passes: number[] = [];
  for (let pass = 0; pass < TIMED_PASSES; pass++) {
    const began = performance.now();
    output = (await session.run(feeds)).get(name)!;
    passes.push(performance.now() - began);
  }
  return { output, milliseconds: passes.sort((a, b) => a - b)[Math.floor(TIMED_PASSES / 2)]! };
}
