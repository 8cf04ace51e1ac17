import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TEMPLATE_NAMES } from '../../engine/templates';
import { Workplace } from './run-cli';

let place: Workplace;
beforeAll(async () => {
  place = await Workplace.create();
});
afterAll(() => place.remove());

const COMMANDS = ['demo', 'templates', 'new', 'analyze', 'data', 'train', 'resume', 'evaluate', 'predict', 'export', 'ir', 'pack', 'unpack'];

describe('usage', () => {
  it('explains every command with examples', async () => {
    for (const command of COMMANDS) {
      const { code, stdout } = await place.run([command, '--help']);
      expect(code).toBe(0);
      expect(stdout).toContain(`Usage: layerloom ${command}`);
      expect(stdout).toContain('--json');
      expect(stdout).toContain(`Examples:\n  layerloom ${command}`);
    }
  });

  it.each([
    { args: [], says: '' },
    { args: ['trian', 'lenet5'], says: 'Unknown command' },
    { args: ['train'], says: 'Missing required argument' },
    { args: ['train', 'lenet5', '--frobnicate'], says: "Unknown option '--frobnicate'" },
    { args: ['train', 'lenet5', '--epochs', 'many'], says: 'must be a whole number from 1' },
    { args: ['train', 'lenet5', '--epochs', '0'], says: 'must be a whole number from 1' },
    { args: ['train', 'lenet5', '--lr', '-1'], says: 'must be a number above 0' },
    { args: ['train', 'lenet5', '--val', '1'], says: 'must be a number from 0 below 1' },
    { args: ['train', 'lenet5', '--optimizer', 'magic'], says: 'There is no optimizer “magic”' },
    { args: ['train', 'lenet5', '--optimizer', 'adam:beta1=2'], says: 'must be a number from 0 to 1' },
    { args: ['train', 'lenet5', '--schedule', 'magic'], says: 'There is no schedule “magic”' },
    { args: ['train', 'lenet5', '--augment', 'flip,spin'], says: 'There is no augmentation “spin”' },
    { args: ['train', 'lenet5', '--data', 'builtin:magic'], says: 'There is no built-in data set' },
    { args: ['train', 'lenet5', '--backend', 'abacus'], says: 'must be one of cpu, webgpu' },
    { args: ['predict', 'somewhere'], says: 'Nothing to predict' },
  ])('refuses $args with exit code 2', async ({ args, says }) => {
    const { code, stdout, stderr } = await place.run(args);
    expect(code).toBe(2);
    expect(stderr).toContain(says);
    expect(stdout).toBe('');
  });

  it('tells a usage error in JSON as well', async () => {
    const { code, stdout } = await place.run(['train', 'lenet5', '--epochs', 'many', '--json']);
    expect(code).toBe(2);
    expect(JSON.parse(stdout)).toMatchObject({ error: { code: 'usage', message: expect.stringContaining('whole number from 1') } });
  });

  it.each([['train'], ['analyze'], ['new']])('lists the templates where %s is given an unknown one', async (command) => {
    const { code, stderr } = await place.run([command, 'lenet6', ...(command === 'new' ? ['--out', 'x.loom'] : [])]);
    expect(code).toBe(1);
    for (const name of TEMPLATE_NAMES) expect(stderr).toContain(name);
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
  });
});
