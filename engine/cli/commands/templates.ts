import type { Command } from 'commander';
import { inferNetwork } from '../../infer/infer-network';
import { TEMPLATES } from '../../templates';
import { newCommand } from '../command';
import { Terminal, type OutputOptions } from '../terminal';
import { grouped, table } from '../text';

export function templatesCommand(): Command {
  return newCommand('templates', 'List the networks to start from', [{ command: 'templates', does: 'names, sizes and where they come from' }]).action((options: OutputOptions) => {
    const list = TEMPLATES.map(({ name, title, summary, notes, category, paper, year, reference, size, data, build }) => {
      const params = reference?.parameters ?? inferNetwork(build(size)).totals.params;
      return { name, title, summary, notes, category, paper, year, input: size.input, classes: size.classes ?? null, params, reference: reference ?? null, data: data ? `builtin:${data.name}` : null };
    });
    new Terminal(options).answer(list, () =>
      table(
        [{ title: 'template' }, { title: 'year', right: true }, { title: 'parameters', right: true }, { title: 'input' }, { title: 'data' }, { title: '' }],
        list.map(({ name, year, params, input, data, summary }) => [name, `${year}`, grouped(params), input.join('×'), data ?? 'your own', summary]),
      ),
    );
  });
}
