/** What the compute host does for each kind of request. */
import { isDeepStrictEqual } from 'node:util';
import { LoomError, warning, type Diagnostic } from '../core/diagnostic';
import type { Dataset, DataSource, SplitOptions } from '../data/dataset';
import { openDataset } from '../data/open-dataset';
import type { LoomDocument } from '../document/model';
import { APP_VERSION } from '../document/version';
import { inferNetwork, type InferredNetwork } from '../infer/infer-network';
import { answerRows } from '../run/answers';
import { bindColumns } from '../run/bind-columns';
import { pruneCurve } from '../run/compress/prune-curve';
import { pruneRun } from '../run/compress/prune-run';
import { compress } from '../run/compress/requests';
import { detectObjects } from '../run/detect';
import { evaluate } from '../run/evaluate';
import { exportModel } from '../run/export-model';
import { exportPytorch } from '../run/export-pytorch';
import { importFile } from '../run/import-file';
import { initialTensors } from '../run/initial-tensors';
import { Labs } from '../run/labs';
import { Looks } from '../run/look';
import { OutsideModels } from '../run/outside-models';
import { openModel, readTrainedRun, type ReadyModel } from '../run/model-file';
import { predict } from '../run/predict';
import type { RunRecord } from '../run/run-record';
import { modelSignature, type ModelSignature } from '../run/signature';
import { DEFAULT_TRAINING } from '../run/default-training';
import { Traces } from '../run/trace';
import { Xrays } from '../run/xray/xray';
import { absoluteSource, resumeRun, startRun, type RunControl, type RunEvent, type RunSurroundings } from '../run/training-run';
import { readWeightSource } from '../run/weight-source';
import type { DocumentsData, OperationName, Operations, RunResult } from './protocol';

export type OperationSurroundings = RunSurroundings;

export interface OperationContext extends OperationSurroundings {
  readonly control: RunControl;
  emit(event: RunEvent): void;
}

type Inputs = { [Name in OperationName]: Operations[Name]['input'] };
type Results = { [Name in OperationName]: Operations[Name]['result'] };
type Performers = { readonly [Name in OperationName]: (input: Inputs[Name], context: OperationContext) => Promise<Results[Name]> };

/** Sessions and data that the next look finds open. */
const LOOKS = new Looks();
const TRACES = new Traces();
const XRAYS = new Xrays(LOOKS);
const LABS = new Labs();
const OUTSIDE = new OutsideModels();

const PERFORMERS: Performers = {
  train: (input, context) => followRun(input.run, startRun(input, context.control, context), context),
  resume: ({ run }, context) => followRun(run, resumeRun(run, context.control, context), context),
  evaluate: (input) => evaluateModel(input),
  answers: (input) => answerOwnRows(input),
  predict: (input) => predictSamples(input),
  detect: (input) => detectObjects(input),
  look: (input) => LOOKS.look(input),
  lookAt: (input) => LOOKS.lookAt(input),
  lookDescribe: (input) => LOOKS.describe(input),
  lookLive: (input) => LOOKS.live(input),
  lookRun: (input) => LOOKS.run(input),
  lookTensors: (input) => LOOKS.tensors(input),
  lookTensor: (input) => LOOKS.tensor(input),
  trace: (input) => traceStep(input),
  traceValues: (input) => TRACES.values(input),
  traceExtremes: (input) => TRACES.extremes(input),
  traceHistory: (input) => TRACES.history(input),
  traceRivals: (input) => TRACES.rivals(input),
  traceDerivations: (input) => TRACES.derivations(input),
  traceFormula: async (input) => {
    const formula = await TRACES.formula(input);
    return formula ? { formula } : {};
  },
  xray: (input) => XRAYS.xray(input),
  labTrain: (input) => LABS.train(input),
  labAnswer: (input) => LABS.answer(input),
  labDescend: (input) => LABS.descend(input),
  labHeights: (input) => LABS.heights(input),
  compress: (input) => compress(input),
  prune: (input) => pruneRun(input),
  pruneCurve: (input) => pruneCurve(input),
  outsideDescribe: ({ file, threads }) => OUTSIDE.describe(file, threads),
  outsideSee: ({ file, picture, task, threads }) => OUTSIDE.see(file, picture, task, threads),
  import: (input) => importFile(input),
  weights: async ({ path }) => {
    const { weights, formerly } = await readWeightSource(path);
    return { tensors: [...weights], formerly: Object.fromEntries(formerly) };
  },
  exportPytorch: (input) => exportProject(input),
  export: ({ from, data, out }) => ('run' in from ? exportRun(from.run, out) : exportDocument(from.document, data, out)),
};

export function perform<Name extends OperationName>(operation: Name, input: Inputs[Name], context: OperationContext): Promise<Results[Name]> {
  return PERFORMERS[operation](input, context);
}

/** A window asks for the list once, and then for formulas. */
async function traceStep(input: Inputs['trace']): Promise<Results['trace']> {
  const trace = await TRACES.trace(input);
  const { only: _only, most: _most, complete: _complete, formulas: _formulas, ...request } = input;
  // The step may be closed meanwhile, because another was opened: then that one is practised with.
  TRACES.practise(request).catch(() => undefined);
  return trace;
}

