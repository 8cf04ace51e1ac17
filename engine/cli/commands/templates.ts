import type { Command } from 'commander';
import { inferNetwork } from '../../infer/infer-network';
import { TEMPLATES } from '../../templates';
import { newCommand } from '../command';
import { Terminal, type OutputOptions } from '../terminal';
import { grouped, table } from '../text';

export function templatesCommand(): Command {
  return newCommand('templates', 'List the networks to start from', [{ command: 'templates', does: 'names, sizes and where they come from' }]).action((options: OutputOptions) => {
    const list = TEMPLATES.map(({ name, title, summary, source, year, size, data, build }) => {
      return { name, title, summary, source, year, input: size.input, classes: size.classes ?? null, params: inferNetwork(build(size)).totals.params, data: `builtin:${data.name}` };
    });
    new Terminal(options).answer(list, () =>
      table(
        [{ title: 'template' }, { title: 'parameters', right: true }, { title: 'input' }, { title: 'data' }, { title: '' }],
        list.map(({ name, params, input, data, summary }) => [name, grouped(params), input.join('×'), data, summary]),
      ),
    );
  });
}
