/** Entry of the thread that reads data for the windows. */
import type { DataSource } from '../../data/dataset';
import { openDataset } from '../../data/open-dataset';
import type { CheckDepth } from '../../data/check-pictures';
import { toFailure } from '../../worker/failure';
import { connectParent } from '../../worker/parent';
import type { DataRequest } from '../protocol/data';
import type { DeskOperation, DeskOperations, FromDesk, ToDesk } from './data-desk';
import { unpackDocument } from '../document-payload';
import { reportBindings } from './binding-report';
import { DatasetView } from './dataset-view';
import { LabelDesk } from './label-desk';
import { PictureTurns } from './picture-turns';

/** Open at the same time, of each kind: one per window, and one to compare with. Looking through the built-in data must not push out a folder that took long to read. */
const KEPT: Readonly<Record<DataSource['kind'], number>> = { folder: 4, csv: 4, builtin: 8 };

const views = new Map<string, Promise<DatasetView>>();
const labels = new LabelDesk();
const turns = new PictureTurns();

type Desk = { readonly [Name in DeskOperation]: (input: DeskOperations[Name]['input']) => Promise<DeskOperations[Name]['result']> };

const DESK: Desk = {
  // Files may have changed since: whoever opens the data wants it as it is now.
  'data.open': async (request) => (await view(request, true)).summary(),
  'data.columns': async (request) => (await openView(request, 'headers')).columns,
  'data.rows': async ({ filter, offset, count, ...request }) => (await view(request)).rowsOf(filter, offset, count),
  'data.thumbnails': async ({ rows, size, column, ...request }) => (await view(request)).thumbnails(rows, size, column),
  'data.distribution': async ({ column, ...request }) => (await view(request)).distribution(column),
  'data.augmented': async ({ row, column, steps, augmentations, seed, count, ...request }) => (await view(request)).augmented(row, { kind: 'image', column, tensor: column, steps, augmentations }, seed, count),
  'data.anchors': async ({ steps, count, now, ...request }) => (await view(request)).anchors(steps, count, now),
  'data.bindings': async ({ document, ...request }) => reportBindings(unpackDocument(document, 'the network').document, (await view(request)).columns),
  'labels.open': ({ folder }) => labels.open(folder),
  'labels.read': ({ folder, picture }) => labels.read(folder, picture),
  'labels.save': (change) => labels.save(change),
};

const host = connectParent<ToDesk | { readonly kind: 'shutdown' }, FromDesk>();
host.onMessage((message) => {
  if ('kind' in message) host.close();
  else void answer(message).then((reply) => host.send(reply));
});

async function answer({ id, operation, input }: ToDesk): Promise<FromDesk> {
  try {
    const reply = perform(operation, input);
    return { id, result: await (operation === 'data.thumbnails' ? reply : turns.first(reply)) };
  } catch (error) {
    return { id, failure: toFailure(error) };
  }
}

function perform<Name extends DeskOperation>(operation: Name, input: DeskOperations[Name]['input']): Promise<DeskOperations[Name]['result']> {
  return DESK[operation](input);
}

function view({ source, split }: DataRequest, anew = false): Promise<DatasetView> {
  const key = JSON.stringify([source, split]);
  const known = anew ? undefined : views.get(key);
  const opened = known ?? openView({ source, split }, 'full');
  views.delete(key);
  views.set(key, opened);
  opened.catch(() => {
    if (views.get(key) === opened) views.delete(key);
  });
  dropOldest(source.kind);
  return opened;
}

/** Keys tell the kind: they begin with the source. */
function dropOldest(kind: DataSource['kind']): void {
  const ofKind = [...views.keys()].filter((key) => (JSON.parse(key) as [DataSource])[0].kind === kind);
  for (const key of ofKind.slice(0, -KEPT[kind])) views.delete(key);
}

async function openView({ source, split }: DataRequest, check: CheckDepth): Promise<DatasetView> {
  return new DatasetView(await openDataset(source, split, { check }), turns);
}
