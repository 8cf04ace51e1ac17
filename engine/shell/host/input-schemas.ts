/** What a window may ask: every input is checked here before anything happens. A total map: an operation without one does not compile. */
import { z } from 'zod';
import { COLUMN_KINDS, type ColumnKind } from '../../core/column';
import type { Augmentation } from '../../data/augment/augmentation';
import type { DataSource, SplitOptions } from '../../data/dataset';
import type { ShellInput, ShellOperationName } from '../protocol';
import { MAX_LAB_STEPS, MAX_LAB_VALUES, type LabRows } from '../../labs/requests';
import type { CompressSettings } from '../../run/compress/compress-model';
import type { ImageStep } from '../../data/preprocess';
import { MAX_CAPTURE_BYTES } from '../protocol/captures';
import { MAX_ANCHORS, MAX_DRAWS, MAX_ROWS, MAX_THUMBNAIL_SIZE, MAX_THUMBNAILS } from '../protocol/data';
import type { DocumentPayload } from '../protocol/documents';
import { UPLOAD_PIECE_BYTES } from '../protocol/files';
import { MAX_CHANGED_PICTURES, MAX_LABELLED_OBJECTS, MAX_POLYGON_NUMBERS } from '../protocol/labels';
import type { LabelCategory, LabelledObject } from '../../data/annotations/labels';
import { MAX_MAPS, MAX_PICTURE_SIZE, type LookFrom, type LookSample } from '../protocol/look';
import { modelTaskSchema } from '../../vision/model-task-schema';
import { MAX_RIVALS, MAX_TRACE_ROWS, MAX_TRACE_STEPS, MAX_WATCHES, type TraceSample } from '../protocol/trace';
import type { MenuCommand } from '../protocol/native';
import { DRAFT_ID } from './drafts';
import { SAVED_BLOCK_ID } from './saved-blocks';
import { settingsShape } from './settings-store';

const path = z.string().min(1).max(4096);
const name = z.string().min(1).max(200);
const count = z.int().min(0);
const bytes = z.instanceof(Uint8Array);
const nothing = z.strictObject({});
const onePath = z.strictObject({ path });
const oneRun = z.strictObject({ run: path });

const document: z.ZodType<DocumentPayload> = z.strictObject({ text: z.string(), tensors: bytes.optional() });
const kind: z.ZodType<ColumnKind> = z.enum(COLUMN_KINDS);
const source: z.ZodType<DataSource> = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('folder'), path, layout: z.enum(['auto', 'classes', 'splits']).optional() }),
  z.object({ kind: z.literal('csv'), path, target: z.string().optional(), targets: z.array(z.string()).optional(), header: z.boolean().optional(), kinds: z.record(z.string(), kind).optional() }),
  z.object({ kind: z.literal('builtin'), name, count: z.int().min(1).optional(), seed: count.optional() }),
]);
const endings = z.array(z.string().regex(/^\.\w{1,20}$/)).max(20);
const menuCommand: z.ZodType<MenuCommand> = z.strictObject({ id: name, title: name, group: z.string().max(50), keys: z.string().max(50).optional() });
const share = z.number().min(0).max(1);
const split: z.ZodType<SplitOptions> = z.object({ seed: count, validation: share, test: share });
const splitName = z.enum(['train', 'validation', 'test']);
const threads = z.int().min(1).max(1024);
const data = { source, split };
const side = z.int().min(1).max(8192);
const imageStep: z.ZodType<ImageStep> = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('resize'), height: side, width: side, mode: z.enum(['stretch', 'crop', 'pad']), fill: z.number().min(0).max(255).optional() }),
  z.object({ kind: z.literal('channels'), channels: z.union([z.literal(1), z.literal(3)]) }),
  z.object({ kind: z.literal('scale'), factor: z.number() }),
  z.object({ kind: z.literal('normalise'), mean: z.array(z.number()), standardDeviation: z.array(z.number()) }),
]);
const augmentation: z.ZodType<Augmentation> = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('flip-horizontal'), probability: share }),
  z.object({ kind: z.literal('flip-vertical'), probability: share }),
  z.object({ kind: z.literal('crop'), smallest: share }),
  z.object({ kind: z.literal('rotate'), degrees: z.number().min(0).max(180) }),
  z.object({ kind: z.literal('scale'), smallest: z.number().positive(), largest: z.number().positive() }),
  z.object({ kind: z.literal('colour'), brightness: share, contrast: share, saturation: share }),
  z.object({ kind: z.literal('hue'), degrees: z.number().min(0).max(180) }),
  z.object({ kind: z.literal('noise'), standardDeviation: share }),
  z.object({ kind: z.literal('mosaic'), probability: share }),
  z.object({ kind: z.literal('mixup'), probability: share }),
]);

