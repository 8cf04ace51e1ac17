/** What a window may ask: every input is checked here before anything happens. A total map: an operation without one does not compile. */
import { z } from 'zod';
import type { ColumnKind } from '../../core/column';
import type { DataSource, SplitOptions } from '../../data/dataset';
import type { ShellInput, ShellOperationName } from '../protocol';
import { MAX_ROWS, MAX_THUMBNAIL_SIZE, MAX_THUMBNAILS } from '../protocol/data';
import type { DocumentPayload } from '../protocol/documents';
import { UPLOAD_PIECE_BYTES } from '../protocol/files';
import { DRAFT_ID } from './drafts';
import { settingsShape } from './settings-store';

const path = z.string().min(1).max(4096);
const name = z.string().min(1).max(200);
const count = z.int().min(0);
const bytes = z.instanceof(Uint8Array);
const nothing = z.strictObject({});
const onePath = z.strictObject({ path });
const oneRun = z.strictObject({ run: path });

const document: z.ZodType<DocumentPayload> = z.strictObject({ text: z.string(), tensors: bytes.optional() });
const kind: z.ZodType<ColumnKind> = z.enum(['image', 'number', 'category', 'text', 'mask', 'boxes']);
const source: z.ZodType<DataSource> = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('folder'), path, layout: z.enum(['auto', 'classes', 'splits']).optional() }),
  z.object({ kind: z.literal('csv'), path, target: z.string().optional(), targets: z.array(z.string()).optional(), header: z.boolean().optional(), kinds: z.record(z.string(), kind).optional() }),
  z.object({ kind: z.literal('builtin'), name, count: z.int().min(1).optional(), seed: count.optional() }),
]);
const share = z.number().min(0).max(1);
const split: z.ZodType<SplitOptions> = z.object({ seed: count, validation: share, test: share });
const splitName = z.enum(['train', 'validation', 'test']);
const threads = z.int().min(1).max(1024);
const data = { source, split };

type Schemas = { readonly [Name in ShellOperationName]: z.ZodType<ShellInput<Name>> };

export const INPUT_SCHEMAS: Schemas = {
  'app.info': nothing,
  'engine.status': nothing,
  'settings.get': nothing,
  'settings.set': z.strictObject(settingsShape).partial(),
  'document.open': onePath,
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
  'files.roots': nothing,
  'files.list': z.strictObject({ path, endings: z.array(z.string().max(20)).max(50).optional() }),
  'files.makeFolder': onePath,
  'files.startUpload': z.strictObject({ name }),
  'files.upload': z.strictObject({ upload: z.string(), path, offset: count, bytes: bytes.refine(({ length }) => length <= UPLOAD_PIECE_BYTES, 'a piece is too large') }),
  'data.builtins': nothing,
  'data.open': z.strictObject(data),
  'data.rows': z.strictObject({
    ...data,
    filter: z.strictObject({ split: splitName.optional(), label: z.strictObject({ column: z.string(), label: z.string() }).optional() }).optional(),
    offset: count,
    count: count.max(MAX_ROWS),
  }),
  'data.thumbnails': z.strictObject({ ...data, rows: z.array(count).max(MAX_THUMBNAILS), size: z.int().min(1).max(MAX_THUMBNAIL_SIZE), column: z.string().optional() }),
  'run.start': z.strictObject({ ...data, document, backend: z.enum(['cpu', 'webgpu']), threads, checkpointSeconds: z.number().min(0).optional() }),
  'run.resume': oneRun,
  'run.pause': oneRun,
  'run.continue': oneRun,
  'run.stop': oneRun,
  'run.list': nothing,
  'run.history': oneRun,
  'run.attach': oneRun,
  'run.remove': oneRun,
  'model.describe': z.strictObject({ model: path }),
  'model.predict': z.strictObject({ model: path, samples: z.array(z.record(z.string(), z.union([z.number(), z.string(), bytes]))).max(1000), threads: threads.optional() }),
  'model.evaluate': z.strictObject({ model: path, source, split: split.optional(), part: z.union([splitName, z.literal('all')]).optional(), threads: threads.optional() }),
  'model.export': z.strictObject({ from: z.union([z.strictObject({ run: path }), z.strictObject({ document })]), path: path.optional(), replace: z.boolean().optional() }),
  'model.download': onePath,
};
