/** `layerloom trace` and `layerloom example` as a person types them. */
import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Workplace } from './run-cli';

let place: Workplace;
beforeAll(async () => {
  place = await Workplace.create();
});
afterAll(() => place.remove());

interface TraceAnswer {
  readonly step: number;
  readonly values: readonly { readonly name: string; readonly phase: string; readonly shape: readonly number[]; readonly data: readonly number[]; readonly formula?: { readonly text: { readonly symbols: string } } }[];
}

describe('trace', () => {
  it('prints one step of a template, box by box', async () => {
    const { code, stdout } = await place.run(['trace', 'xor-mlp', '--sample', '3']);
    expect(code).toBe(0);
    const places = ['given', 'forward  hidden', 'loss  output', 'backward  answer', 'backward  hidden', 'update  hidden'].map((text) => stdout.indexOf(text));
    expect(places.every((at, index) => at >= 0 && (index === 0 || at > places[index - 1]!)), stdout).toBe(true);
    expect(stdout).toContain('hidden.out[0] = hidden.weight[0,0]·input.out[0] + hidden.weight[0,1]·input.out[1] + hidden.bias[0] = ');
  });

  it('gives every value in JSON, later steps from earlier ones', async () => {
    const first = (await place.json(['trace', 'xor-mlp', '--sample', '1'])) as TraceAnswer;
    const second = (await place.json(['trace', 'xor-mlp', '--sample', '1', '--steps', '2'])) as TraceAnswer;
    const named = (trace: TraceAnswer, name: string) => trace.values.find((value) => value.name === name)!;
    expect(second.step).toBe(2);
    expect(named(second, 'hidden.weight').data).toEqual(named(first, 'hidden.weight.next').data);
    expect(named(second, 'hidden.weight.mean').data).toEqual(named(first, 'hidden.weight.mean.next').data);
    expect(named(first, 'first').data[0]).toBeCloseTo(1 / (1 - 0.9), 4);
    expect(named(second, 'first').data[0]).toBeCloseTo(1 / (1 - 0.81), 4);
    expect(named(first, 'first').formula!.text.symbols).toBe('1/(1 − β₁^t)');
    expect(new Set(first.values.map(({ phase }) => phase))).toEqual(new Set(['forward', 'loss', 'backward', 'update']));
  });

  it('explains one element, also of a picture', async () => {
    const { code, stdout } = await place.run(['trace', 'lenet5', '--element', 'conv1.out[2,3,5]']);
    expect(code).toBe(0);
    expect(stdout).toContain('conv1.out[2,3,5]\n  = conv1.weight[2,0,0,0]·');
    const latex = await place.run(['trace', 'lenet5', '--element', 'conv1.out[2,3,5]', '--latex']);
    expect(latex.stdout).toContain('\\text{conv1.out}_{2,3,5}\n  = \\text{conv1.weight}_{2,0,0,0} \\cdot');
  });

  it('derives a worked example that was written as a document', async () => {
    const file = place.path('net.loom');
    await place.run(['example', 'show', 'mlp-3-2-2-1-cross-entropy', '--document', file]);
    const { code, stdout } = await place.run(['trace', file, '--input', 'x=9,2,7', '--truth', 'output=1', '--derive']);
    expect(code).toBe(0);
    expect(stdout).toContain('∂L/∂w46 = (a8 − y)·w68·a6(1 − a6)·a4');
    expect(stdout).toContain('= −0.0490747');
    expect(stdout).toContain('[z4 > 0] = 1, because 6.7 > 0 is true');
  });

  it.each([
    [['xor-mlp', '--element', 'nothing.out[0]'], 'has no value “nothing.out”'],
    [['xor-mlp', '--element', 'hidden.out[9]'], 'has no element [9]'],
    [['xor-mlp', '--sample', '100000'], 'has no row 100000'],
    [['lenet5', '--derive'], 'is no vector'],
    [['xor-mlp', '--input', 'input=1,2,3', '--truth', 'output=1'], 'takes 2 numbers per sample, but 3 are given'],
    [['xor-mlp', '--mask', 'drop.mask=1'], 'has no mask “drop.mask”'],
    [['xor-mlp', '--update', 'other'], 'has no update “other”'],
  ])('%j fails with a sentence', async (args, sentence) => {
    const { code, stderr } = await place.run(['trace', ...args]);
    expect(code).toBe(1);
    expect(stderr).toContain(sentence);
  });
});

describe('example', () => {
  it('lists and shows, with what the notes print where that is a slip', async () => {
    const all = (await place.json(['example', 'list'])) as { readonly id: string }[];
    expect(all.map(({ id }) => id)).toContain('dropout-thinned');
    const { stdout } = await place.run(['example', 'show', 'conv-grey-5x5']);
    expect(stdout).toContain('    = 1.9\n    the notes print 1.4');
    expect(stdout.match(/the notes print/g)).toHaveLength(1);
  });

  it('draws the same numbers for the same student, and others for another', async () => {
    const show = (seed: string, ...more: string[]) => place.run(['example', 'show', 'mlp-2-2-2', '--seed', seed, ...more]);
    const [one, again, other] = [await show('4711'), await show('4711'), await show('4712')];
    expect(one.stdout).toBe(again.stdout);
    expect(one.stdout).not.toBe(other.stdout);
    expect(one.stdout).toContain('2-2-2 with sigmoids (4711)');
    const task = await show('4711', '--only-task');
    expect(one.stdout.startsWith(task.stdout.trimEnd())).toBe(true);
    expect(task.stdout).not.toContain('σ');
  });

  it('writes a sheet and the network', async () => {
    const [sheet, file] = [place.path('4711.html'), place.path('4711.loom')];
    expect((await place.run(['example', 'show', 'dropout-thinned', '--seed', '4711', '--format', 'html', '--out', sheet, '--document', file])).code).toBe(0);
    const html = await readFile(sheet, 'utf8');
    expect(html).toContain('<dt>∂L/∂layer1.weight[');
    expect(html).toContain('drop1.mask');
    expect((await place.run(['trace', file, '--mode', 'test', '--input', 'x=1,2,3'])).code).toBe(0);
    const refused = await place.run(['example', 'show', 'mlp-2-2-2', '--out', sheet]);
    expect(refused.stderr).toContain('already exists');
  });
});
