/** The whole Electron shell with a real host behind a stand-in Electron; only the compute host is not there. */
import { MessageChannel } from 'node:worker_threads';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { startApplication } from '../../electron/application';
import { CONNECT_CHANNEL } from '../../electron/channels';
import { Log } from '../../electron/log';
import { createDocument } from '../../engine/document/edits';
import { writeDocumentFile } from '../../engine/files/document-file';
import { ShellClient } from '../../engine/shell/client';
import { messagePortTransport, type PortLike } from '../../engine/shell/message-port-transport';
import { builtEntries } from '../../engine/worker/client';
import { mainFrame, scratch, StandInElectron } from './stand-in';

async function start(electron: StandInElectron, argv: readonly string[] = ['/app/layerloom']) {
  const folder = scratch();
  const engine = pathToFileURL(`${folder}/engine/`);
  await startApplication({
    electron: electron.api,
    folders: { config: join(folder, 'config'), data: join(folder, 'data') },
    renderer: join(folder, 'renderer'),
    files: { preload: join(folder, 'preload.cjs'), icon: join(folder, 'icon.png') },
    entries: builtEntries(engine),
    dataDesk: new URL('data:text/javascript,'),
    log: new Log(join(folder, 'logs')),
    argv,
    folder,
  });
  return folder;
}

/** As the preload script does it, with a port of Node in place of Electron's. */
function connect(electron: StandInElectron): ShellClient {
  const { port1, port2 } = new MessageChannel();
  const port = { on: (name: string, listener: (event: { data: unknown }) => void) => void port2.on(name, (data: unknown) => listener({ data })), start: () => undefined, close: () => port2.close(), postMessage: (message: unknown) => port2.postMessage(message) };
  electron.ipcMain.emit(CONNECT_CHANNEL, { ports: [port], senderFrame: mainFrame() }, null);
  return ShellClient.connect(messagePortTransport(async () => port1 as unknown as PortLike));
}

describe('the application', () => {
  it('gives up at once where another one runs', async () => {
    const electron = new StandInElectron();
    electron.app.hasLock = false;
    await start(electron);
    expect([electron.app.calls, electron.windows.length]).toEqual([['quit'], 0]);
  });

  it('puts every page into a sandbox and makes its scheme known before it is ready, and opens one window', async () => {
    const electron = new StandInElectron();
    await start(electron);
    expect(electron.app.calls.slice(0, 3)).toEqual(['enableSandbox', 'registerSchemes', 'whenReady']);
    expect(Object.keys(electron.handlers).sort()).toEqual(['app', 'check', 'device', 'request']);
    expect(electron.newContents().openHandler!({ url: 'https://example.org/' })).toEqual({ action: 'deny' });
    expect(electron.windows.map(({ loaded, isVisible }) => [loaded, isVisible])).toEqual([['app://bundle/', true]]);
    expect(electron.forks[0]!.entry).toMatch(/compute-host\.mjs$/);
  });

  it('answers its window over a message port, and draws the menu it offers', async () => {
    const electron = new StandInElectron();
    await start(electron);
    const client = connect(electron);
    expect(await client.request('app.info', {})).toMatchObject({ shell: 'electron' });
    const chosen: string[] = [];
    client.on('menu.chosen', ({ command }) => chosen.push(command));
    await client.request('menu.offer', { commands: [{ id: 'save', title: 'Save', group: 'File', keys: '$mod+s' }] });
    const [file] = electron.menu;
    (file!.submenu as { click: () => void }[])[0]!.click();
    await expect.poll(() => chosen).toEqual(['save']);
    await client.request('settings.set', { theme: 'dark' });
    client.close();
  });

  it('hands a document of another start to its window, and grants it', async () => {
    const electron = new StandInElectron();
    const folder = await start(electron);
    const path = join(folder, 'given.loom');
    await writeDocumentFile(path, createDocument('given'));
    const client = connect(electron);
    const wanted: string[] = [];
    client.on('document.wanted', (document) => wanted.push(document.path));
    await client.request('menu.offer', { commands: [] });
    electron.app.emit('second-instance', {}, ['/app/layerloom', 'given.loom'], folder);
    await expect.poll(() => wanted).toEqual([path]);
    expect(electron.windows[0]!.hasFocus).toBe(true);
    expect((await client.request('document.open', { path })).path).toBe(path);
    await expect.poll(() => electron.app.calls).toContain(`recent ${path}`);
    client.close();
  });

  it('ends after its engine', async () => {
    const electron = new StandInElectron();
    const folder = await start(electron);
    electron.app.emit('window-all-closed');
    let isHeld = false;
    electron.app.emit('before-quit', { preventDefault: () => (isHeld = true) });
    expect(isHeld).toBe(true);
    electron.forks[0]!.child.emit('exit', 0);
    await expect.poll(() => electron.app.calls.filter((call) => call === 'quit').length).toBe(2);
    isHeld = false;
    electron.app.emit('before-quit', { preventDefault: () => (isHeld = true) });
    expect(isHeld).toBe(false);
    expect(existsSync(join(folder, 'logs', 'layerloom.log'))).toBe(true);
  });
});
