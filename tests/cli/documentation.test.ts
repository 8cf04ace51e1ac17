import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { buildProgram } from '../../engine/cli/program';
import { GENERATORS } from '../../engine/data/generators';
import { OPTIMIZER_NAMES } from '../../engine/optimizers';
import { SCHEDULE_NAMES } from '../../engine/schedules';

it('docs/command-line.md names every command, option and choice', async () => {
  const text = await readFile(new URL('../../docs/command-line.md', import.meta.url), 'utf8');
  for (const command of buildProgram().commands) {
    const at = text.indexOf(`### \`${command.name()}`);
    expect(at, command.name()).toBeGreaterThan(0);
    const section = text.slice(at, text.indexOf('\n## ', at)).split('\n### ')[0]!;
    for (const { long } of command.options) if (long !== '--json') expect(section, command.name()).toContain(long);
  }
  for (const name of [...OPTIMIZER_NAMES, ...SCHEDULE_NAMES, ...GENERATORS.map((generator) => generator.name)]) expect(text).toContain(name);
});
