/** Runs that were deleted: what took hours to train is not gone with one click. */
import { rename, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { fail } from '../../core/diagnostic';
import { makeFolder } from '../../files/make-folder';

/** Between the name of a run and the moment it was deleted. */
const SEPARATOR = ' ';

export class RunTrash {
  constructor(private readonly runs: string, private readonly trash: string) {}

  /** Answers the name that `takeBack` takes. */
  async put(run: string): Promise<string> {
    await makeFolder(this.trash);
    const name = `${basename(run)}${SEPARATOR}${new Date().toISOString().replaceAll(':', '.')}`;
    await rename(run, join(this.trash, name));
    return name;
  }

  /** Answers the folder of the run, which is what it was. */
  async takeBack(name: string): Promise<string> {
    const from = join(this.trash, name);
    if (dirname(from) !== this.trash || !(await stat(from).catch(() => undefined))) fail('not-in-trash', `There is no deleted run “${name}”.`, { found: name });
    const run = join(this.runs, name.slice(0, name.lastIndexOf(SEPARATOR)));
    if (await stat(run).catch(() => undefined)) fail('run-exists', `There is another run “${basename(run)}” now.`, { file: run, remedy: `The deleted one is in ${from}.` });
    await rename(from, run);
    return run;
  }
}
