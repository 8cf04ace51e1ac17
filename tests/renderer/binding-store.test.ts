import { describe, expect, it, onTestFinished } from 'vitest';
import type { BindingReport, DataSummary } from '../../engine/shell/protocol/data';
import { followBindings, useBindingReport } from '../../renderer/store/binding-store';
import { dataRequest } from '../../renderer/store/data-request';
import { useData } from '../../renderer/store/data-store';
import { editDocument } from '../../renderer/store/document-store';
import { editOpenGraph } from '../../renderer/store/open-graph-store';
import { node, now, openTemplate } from './window';

const PROBLEM = { code: 'class-count', severity: 'error', message: 'The data has 8 classes.' } as const;
const SUMMARY = { fingerprint: 'a' } as DataSummary;

/** A host that answers every question with one problem, and counts them. */
function host() {
  const asked: string[] = [];
  const request = async (operation: string): Promise<BindingReport> => {
    asked.push(operation);
    return { bindings: [], problems: [PROBLEM] };
  };
  return { asked, client: { request } as unknown as Parameters<typeof followBindings>[0] };
}

describe('what keeps network and data apart', () => {
  it('is asked for once data and network are whole, and again only where it may have changed', async () => {
    const { asked, client } = host();
    openTemplate('lenet5');
    useData.setState({ request: undefined, summary: undefined, state: 'none' });
    const unfollow = followBindings(client);
    // Other files share the stores.
    onTestFinished(() => {
      unfollow();
      useData.setState(useData.getInitialState(), true);
    });
    expect(useBindingReport.getState().report).toBeUndefined();
    // Nobody trains before it is known whether the two go together.
    useData.setState({ request: dataRequest(now())!, state: 'reading' });
    expect(useBindingReport.getState().isLooking).toBe(true);
    useData.setState({ summary: SUMMARY, state: 'ready' });
    expect(useBindingReport.getState().isLooking).toBe(true);
    await expect.poll(() => useBindingReport.getState().report?.problems).toEqual([PROBLEM]);
    expect(asked).toEqual(['data.bindings']);
    expect(useBindingReport.getState().isLooking).toBe(false);

    // A box that moves says nothing about columns.
    const { id } = node('conv1');
    editOpenGraph('Move', (graph) => ({ ...graph, nodes: graph.nodes.map((one) => (one.id === id ? { ...one, position: { x: 1, y: 1 } } : one)) }));
    await new Promise((done) => setTimeout(done, 400));
    expect(asked).toHaveLength(1);

    const last = node('dense5').id;
    editOpenGraph('Units', (graph) => ({ ...graph, nodes: graph.nodes.map((one) => (one.id === last ? { ...one, params: { ...one.params, units: 8 } } : one)) }));
    // The old answer stands until the new one: nothing flickers while somebody edits.
    expect(useBindingReport.getState()).toMatchObject({ isLooking: false, report: { problems: [PROBLEM] } });
    await expect.poll(() => asked.length).toBe(2);

    // A network with problems of its own has none with its data yet.
    editOpenGraph('Cut', (graph) => ({ ...graph, wires: graph.wires.slice(1) }));
    expect(useBindingReport.getState().report).toBeUndefined();
  });

  it('of other data is forgotten at once, and a question that cannot be answered stops nobody', async () => {
    const { client } = host();
    openTemplate('lenet5');
    const unfollow = followBindings(client);
    onTestFinished(() => {
      unfollow();
      useData.setState(useData.getInitialState(), true);
    });
    useData.setState({ request: dataRequest(now())!, summary: SUMMARY, state: 'ready' });
    await expect.poll(() => useBindingReport.getState().report?.problems).toEqual([PROBLEM]);
    client.request = () => Promise.reject(new Error('gone'));
    editDocument('Choose data', (document) => ({ ...document, data: { source: { kind: 'builtin', name: 'letters' } } }));
    expect(useBindingReport.getState()).toEqual({ report: undefined, isLooking: true });
    await expect.poll(() => useBindingReport.getState().isLooking).toBe(false);
    expect(useBindingReport.getState().report).toBeUndefined();
  });
});
