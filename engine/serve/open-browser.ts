/** Opening a link in the person's browser. */
import { spawn } from 'node:child_process';

interface Opener {
  readonly program: string;
  readonly args: readonly string[];
}

/** Undefined where there is no screen to open it on, as in a remote terminal. */
function openerFor(link: string, platform: NodeJS.Platform, environment: NodeJS.ProcessEnv): Opener | undefined {
  if (platform === 'darwin') return { program: 'open', args: [link] };
  // Not “start”: that is a word of the command interpreter, which would read & and % in the link.
  if (platform === 'win32') return { program: 'rundll32', args: ['url.dll,FileProtocolHandler', link] };
  const hasScreen = environment['DISPLAY'] || environment['WAYLAND_DISPLAY'];
  return hasScreen && !environment['SSH_CONNECTION'] ? { program: 'xdg-open', args: [link] } : undefined;
}

/** Returns whether a browser was asked; the link is printed either way. */
export async function openBrowser(link: string, platform: NodeJS.Platform = process.platform, environment: NodeJS.ProcessEnv = process.env): Promise<boolean> {
  const opener = openerFor(link, platform, environment);
  if (!opener) return false;
  return new Promise((resolve) => {
    const child = spawn(opener.program, opener.args, { stdio: 'ignore', detached: true, shell: false });
    child.on('error', () => resolve(false));
    child.on('spawn', () => {
      child.unref();
      resolve(true);
    });
  });
}
