/** The entry of the command line; `bin/layerloom.mjs` calls it with what stands behind its name. */
import { EXIT, reportFailure } from './failures';
import { buildProgram } from './program';

/** Runs one command and returns its exit code. */
export async function main(args: readonly string[]): Promise<number> {
  // A reader that has seen enough (`layerloom ir … | head`) is no failure.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(EXIT.done);
    throw error;
  });
  try {
    await buildProgram().parseAsync(args, { from: 'user' });
    return EXIT.done;
  } catch (error) {
    return reportFailure(error, args.includes('--json'));
  }
}