const pruneScope = z.enum(['global', 'layer']);
const compressSettings: z.ZodType<CompressSettings> = z.strictObject({
  to: z.enum(['float16', 'int8']),
  io: z.enum(['float', 'half']).optional(),
  calibration: z.discriminatedUnion('method', [z.strictObject({ method: z.literal('min-max') }), z.strictObject({ method: z.literal('percentile'), percent: z.number().min(50).max(100) })]).optional(),
  calibrationSamples: z.int().min(1).max(100_000).optional(),
  weightBits: z.union([z.literal(7), z.literal(8)]).optional(),
});

const lookFrom: z.ZodType<LookFrom> = z.union([z.strictObject({ run: path, weights: z.enum(['latest', 'best', 'final']).optional() }), z.strictObject({ document, keep: name.optional() }), z.strictObject({ kept: name })]);
/** A picture given by hand comes as bytes: a path would let a window read any file. */
const handInputs = z.record(z.string(), z.union([z.number(), z.string(), bytes]));
const lookSample: z.ZodType<LookSample> = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('row'), ...data, row: count }),
  z.strictObject({ kind: z.literal('given'), inputs: handInputs, rest: z.strictObject({ ...data, row: count }).optional() }),
]);
const page = { first: count.optional(), count: z.int().min(1).optional() };

const numbers = z.record(z.string(), z.array(z.number()));
const traceSample: z.ZodType<TraceSample> = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('rows'), ...data, rows: z.array(count).min(1).max(MAX_TRACE_ROWS) }),
  z.strictObject({ kind: z.literal('given'), inputs: numbers, targets: numbers.optional() }),
  z.strictObject({ kind: z.literal('byHand'), inputs: handInputs, rest: z.strictObject({ ...data, row: count }).optional(), targets: z.record(z.string(), z.string().max(1000)).optional() }),
]);
const optimizer = z.object({ name }).catchall(z.union([z.string(), z.number()]));
const traced = {
  from: lookFrom,
  samples: z.array(traceSample).min(1).max(MAX_TRACE_ROWS),
  mode: z.enum(['train', 'test']),
  update: z.string().optional(),
  step: z.int().min(1).max(MAX_TRACE_STEPS).optional(),
  rate: z.number().min(0).optional(),
  seed: count.optional(),
  masks: numbers.optional(),
};

const labValues = z.array(z.number()).max(MAX_LAB_VALUES);
const labNumbers = z.record(z.string(), labValues);
const labRows: z.ZodType<LabRows> = z.strictObject({ inputs: labNumbers, targets: labNumbers });

const labelCategory: z.ZodType<LabelCategory> = z.strictObject({ id: count, name });
const labelledObject: z.ZodType<LabelledObject> = z.strictObject({
  id: count,
  category: count,
  x: z.number(),
  y: z.number(),
  width: z.number().positive(),
  height: z.number().positive(),
  polygons: z.array(z.array(z.number()).min(6).max(MAX_POLYGON_NUMBERS).refine(({ length }) => length % 2 === 0, 'x and y alternate')).min(1).max(1000).optional(),
  runs: z.strictObject({ width: count, height: count, counts: z.array(count) }).optional(),
  isCrowd: z.boolean(),
  area: z.number().optional(),
  others: z.record(z.string(), z.unknown()).optional(),
});

type Schemas = { readonly [Name in ShellOperationName]: z.ZodType<ShellInput<Name>> };

