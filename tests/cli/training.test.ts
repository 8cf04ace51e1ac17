/** The main job from the terminal: data, training, evaluation, prediction, export. */
import { readdir } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Workplace } from './run-cli';

let place: Workplace;
beforeAll(async () => {
  place = await Workplace.create();
});
afterAll(() => place.remove());

interface Done {
  readonly event: string;
  readonly run: string;
  readonly epochs: number;
  readonly valLoss: number;
  readonly valAccuracy: number;
}

function events(stdout: string): { event: string; step?: number }[] {
  return stdout.trimEnd().split('\n').map((line) => JSON.parse(line));
}

describe('the whole way', () => {
  it(
    'LeNet-5 reads digits in fonts it has never seen, and the exported file does the same',
    async () => {
      expect(await place.json(['data', 'digits', '--out', 'd', '--count', '6000', '--seed', '1'])).toMatchObject({ count: 6000 });
      const { code, stdout } = await place.run(['train', 'lenet5', '--data', 'd', '--epochs', '3', '--seed', '1', '--json']);
      expect(code).toBe(0);
      const done = events(stdout).at(-1) as Done;
      expect(done).toMatchObject({ event: 'done', epochs: 3, run: expect.stringMatching(/^runs.lenet5-1$/) });
      expect(done.valAccuracy).toBeGreaterThanOrEqual(0.97);

      const report = (await place.json(['export', done.run, '--format', 'onnx', '--out', 'm.onnx'])) as { maxAbsDiff: number; opset: number; file: string };
      expect(report).toMatchObject({ file: 'm.onnx', opset: 21 });
      expect(report.maxAbsDiff).toBeLessThanOrEqual(1e-5);

      const fromRun = (await place.json(['evaluate', done.run, '--data', 'd'])) as { loss: number; accuracy: number; confusion: number[][] };
      const fromFile = (await place.json(['evaluate', 'm.onnx', '--data', 'd'])) as typeof fromRun;
      expect(fromFile.confusion).toEqual(fromRun.confusion);
      expect(fromFile.loss).toBeCloseTo(fromRun.loss, 6);
      expect(fromRun.confusion.flat().reduce((a, b) => a + b)).toBe(600);

      const pictures = (await readdir(place.path('d/test/7'))).slice(0, 3).map((name) => `d/test/7/${name}`);
      const answers = (await place.json(['predict', 'm.onnx', ...pictures])) as { file: string; label: string; probabilities: Record<string, number> }[];
      expect(answers.map(({ file }) => file)).toEqual(pictures);
      expect(answers.filter(({ label }) => label === '7').length).toBeGreaterThanOrEqual(2);
      for (const { probabilities } of answers) expect(Object.values(probabilities).reduce((a, b) => a + b)).toBeCloseTo(1, 5);
    },
    600_000,
  );

  it('a network of numbers: train, predict by name', async () => {
    const { stdout } = await place.run(['train', 'xor-mlp', '--seed', '2', '--json']);
    const done = events(stdout).at(-1) as Done;
    expect(done.valAccuracy).toBe(1);
    const [answer] = (await place.json(['predict', done.run, '--input', 'x1=1', '--input', 'x2=0'])) as { label: string }[];
    expect(answer?.label).toBe('1');
    const wrong = await place.run(['predict', done.run, '--input', 'x1=1']);
    expect(wrong.code).toBe(1);
    expect(wrong.stderr).toContain('The model needs a value for “x2”.');

    // The network with what it has learned takes its labels and scaling along as well.
    await place.json(['export', done.run, '--out', 'learned.loom']);
    await place.json(['export', 'learned.loom', '--out', 'learned.onnx']);
    expect(await place.json(['predict', 'learned.onnx', '--input', 'x1=1', '--input', 'x2=0'])).toMatchObject([{ label: '1' }]);
    expect(await place.json(['evaluate', 'learned.onnx', '--data', 'builtin:xor'])).toMatchObject({ accuracy: 1 });
  });
});

describe('the options of train', () => {
  const quick = ['train', 'lenet5', '--data', 'builtin:digits:200', '--epochs', '2'];

  it('change how a document trains', async () => {
    const options = ['--batch', '32', '--lr', '0.01', '--optimizer', 'adamw:weightDecay=0.1', '--schedule', 'cosine', '--early-stopping', '3', '--augment', 'flip,rotate=15', '--freeze', 'conv1', '--l2', '0.001', '--clip-norm', '1', '--seed', '5'];
    const { code, stderr } = await place.run([...quick, ...options, '--out', 'changed']);
    expect(stderr).not.toContain('error');
    expect(code).toBe(0);
    const { totals } = (await place.json(['analyze', 'changed/document.loom'])) as { totals: Record<string, number> };
    expect(totals).toMatchObject({ params: 61_706, trainableParams: 61_706 - 156 });
  });

  it('begin with a network that comes along, named as it is called', async () => {
    const { code, stdout, stderr } = await place.run(['train', 'yolo-v3-small', '--data', 'builtin:scenes:20', '--epochs', '1', '--init', 'scene-detector', '--out', 'informed', '--json']);
    expect(code, stderr).toBe(0);
    const weights = events(stdout).find(({ event }) => event === 'weights') as unknown as { taken: readonly string[]; left: readonly object[] };
    expect(weights.taken).toContain('stage3/conv.weight');
    expect(JSON.stringify(weights.left)).toContain('read-fine/read.');
  });

  it('repeat a run exactly where seed and threads are the same', async () => {
    const losses = await Promise.all(['a', 'b'].map(async (out) => (events((await place.run([...quick, '--threads', '1', '--out', out, '--json'])).stdout).at(-1) as Done).valLoss));
    expect(losses[0]).toBe(losses[1]);
  });

  it('stop on Ctrl-C with a checkpoint, from which the run ends as if it had not stopped', async () => {
    const long = ['train', 'lenet5', '--data', 'builtin:digits:1000', '--epochs', '4', '--threads', '1', '--json'];
    const whole = events((await place.run([...long, '--out', 'whole'])).stdout).at(-1) as Done;
    let interrupted = false;
    const stopped = await place.run([...long, '--out', 'stopped'], {
      onOutput: (text, kill) => {
        if (interrupted || !text.includes('"step"')) return;
        interrupted = true;
        kill('SIGINT');
      },
    });
    expect(stopped).toMatchObject({ code: 130 });
    expect(stopped.stderr).toContain('Stopping after this step');
    expect(events(stopped.stdout).at(-1)).toMatchObject({ event: 'stopped', run: 'stopped' });
    const resumed = events((await place.run(['resume', 'stopped', '--json'])).stdout).at(-1) as Done;
    expect(resumed).toMatchObject({ event: 'done', epochs: 4, valLoss: whole.valLoss, valAccuracy: whole.valAccuracy });
  });
});