async function followRun(run: string, events: AsyncGenerator<RunEvent, void, undefined>, { emit }: OperationContext): Promise<RunResult> {
  let result: RunResult = { run, outcome: 'stopped' };
  for await (const event of events) {
    emit(event);
    if (event.event === 'done') result = { run, outcome: 'done', model: event.model };
  }
  return result;
}

async function evaluateModel({ model: path, source, split, part, threads }: Inputs['evaluate']): Promise<Results['evaluate']> {
  return withModel(path, threads, async (model) => evaluate(model, await openDataset(source, split ?? ownSplit(model.record, source)), part));
}

/** A model meets the data of its own training as it was split then, so that no row it has learned from counts as new. */
function ownSplit(record: RunRecord | undefined, source: DataSource): SplitOptions {
  const same = record && isDeepStrictEqual(absoluteSource(source), record.data.source);
  return same ? record.data.split : { seed: 0, validation: 0, test: 0 };
}

async function answerOwnRows({ run, part, output, threads }: Inputs['answers']): Promise<Results['answers']> {
  return withModel(run, threads, async (model) => {
    const { source, split } = model.record!.data;
    return answerRows(model, await openDataset(source, split, { check: 'none' }), part, output);
  });
}

async function predictSamples({ model: path, samples, threads }: Inputs['predict']): Promise<Results['predict']> {
  return withModel(path, threads, async (model) => {
    const answers: Results['predict'][number][] = [];
    for (const sample of samples) answers.push(await predict(model, sample));
    return answers;
  });
}

async function withModel<T>(path: string, threads: number, work: (model: ReadyModel) => Promise<T>): Promise<T> {
  const model = await openModel(path, threads);
  try {
    return await work(model);
  } finally {
    await model.session.close();
  }
}

async function exportRun(run: string, out: string): Promise<Results['export']> {
  const { record, document, weights } = await readTrainedRun(run);
  const { dataset, findings } = await reopenData(record.data);
  const report = await exportModel({ name: document.name, network: inferNetwork(document), weights, signature: record.signature, ...(dataset && { dataset }), out });
  return { ...report, findings: [...findings, ...report.findings] };
}

/** The file is proven on real samples where the data is still there; where it is not, that is said. */
async function reopenData(data: DocumentsData): Promise<{ dataset?: Dataset; findings: readonly Diagnostic[] }> {
  try {
    return { dataset: await openDataset(data.source, data.split, { check: 'none' }), findings: [] };
  } catch (error) {
    if (!(error instanceof LoomError)) throw error;
    const reason = error.diagnostics[0]?.message ?? '';
    return { findings: [warning('no-real-samples', `The data cannot be opened, so the file was compared on random samples. ${reason}`)] };
  }
}

/** A document as it stands: its hand-set tensors, and for the others what training would start from. With its data the file knows labels and preprocessing. */
async function exportDocument(document: LoomDocument, data: DocumentsData | undefined, out: string): Promise<Results['export']> {
  const network = inferNetwork(document);
  const weights = initialTensors(network.tensors, document.training?.seed ?? DEFAULT_TRAINING.seed);
  const { dataset, findings }: Awaited<ReturnType<typeof reopenData>> = data ? await reopenData(data) : { findings: [] };
  if (!dataset) {
    const report = await exportModel({ name: document.name, network, weights, out });
    return { ...report, findings: [...findings, ...report.findings] };
  }
  const met = meet(document, network, dataset);
  const report = await exportModel({ name: document.name, network, weights, ...('signature' in met && { ...met, dataset }), out });
  return { ...report, findings: [...('unfit' in met ? [met.unfit] : []), ...report.findings] };
}

/** What a document takes and answers in terms of its data, or why the two do not go together. */
function meet(document: LoomDocument, network: InferredNetwork, dataset: Dataset): { readonly signature: ModelSignature } | { readonly unfit: Diagnostic } {
  try {
    return { signature: modelSignature(network, bindColumns(network, dataset), APP_VERSION, document.data?.preprocessing) };
  } catch (error) {
    if (!(error instanceof LoomError)) throw error;
    return { unfit: warning('no-labels', `The network and its data do not go together, so the file has neither labels nor preprocessing. ${error.diagnostics[0]?.message ?? ''}`) };
  }
}

async function exportProject({ from, data, out }: Inputs['exportPytorch']): Promise<Results['exportPytorch']> {
  if ('run' in from) {
    const { record, document, weights } = await readTrainedRun(from.run);
    const { dataset, findings } = await reopenData(record.data);
    const report = await exportPytorch({ document, network: inferNetwork(document), weights, ...(dataset && { dataset }), out });
    return { ...report, notes: [...findings.map(({ message }) => message), ...report.notes] };
  }
  const { document } = from;
  const network = inferNetwork(document);
  const weights = initialTensors(network.tensors, document.training?.seed ?? DEFAULT_TRAINING.seed);
  const dataset = data && (await openDataset(data.source, data.split, { check: 'none' }));
  return exportPytorch({ document, network, weights, ...(dataset && { dataset }), out });
}