export const INPUT_SCHEMAS: Schemas = {
  'app.info': nothing,
  'engine.status': nothing,
  'engine.usage': nothing,
  'settings.get': nothing,
  'settings.set': z.strictObject(settingsShape).partial(),
  'document.open': onePath,
  'document.import': z.strictObject({ path, dims: z.record(z.string().min(1).max(200), z.int().min(1)).optional() }),
  'document.save': z.strictObject({ path, document, revision: z.string().optional() }),
  'document.saveAs': z.strictObject({ path, document, replace: z.boolean().optional() }),
  'recents.list': nothing,
  'recents.add': onePath,
  'recents.remove': onePath,
  'templates.list': nothing,
  'templates.build': z.strictObject({ name, source: source.optional(), split: split.optional() }),
  'drafts.list': nothing,
  'drafts.keep': z.strictObject({ id: z.string().regex(DRAFT_ID), name: z.string().max(200), path: path.optional(), document }),
  'drafts.open': z.strictObject({ id: z.string().regex(DRAFT_ID) }),
  'drafts.drop': z.strictObject({ id: z.string().regex(DRAFT_ID) }),
  'blocks.list': nothing,
  'blocks.save': z.strictObject({ document }),
  'blocks.remove': z.strictObject({ id: z.string().regex(SAVED_BLOCK_ID) }),
  'dialog.open': z.strictObject({ title: name, endings }),
  'dialog.save': z.strictObject({ title: name, name, endings }),
  'dialog.folder': z.strictObject({ title: name }),
  'menu.offer': z.strictObject({ commands: z.array(menuCommand).max(1000) }),
  'files.roots': nothing,
  'files.list': z.strictObject({ path, endings: z.array(z.string().max(20)).max(50).optional() }),
  'files.makeFolder': onePath,
  'files.startUpload': z.strictObject({ name }),
  'files.upload': z.strictObject({ upload: z.string(), path, offset: count, bytes: bytes.refine(({ length }) => length <= UPLOAD_PIECE_BYTES, 'a piece is too large') }),
  'data.builtins': nothing,
  'data.open': z.strictObject(data),
  'data.rows': z.strictObject({
    ...data,
    filter: z.strictObject({ split: splitName.optional(), label: z.strictObject({ column: z.string(), label: z.string() }).optional(), search: z.string().max(200).optional(), leftOut: z.boolean().optional() }).optional(),
    offset: count,
    count: count.max(MAX_ROWS),
  }),
  'data.thumbnails': z.strictObject({ ...data, rows: z.array(count).max(MAX_THUMBNAILS), size: z.int().min(1).max(MAX_THUMBNAIL_SIZE), column: z.string().optional() }),
  'data.distribution': z.strictObject({ ...data, column: z.string() }),
  'data.augmented': z.strictObject({ ...data, row: count, column: z.string(), steps: z.array(imageStep).max(32), augmentations: z.array(augmentation).max(32), seed: count, count: count.max(MAX_DRAWS) }),
  'data.anchors': z.strictObject({ ...data, steps: z.array(imageStep).min(1).max(32), count: z.int().min(1).max(MAX_ANCHORS), now: z.array(z.number().positive()).max(2 * MAX_ANCHORS).refine(({ length }) => length % 2 === 0, 'width and height alternate') }),
  'data.bindings': z.strictObject({ ...data, document }),
  'captures.start': z.strictObject({ name }),
  'captures.add': z.strictObject({ folder: path, path, bytes: bytes.refine(({ length }) => length <= MAX_CAPTURE_BYTES, 'what was recorded is too large') }),
  'captures.read': z.strictObject({ folder: path, path }),
  'captures.remove': z.strictObject({ folder: path, paths: z.array(path).max(10_000) }),
  'captures.rename': z.strictObject({ folder: path, from: name, to: name }),
  'captures.list': z.strictObject({ folder: path }),
  'labels.open': z.strictObject({ folder: path }),
  'labels.read': z.strictObject({ folder: path, picture: path }),
  'labels.save': z.strictObject({
    folder: path,
    revision: z.string().max(100),
    pictures: z.array(z.strictObject({ path, width: z.int().min(1), height: z.int().min(1), objects: z.array(labelledObject).max(MAX_LABELLED_OBJECTS).optional() })).max(MAX_CHANGED_PICTURES),
    categories: z.array(labelCategory).max(10_000).optional(),
  }),
  'labels.suggest': z.strictObject({ folder: path, picture: path, model: path, score: share }),
  'run.start': z.strictObject({ ...data, document, backend: z.enum(['cpu', 'webgpu']), threads, checkpointSeconds: z.number().min(0).optional() }),
  'run.resume': oneRun,
  'run.pause': oneRun,
  'run.continue': oneRun,
  'run.stop': oneRun,
  'run.list': nothing,
  'run.history': oneRun,
  'run.watched': oneRun,
  'run.attach': oneRun,
  'run.remove': oneRun,
  'run.restore': z.strictObject({ trashed: path }),
  'run.describe': z.strictObject({ run: path, title: z.string().max(120).optional(), note: z.string().max(10_000).optional() }),
  'run.checkpoints': oneRun,
  'run.fork': z.strictObject({ run: path, checkpoint: z.string().min(1).max(100), document }),
  'run.answers': z.strictObject({ run: path, part: splitName, output: name.optional() }),
  'model.describe': z.strictObject({ model: path }),
  'model.predict': z.strictObject({ model: path, samples: z.array(z.record(z.string(), z.union([z.number(), z.string(), bytes]))).max(1000), threads: threads.optional() }),
  'model.evaluate': z.strictObject({ model: path, source, split: split.optional(), part: z.union([splitName, z.literal('all')]).optional(), threads: threads.optional() }),
  'model.export': z.strictObject({ from: z.union([z.strictObject({ run: path }), z.strictObject({ document })]), path: path.optional(), replace: z.boolean().optional() }),
  'model.exportPytorch': z.strictObject({ from: z.union([z.strictObject({ run: path }), z.strictObject({ document })]), path: path.optional() }),
  'model.compress': z.strictObject({ from: z.union([z.strictObject({ run: path }), z.strictObject({ document })]), settings: compressSettings, path: path.optional(), replace: z.boolean().optional() }),
  'model.pruneCurve': z.strictObject({ run: path, scope: pruneScope }),
  'model.prune': z.strictObject({ run: path, scope: pruneScope, share: z.number().min(0).max(0.999), as: z.enum(['run', 'file']) }),
  'model.weights': z.strictObject({ model: path }),
  'models.bundled': nothing,
  'models.openBundled': z.strictObject({ name }),
  'model.network': z.strictObject({ model: path }),
  'model.download': onePath,
  'lab.train': z.strictObject({
    document,
    rows: labRows,
    held: labRows.optional(),
    state: z.strictObject({ step: count, tensors: labNumbers }).optional(),
    steps: count.max(MAX_LAB_STEPS),
    ask: labNumbers.optional(),
  }),
  'lab.answer': z.strictObject({ document, inputs: labNumbers, tensors: labNumbers.optional() }),
  'lab.descend': z.strictObject({ surface: name, optimizer, start: z.array(z.number()).min(1).max(2), steps: count.max(MAX_LAB_STEPS) }),
  'lab.heights': z.strictObject({ surface: name, at: z.array(labValues).min(1).max(2) }),
  'outside.describe': z.strictObject({ model: path }),
  'outside.see': z.strictObject({ model: path, picture: bytes, task: modelTaskSchema }),
  'network.look': z.strictObject({
    from: z.union([lookFrom, z.strictObject({ model: path })]),
    sample: lookSample,
    pictureSize: z.int().min(1).max(MAX_PICTURE_SIZE).optional(),
    maps: z.int().min(1).max(MAX_MAPS).optional(),
  }),
  'network.describe': z.strictObject({ from: z.union([lookFrom, z.strictObject({ model: path })]) }),
  'network.live': z.strictObject({ from: z.union([lookFrom, z.strictObject({ model: path })]) }),
  'network.run': z.strictObject({
    from: z.union([lookFrom, z.strictObject({ model: path })]),
    inputs: z.array(z.strictObject({ name: z.string().max(1000), dtype: z.enum(['float32', 'float16', 'uint8']), shape: z.array(z.int().min(1)).max(8), bytes })).max(8),
  }),
  'network.lookAt': z.strictObject({ from: lookFrom, sample: lookSample, path: z.string(), port: z.string(), ...page }),
  'network.tensors': z.strictObject({ from: lookFrom }),
  'network.tensor': z.strictObject({ from: lookFrom, key: z.string(), ...page }),
  'network.xray': z.strictObject({ from: lookFrom, sample: lookSample, head: name.optional(), answersOnly: z.boolean().optional() }),
  'network.trace': z.strictObject({ ...traced, only: z.array(z.string().max(1000)).min(1).max(MAX_WATCHES).optional(), most: count.optional(), complete: z.boolean().optional(), formulas: z.boolean().optional() }),
  'network.traceValues': z.strictObject({ ...traced, name: z.string(), first: count.optional(), count: count.optional() }),
  'network.traceFormula': z.strictObject({ ...traced, element: z.string().max(1000), through: z.boolean().optional(), terms: z.int().min(3).optional() }),
  'network.traceExtremes': z.strictObject(traced),
  'network.traceHistory': z.strictObject({ ...traced, elements: z.array(z.string().max(1000)).min(1).max(MAX_WATCHES) }),
  'network.traceRivals': z.strictObject({ ...traced, element: z.string().max(1000), optimizers: z.array(optimizer).min(1).max(MAX_RIVALS) }),
  'network.traceDerivations': z.strictObject(traced),
};
