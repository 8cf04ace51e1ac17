/** Entry of the thread that reads data for the windows. */
import { openDataset } from '../../data/open-dataset';
import type { CheckDepth } from '../../data/check-pictures';
import { toFailure } from '../../worker/failure';
import { connectParent } from '../../worker/parent';
import type { DataRequest } from '../protocol/data';
import type { DeskOperation, DeskOperations, FromDesk, ToDesk } from './data-desk';
import { unpackDocument } from '../document-payload';
import { reportBindings } from './binding-report';
import { DatasetView } from './dataset-view';

/** Open at the same time: one per window, and one to compare with. */
const KEPT = 4;

const views = new Map<string, Promise<DatasetView>>();

type Desk = { readonly [Name in DeskOperation]: (input: DeskOperations[Name]['input']) => Promise<DeskOperations[Name]['result']> };

const DESK: Desk = {
  // Files may have changed since: whoever opens the data wants it as it is now.
  'data.open': async (request) => (await view(request, true)).summary(),
  'data.columns': async (request) => (await openView(request, 'headers')).columns,
  'data.rows': async ({ filter, offset, count, ...request }) => (await view(request)).rowsOf(filter, offset, count),
  'data.thumbnails': async ({ rows, size, column, ...request }) => (await view(request)).thumbnails(rows, size, column),
  'data.distribution': async ({ column, ...request }) => (await view(request)).distribution(column),
  'data.augmented': async ({ row, column, steps, augmentations, seed, count, ...request }) => (await view(request)).augmented(row, { kind: 'image', column, tensor: column, steps, augmentations }, seed, count),
  'data.bindings': async ({ document, ...request }) => reportBindings(unpackDocument(document, 'the network').document, (await view(request)).columns),
};

const host = connectParent<ToDesk | { readonly kind: 'shutdown' }, FromDesk>();
host.onMessage((message) => {
  if ('kind' in message) host.close();
  else void answer(message).then((reply) => host.send(reply));
});

async function answer({ id, operation, input }: ToDesk): Promise<FromDesk> {
  try {
    return { id, result: await perform(operation, input) };
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
  const [oldest] = views.keys();
  if (views.size > KEPT && oldest !== undefined) views.delete(oldest);
  return opened;
}

async function openView({ source, split }: DataRequest, check: CheckDepth): Promise<DatasetView> {
  return new DatasetView(await openDataset(source, split, { check }));
}
