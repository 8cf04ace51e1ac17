/** A network that has learned digits learns letters with its convolutions frozen, from a run and from a file alone, and better when it is fine-tuned. */
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Workplace } from '../cli/run-cli';

let place: Workplace;

interface Event {
  readonly event: string;
  readonly state?: string;
  readonly taken?: readonly string[];
  readonly left?: readonly { readonly key: string; readonly reason: string }[];
  readonly valAccuracy?: number;
  readonly valLoss?: number;
}

const LETTERS = ['--data', 'builtin:letters:3000', '--seed', '1'];

async function train(...args: readonly string[]): Promise<readonly Event[]> {
  const { code, stdout, stderr } = await place.run(['train', ...args, '--json']);
  if (code !== 0) throw new Error(`train ${args.join(' ')}: ${stderr}${stdout}`);
  return stdout.trimEnd().split('\n').map((line) => JSON.parse(line) as Event);
}

const named = (events: readonly Event[], name: string) => events.filter(({ event }) => event === name);
const done = (events: readonly Event[]) => events.at(-1) as Required<Pick<Event, 'valAccuracy' | 'valLoss'>>;

beforeAll(async () => {
  place = await Workplace.create();
  await train('lenet5', '--data', 'builtin:digits:3000', '--epochs', '3', '--seed', '1', '--out', 'base');
}, 300_000);
afterAll(() => place.remove());

describe('from digits to letters', () => {
  it('with frozen convolutions, and better when fine-tuned', async () => {
    const head = await train(join('base', 'document.loom'), ...LETTERS, '--init', 'base', '--new-head', 'dense', '--freeze', 'conv*', '--epochs', '8', '--out', 'head');
    const [weights] = named(head, 'weights');
    expect(weights!.taken).toEqual(['conv1.weight', 'conv1.bias', 'conv2.weight', 'conv2.bias']);
    expect(weights!.left!.every(({ key, reason }) => key.startsWith('head') && reason === 'absent')).toBe(true);
    expect(named(head, 'features').at(-1)!.state).toBe('ready');
    expect(done(head).valAccuracy).toBeGreaterThanOrEqual(0.9);

    const fine = await train(join('head', 'document.loom'), ...LETTERS, '--init', 'head', '--unfreeze', '**', '--lr-scale', 'conv*=0.3', '--lr', '0.005', '--epochs', '3', '--out', 'fine');
    expect(named(fine, 'weights')[0]!.left).toEqual([]);
    expect(named(fine, 'features')).toEqual([]);
    expect(done(fine).valLoss).toBeLessThan(done(head).valLoss);
  }, 600_000);

  it('from the exported file of the run, read back as a network', async () => {
    await place.run(['import', join('base', 'model.onnx'), '--out', 'imported.loom']);
    const head = await train('imported.loom', ...LETTERS, '--new-head', 'dense', '--freeze', 'conv*', '--epochs', '8', '--out', 'from-file');
    expect(named(head, 'features').at(-1)!.state).toBe('ready');
    expect(done(head).valAccuracy).toBeGreaterThanOrEqual(0.9);
  }, 600_000);
});
