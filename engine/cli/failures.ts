/** How a command ends that could not do what it was asked. */
import { CommanderError } from 'commander';
import { LoomError, sentence } from '../core/diagnostic';

export const EXIT = { done: 0, failed: 1, usage: 2, interrupted: 130 } as const;

/** A run was stopped by Ctrl-C, with a checkpoint. */
export class Interrupted extends Error {
  override readonly name = 'Interrupted';
}

/** Tells what went wrong and returns the exit code. */
export function reportFailure(error: unknown, json: boolean): number {
  if (error instanceof Interrupted) return EXIT.interrupted;
  if (error instanceof CommanderError) return reportUsage(error, json);
  if (error instanceof LoomError) {
    const [first, ...others] = error.diagnostics;
    if (json) print({ ...first, message: error.message, ...(others.length > 0 && { diagnostics: error.diagnostics }) });
    else process.stderr.write(`${error.diagnostics.map(sentence).join('\n')}\n`);
    return EXIT.failed;
  }
  const message = error instanceof Error ? error.message : String(error);
  if (json) print({ code: 'internal', message });
  const details = process.env['LAYERLOOM_DEBUG'] && error instanceof Error ? `\n${error.stack}` : '';
  if (!json) process.stderr.write(`LayerLoom has a bug: ${message}. Set LAYERLOOM_DEBUG=1 to see where, and please report it.${details}\n`);
  return EXIT.failed;
}

/** Help and version arrive as errors too. */
function reportUsage({ code, message, exitCode }: CommanderError, json: boolean): number {
  if (exitCode === 0) return EXIT.done;
  if (code === 'commander.help') return EXIT.usage;
  const text = message.replace(/^error: /, '');
  const told = text.charAt(0).toUpperCase() + text.slice(1) + (/[.!?)]$/.test(text) ? '' : '.');
  if (json) print({ code: 'usage', message: told });
  else process.stderr.write(`${told}\n`);
  return EXIT.usage;
}

function print(error: object): void {
  process.stdout.write(`${JSON.stringify({ error })}\n`);
}
