/** Where the application keeps its own files, by the habits of each system. */
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

export interface ApplicationFolders {
  /** Settings and recent documents. */
  readonly config: string;
  /** Runs, exports, uploads, drafts, trash. */
  readonly data: string;
}

/** `LAYERLOOM_HOME` puts everything into one folder: for tests, and for a stick that is carried around. */
export function applicationFolders(environment: NodeJS.ProcessEnv = process.env, platform: NodeJS.Platform = process.platform, home = homedir()): ApplicationFolders {
  const own = environment['LAYERLOOM_HOME'];
  if (own) return { config: resolve(own), data: resolve(own) };
  if (platform === 'win32') {
    return { config: join(environment['APPDATA'] ?? join(home, 'AppData', 'Roaming'), 'LayerLoom'), data: join(environment['LOCALAPPDATA'] ?? join(home, 'AppData', 'Local'), 'LayerLoom') };
  }
  if (platform === 'darwin') {
    const support = join(home, 'Library', 'Application Support', 'LayerLoom');
    return { config: support, data: support };
  }
  return { config: join(environment['XDG_CONFIG_HOME'] ?? join(home, '.config'), 'layerloom'), data: join(environment['XDG_DATA_HOME'] ?? join(home, '.local', 'share'), 'layerloom') };
}
