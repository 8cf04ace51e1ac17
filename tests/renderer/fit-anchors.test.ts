/** Anchors fitted to the data from the window: what is asked, what becomes of the head, and why it cannot be. */
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { fail } from '../../engine/core/diagnostic';
import type { DataAnchors } from '../../engine/data/data-anchors';
import type { Column } from '../../engine/data/dataset';
import type { ShellClient } from '../../engine/shell/client';
import { fitAnchors } from '../../renderer/commands/fit-anchors';
import { anchorsOf, fitAnchorsOf, useAnchorFit, whyNoFit } from '../../renderer/data/fit-anchors';
import { useData } from '../../renderer/store/data-store';
import { editDocument, travelHistory, useDocument } from '../../renderer/store/document-store';
import { undoLabel } from '../../renderer/store/history';
import { useOpenGraph } from '../../renderer/store/open-graph-store';
import { graph, node, openTemplate, selectNames } from './window';

const SOURCE = { kind: 'builtin', name: 'scenes' } as const;
const PICTURE: Column = { name: 'image', kind: 'image', isTarget: false, image: { height: 160, width: 160, channels: 3 } };
const OBJECTS: Column = { name: 'objects', kind: 'boxes', isTarget: true, classes: ['a'] };
const NINE = Array.from({ length: 18 }, (_, index) => index + 4);
const FOUND: DataAnchors = { anchors: NINE, meanOverlap: 0.8, overlapNow: 0.6, objects: 120, pictures: 20 };

const facts = () => useOpenGraph.getState().facts.get(node('objects').id)!;

/** A host that answers with `found`, and what it was asked. */
function host(found: DataAnchors | (() => never)) {
  const asked: unknown[] = [];
  const request = async (_: string, input: unknown) => {
    asked.push(input);
    return typeof found === 'function' ? found() : found;
  };
  return { asked, client: { request } as unknown as Pick<ShellClient, 'request'> };
}

function openOn(template: string, columns: readonly Column[] | undefined): void {
  openTemplate(template);
  editDocument('Use data', (document) => ({ ...document, data: { source: SOURCE } }));
  useAnchorFit.setState({ fit: undefined });
  const request = columns && { source: SOURCE, split: { seed: 1, validation: 0.1, test: 0 } };
  const summary = columns && { columns, rowCount: 1, splits: { train: 1, validation: 0, test: 0 }, classes: {}, fingerprint: '', findings: [] };
  useData.setState({ request, summary, state: columns ? 'ready' : 'none' });
}

describe('fitting anchors to the data', () => {
  // Other files read the same stores.
  afterAll(() => {
    useData.setState({ request: undefined, summary: undefined, state: 'none' });
    useAnchorFit.setState({ fit: undefined });
  });
  beforeEach(() => openOn('yolo-v5-small', [PICTURE, OBJECTS]));

  it('asks for as many as the head has, in pixels of its input, and is one step that can be undone', async () => {
    const before = anchorsOf(facts());
    const { asked, client } = host(FOUND);
    await fitAnchorsOf(facts(), client);
    expect(asked).toMatchObject([{ source: SOURCE, count: 9, now: before, steps: [{ kind: 'resize', height: 160, width: 160 }, { kind: 'channels', channels: 3 }, { kind: 'scale' }] }]);
    expect(anchorsOf(facts())).toEqual(NINE);
    expect(undoLabel(useDocument.getState().history)).toBe('Fit the anchors of objects to the data');
    expect(useAnchorFit.getState().fit).toMatchObject({ state: 'found', anchors: NINE });
    travelHistory(-1);
    expect(anchorsOf(facts())).toEqual(before);
  });

  it('keeps what fits as well', async () => {
    const { document } = useDocument.getState();
    await fitAnchorsOf(facts(), host({ ...FOUND, overlapNow: 0.8 }).client);
    expect(useDocument.getState().document).toBe(document);
    expect(useAnchorFit.getState().fit).toMatchObject({ state: 'found', anchors: anchorsOf(facts()) });
  });

  it('says what the host says', async () => {
    await fitAnchorsOf(facts(), host(() => fail('few-objects', '9 anchors need at least as many objects.', { remedy: 'Use more.' })).client);
    expect(useAnchorFit.getState().fit).toMatchObject({ state: 'failed', message: '9 anchors need at least as many objects. Use more.' });
  });

  it('changes nothing for an answer about other data, or a head that is gone', async () => {
    const { document } = useDocument.getState();
    const { client } = host(FOUND);
    const other = fitAnchorsOf(facts(), client);
    useData.setState({ request: { source: SOURCE, split: { seed: 2, validation: 0, test: 0 } } });
    await other;
    expect([useDocument.getState().document, useAnchorFit.getState().fit]).toEqual([document, undefined]);
    const gone = fitAnchorsOf(facts(), client);
    openTemplate('lenet5');
    await gone;
    expect(graph().nodes.some(({ params }) => 'anchors' in params)).toBe(false);
    expect(useAnchorFit.getState().fit).toBeUndefined();
  });

  it('needs data with boxes', () => {
    expect(whyNoFit(facts())).toBeUndefined();
    useData.setState({ summary: { ...useData.getState().summary!, columns: [PICTURE] } });
    expect(whyNoFit(facts())).toBe('The data has no boxes around objects.');
    useData.setState({ summary: undefined, state: 'reading' });
    expect(whyNoFit(facts())).toBe('The data is still being read.');
    useData.setState({ state: 'none' });
    expect(whyNoFit(facts())).toBe('Choose data first.');
  });

  it('needs a picture at the head', () => {
    editDocument('Cut', (document) => ({ ...document, graph: { ...document.graph, wires: document.graph.wires.filter(({ to }) => to.port !== 'picture') } }));
    expect(whyNoFit(facts())).toBe('Wire the picture to “objects” first.');
  });

  it('is for the selected head, or the only one', () => {
    expect(fitAnchors.unavailable!()).toBeUndefined();
    selectNames('objects');
    expect(fitAnchors.unavailable!()).toBeUndefined();
    openOn('yolo-v8-small', [PICTURE, OBJECTS]);
    expect(fitAnchors.unavailable!()).toBe('Select a head with anchors first, such as that of Small YOLO v5.');
  });
});
