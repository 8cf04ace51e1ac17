/** What the operating system said, as a sentence that names the file and what to do. */
import { LoomError } from '../core/diagnostic';

interface Explanation {
  readonly code: string;
  readonly reason: string;
  readonly remedy: string;
}

const EXPLANATIONS: Readonly<Record<string, Explanation>> = {
  ENOENT: { code: 'file-missing', reason: 'it does not exist', remedy: 'Check the name and the folder.' },
  ENOTDIR: { code: 'file-missing', reason: 'a part of its path is a file and not a folder', remedy: 'Check the name and the folder.' },
  EISDIR: { code: 'file-is-folder', reason: 'it is a folder', remedy: 'Name a file.' },
  EACCES: { code: 'file-permission', reason: 'permission is denied', remedy: 'Change its permissions or choose another place.' },
  EPERM: { code: 'file-permission', reason: 'the system does not permit it', remedy: 'Change its permissions or choose another place.' },
  EROFS: { code: 'file-read-only', reason: 'it is on a read-only file system', remedy: 'Choose another place.' },
  ENOSPC: { code: 'disk-full', reason: 'the disk is full', remedy: 'Free some space or choose another place; what was there before is unchanged.' },
  EDQUOT: { code: 'disk-full', reason: 'your disk quota is used up', remedy: 'Free some space or choose another place; what was there before is unchanged.' },
  EFBIG: { code: 'file-too-large', reason: 'the file system cannot hold a file so large', remedy: 'Choose a place on another disk.' },
  EMFILE: { code: 'too-many-files', reason: 'too many files are open', remedy: 'Raise the limit with "ulimit -n 4096" and try again.' },
  ENFILE: { code: 'too-many-files', reason: 'too many files are open on this machine', remedy: 'Close other programs and try again.' },
  EEXIST: { code: 'file-exists', reason: 'it already exists', remedy: 'Choose another name.' },
  ENAMETOOLONG: { code: 'file-name', reason: 'its name is too long', remedy: 'Choose a shorter name.' },
  ELOOP: { code: 'file-name', reason: 'its links lead in a circle', remedy: 'Check the links on its path.' },
  EBUSY: { code: 'file-busy', reason: 'another program uses it', remedy: 'Close that program and try again.' },
  EIO: { code: 'disk-error', reason: 'the disk reports an error', remedy: 'Check the disk.' },
};

export type Doing = 'read' | 'written' | 'created';

function systemCode(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}

/** The LoomError for a failed file operation; a LoomError passes through, and so does what is no system error. */
export function fileProblem(error: unknown, file: string, doing: Doing): unknown {
  const code = systemCode(error);
  if (error instanceof LoomError || code === undefined) return error;
  const known = EXPLANATIONS[code];
  // zlib reports damaged data through codes of its own.
  const reason = known?.reason ?? (code.startsWith('Z_') ? 'its compressed data is damaged' : `the system reports ${code}`);
  const message = `${file} cannot be ${doing}: ${reason}.`;
  return new LoomError([{ code: known?.code ?? 'file-problem', severity: 'error', message, file, remedy: known?.remedy }]);
}

/** Runs `action`, and says in words what goes wrong with `file`. */
export async function explaining<T>(file: string, doing: Doing, action: () => Promise<T>): Promise<T> {
  try {
    return await action();
  } catch (error) {
    throw fileProblem(error, file, doing);
  }
}
