/** A document travels to the host once: questions that follow carry its name, until the host has forgotten it. */
import { expect, it } from 'vitest';
import { ShellClient } from '../../engine/shell/client';
import { packDocument } from '../../engine/shell/document-payload';
import { Looks } from '../../engine/shell/host/looks';
import type { LookFrom } from '../../engine/shell/protocol/look';
import type { Connect, FromShell, ToShell } from '../../engine/shell/protocol';
import { requireTemplate } from '../../engine/templates';

const payload = packDocument(requireTemplate('resnet18').build({ input: [3, 224, 224], classes: 10 }));
const question = { from: { document: payload }, path: 'conv1', port: 'out', sample: { kind: 'given', inputs: {} } } as const;
/** What a host says that was started again. */
const FORGOTTEN = { kind: 'problem', diagnostics: [{ code: 'document-forgotten', severity: 'error', message: 'Gone.' }] } as const;

/** A client whose host answers as the test says, one message after the other. */
function clientOf(answer: (message: ToShell) => Omit<FromShell, 'id'>) {
  const sent: ToShell[] = [];
  const connect: Connect = (listener) => {
    queueMicrotask(() => listener.opened());
    return {
      send: (message) => {
        sent.push(message);
        queueMicrotask(() => listener.received({ ...answer(message), id: message.id } as FromShell));
      },
      close: () => {},
    };
  };
  return { client: ShellClient.connect(connect), sent, sizes: () => sent.map((message) => JSON.stringify(message).length) };
}

it('the second question about a version of ResNet-18 has under 200 bytes instead of 16,000', async () => {
  const { client, sizes } = clientOf(() => ({ kind: 'result', result: {} }) as never);
  await client.request('network.lookAt', question);
  await client.request('network.lookAt', question);
  const [first, second] = sizes();
  expect(first).toBeGreaterThan(payload.text.length);
  expect(second).toBeLessThan(200);
  await client.request('network.lookAt', { ...question, from: { document: { ...payload } } });
  expect(sizes()[2]).toBe(first);
});

it('a host that has forgotten the document gets it again, within the same question', async () => {
  const { client, sent } = clientOf((message) => ('kept' in (message.input as typeof question).from ? { kind: 'failed', failure: FORGOTTEN } : { kind: 'result', result: {} }) as never);
  await client.request('network.lookAt', question);
  await client.request('network.lookAt', question);
  const asked = sent.map(({ input }) => Object.keys((input as typeof question).from).join());
  expect(asked).toEqual(['document,keep', 'kept', 'document,keep']);
});

it('a host keeps what it was sent, and says what it no longer has', async () => {
  const looks = new Looks({} as never, {} as never);
  const small = packDocument(requireTemplate('xor-mlp').build({ input: [2], classes: 2 }));
  const opened = await looks.from({ document: small, keep: 'a' });
  expect(await looks.from({ kept: 'a' })).toEqual(opened);
  const others: readonly LookFrom[] = Array.from({ length: 8 }, (_, index) => ({ document: { text: small.text.replace(/\n$/, ' '.repeat(index + 1)) }, keep: `other ${index}` }));
  for (const other of others) await looks.from(other);
  await expect(looks.from({ kept: 'a' })).rejects.toThrow('no longer has this version');
});
