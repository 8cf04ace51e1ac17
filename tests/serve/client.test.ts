/** The window's side of a connection that comes and goes. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ShellClient } from '../../engine/shell/client';
import type { Connect, FromShell, ToShell, TransportListener } from '../../engine/shell/protocol';

/** Connections in the order in which they were begun; the test plays the host. */
function fakeHost() {
  const connections: { readonly listener: TransportListener; readonly sent: ToShell[]; closed: boolean }[] = [];
  const connect: Connect = (listener) => {
    const connection = { listener, sent: [] as ToShell[], closed: false };
    connections.push(connection);
    return {
      send: (message) => connection.sent.push(message),
      close: () => {
        connection.closed = true;
      },
    };
  };
  return { connect, connections };
}

const READY: FromShell = { kind: 'result', id: 1, result: { state: 'ready', restarts: 0 } };

describe('a window', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('asks when the connection stands, and matches answers to questions', async () => {
    const { connect, connections } = fakeHost();
    const client = ShellClient.connect(connect);
    const [one, two] = [client.request('engine.status', {}), client.request('settings.get', {})];
    expect(connections[0]!.sent).toEqual([]);
    connections[0]!.listener.opened();
    await vi.advanceTimersByTimeAsync(0);
    expect(connections[0]!.sent.map(({ id, operation }) => [id, operation])).toEqual([[1, 'engine.status'], [2, 'settings.get']]);
    connections[0]!.listener.received({ kind: 'failed', id: 2, failure: { kind: 'problem', diagnostics: [{ code: 'x', severity: 'error', message: 'No.' }] } });
    connections[0]!.listener.received(READY);
    expect(await one).toEqual({ state: 'ready', restarts: 0 });
    await expect(two).rejects.toThrow('No.');
  });

  it('hears events until it no longer wants to', () => {
    const { connect, connections } = fakeHost();
    const client = ShellClient.connect(connect);
    const heard: string[] = [];
    const end = client.on('engine.changed', ({ state }) => heard.push(state));
    const event: FromShell = { kind: 'event', event: 'engine.changed', value: { state: 'gone', restarts: 0 } };
    connections[0]!.listener.opened();
    connections[0]!.listener.received(event);
    end();
    connections[0]!.listener.received(event);
    expect(heard).toEqual(['gone']);
  });

  it('fails what is open when the connection is lost, and tries again ever more patiently', async () => {
    const { connect, connections } = fakeHost();
    const client = ShellClient.connect(connect);
    const states: string[] = [];
    client.onState((state) => states.push(state));
    connections[0]!.listener.opened();
    const open = client.request('engine.status', {});
    const lost = expect(open).rejects.toMatchObject({ diagnostics: [{ code: 'connection-lost', found: 'it has ended' }] });
    await vi.advanceTimersByTimeAsync(0);
    connections[0]!.listener.closed('it has ended');
    await lost;
    await expect(client.request('engine.status', {})).rejects.toMatchObject({ diagnostics: [{ code: 'connection-lost' }] });
    await vi.advanceTimersByTimeAsync(250);
    connections[1]!.listener.closed('it cannot be reached');
    await vi.advanceTimersByTimeAsync(499);
    expect(connections).toHaveLength(2);
    await vi.advanceTimersByTimeAsync(1);
    connections[2]!.listener.opened();
    expect(states).toEqual(['open', 'lost', 'connecting', 'lost', 'connecting', 'open']);
    // What belongs to a connection that is gone changes nothing any more.
    connections[0]!.listener.closed('late');
    expect(client.state).toBe('open');
  });

  it('tries at once where a person asks for it, and no more once it is closed', async () => {
    const { connect, connections } = fakeHost();
    const client = ShellClient.connect(connect);
    connections[0]!.listener.closed('it cannot be reached');
    client.reconnect();
    expect(connections).toHaveLength(2);
    client.close();
    expect(connections[1]!.closed).toBe(true);
    connections[1]!.listener.closed('it was closed');
    await vi.advanceTimersByTimeAsync(60_000);
    expect(connections).toHaveLength(2);
  });
});
