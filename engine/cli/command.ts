/** What all commands share: `--json`, examples under `--help`, and errors that come back instead of ending the process. */
import { Command } from 'commander';

export interface Example {
  readonly command: string;
  readonly does: string;
}

/** A subcommand; `examples` stand at the end of its help. */
export function newCommand(name: string, description: string, examples: readonly Example[]): Command {
  return prepared(new Command(name))
    .description(description)
    .option('--json', 'answer in JSON')
    .addHelpText('after', ['', 'Examples:', ...examples.map(({ command, does }) => `  layerloom ${command}\n      ${does}`)].join('\n'));
}

/** Usage errors are thrown with their message and told in one place, `failures.ts`. */
export function prepared(command: Command): Command {
  return command.exitOverride().configureOutput({ outputError: () => undefined }).showSuggestionAfterError();
}
