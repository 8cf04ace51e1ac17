/** What the shell does around its window, with a stand-in for Electron and a host that is not there. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate as tick } from 'node:timers/promises';
import type { Rectangle } from 'electron';
import { describe, expect, it } from 'vitest';
import { acceleratorFor } from '../../electron/accelerator';
import { guardClosing, guardUnwritten } from '../../electron/closing';
import { noteLostProcesses, surviveCrashes } from '../../electron/crashes';
import { nativeDialogs } from '../../electron/dialogs';
import { documentIn, WantedDocuments } from '../../electron/documents';
import { Log } from '../../electron/log';
import { menuTemplate, type MenuParts } from '../../electron/menu';
import { followPower } from '../../electron/power';
import { RunCompanion } from '../../electron/run-companion';
import { utilityLauncher } from '../../electron/utility-launcher';
import { WindowState } from '../../electron/window-state';
import type { ShellClient } from '../../engine/shell/client';
import type { RunSummary } from '../../engine/shell/protocol/runs';
import { scratch, StandInElectron, StandInWindow } from './stand-in';

const RUN: RunSummary = { run: '/runs/a', title: 'a', documentName: 'a', createdAt: '', state: 'running', backend: 'cpu', threads: 1, data: { source: { kind: 'builtin', name: 'digits' }, split: { seed: 0, validation: 0, test: 0 } }, epochs: 10, epoch: 4, step: 40 };

/** A client that says what the test says. */
function client() {
  const listeners = new Map<string, (value: never) => void>();
  const on: ShellClient['on'] = (event, listener) => {
    listeners.set(event, listener);
    return () => undefined;
  };
  return { on, tell: (event: string, value: unknown) => listeners.get(event)?.(value as never) };
}

describe('while a run trains', () => {
  function companion() {
    const electron = new StandInElectron();
    const window = new StandInWindow({});
    const host = client();
    const { powerSaveBlocker, Notification } = electron.api;
    return { electron, window, host, companion: new RunCompanion({ client: host, powerSaveBlocker, Notification, window: () => window.asWindow() }) };
  }

  it('the machine stays awake, and may sleep again when it is paused or over', () => {
    const { electron, host, companion: { underWay }, ...rest } = companion();
    expect([underWay, electron.blockers.size]).toEqual([undefined, 0]);
    host.tell('run.changed', RUN);
    host.tell('run.changed', { ...RUN, step: 41 });
    expect([rest.window.progress.length, electron.blockers.size]).toEqual([0, 1]);
    host.tell('run.changed', { ...RUN, state: 'paused' });
    expect(electron.blockers.size).toBe(0);
    host.tell('run.changed', RUN);
    expect(electron.blockers.size).toBe(1);
    host.tell('run.changed', { ...RUN, state: 'unfinished' });
    expect([electron.blockers.size, rest.window.progress.at(-1)]).toEqual([0, -1]);
  });

  it('the icon shows how far it is', () => {
    const { window, host } = companion();
    host.tell('run.event', { run: RUN.run, event: { event: 'step', progress: { done: 0.25 } } });
    expect(window.progress).toEqual([0.25]);
  });

  it('its end is told to a person who looks elsewhere, and to nobody else', () => {
    const { electron, window, host } = companion();
    const done = { run: RUN.run, event: { event: 'done', epochs: 10, stoppedEarly: false } };
    window.hasFocus = true;
    host.tell('run.event', done);
    expect(electron.notifications).toEqual([]);
    window.hasFocus = false;
    host.tell('run.event', done);
    host.tell('run.failed', { run: RUN.run, resumable: true, diagnostics: [{ code: 'x', severity: 'error', message: 'The disk is gone.', remedy: 'Find it.' }] });
    expect(electron.notifications).toEqual(['Training is done: After 10 epochs.', 'Training has stopped: The disk is gone. Find it.']);
  });
});

describe('closing the window', () => {
  function closing(run: RunSummary | undefined, answer = '') {
    const electron = new StandInElectron();
    electron.answer = answer;
    const window = new StandInWindow({});
    const done: string[] = [];
    guardClosing(window.asWindow(), { dialog: electron.api.dialog, underWay: () => run, hide: () => done.push('hide'), stop: async (folder) => done.push(`stop ${folder}`), quit: () => done.push('quit') });
    return { electron, window, done };
  }

  it('asks nothing without a run', () => {
    const { electron, window } = closing(undefined);
    expect([window.close(), electron.boxes.length]).toEqual([false, 0]);
  });

  it.each([
    ['Keep training in the background', ['hide']],
    ['Save a checkpoint and quit', ['quit']],
    ['Stop training', ['stop /runs/a']],
    ['Cancel', []],
  ])('asks, and does as the person says: %s', async (answer, expected) => {
    const { electron, window, done } = closing(RUN, answer);
    expect(window.close()).toBe(true);
    // A second click does not ask again.
    expect(window.close()).toBe(true);
    await tick();
    expect(done).toEqual(expected);
    expect(electron.boxes.map(({ message, cancelId }) => [message, cancelId])).toEqual([['“a” is still training.', 3]]);
  });
});

describe('labels that are not written', () => {
  it.each([
    ['Keep the window open', 0],
    ['Close without them', 1],
  ])('keep the window open unless the person says otherwise: %s', (answer, prevented) => {
    const electron = new StandInElectron();
    electron.answer = answer;
    const window = new StandInWindow({});
    guardUnwritten(window.asWindow(), electron.api.dialog);
    let count = 0;
    window.webContents.emit('will-prevent-unload', { preventDefault: () => count++ });
    expect(count).toBe(prevented);
    expect(electron.boxes.map(({ message, cancelId }) => [message, cancelId])).toEqual([['Some labels are not written yet.', 0]]);
  });
});

describe('sleep', () => {
  it('asks for a checkpoint, and goes on afterwards unasked', () => {
    const electron = new StandInElectron();
    const said: string[] = [];
    followPower(electron.api.powerMonitor, { sleep: async () => void said.push('sleep'), wake: () => void said.push('wake') }, { log: { write: () => undefined }, quit: () => said.push('quit') });
    electron.powerMonitor.emit('suspend');
    electron.powerMonitor.emit('resume');
    let isHeld = false;
    electron.powerMonitor.emit('shutdown', { preventDefault: () => (isHeld = true) });
    expect([said, isHeld]).toEqual([['sleep', 'wake', 'quit'], true]);
  });
});

describe('a window that dies', () => {
  it.each([
    ['Open it again', ['reload'], []],
    ['Quit', [], ['quit']],
  ])('asks, and does as the person says: %s', async (answer, calls, quits) => {
    const electron = new StandInElectron();
    electron.answer = answer;
    const window = new StandInWindow({});
    const log = new Log(scratch());
    const { app, dialog, shell } = electron.api;
    surviveCrashes(window.asWindow(), { app, dialog, shell, log });
    noteLostProcesses(app, log);
    window.webContents.emit('render-process-gone', {}, { reason: 'oom', exitCode: 5 });
    await tick();
    expect([window.calls, electron.app.calls]).toEqual([calls, quits]);
    electron.app.emit('child-process-gone', {}, { type: 'Utility', name: 'LayerLoom engine', reason: 'crashed', exitCode: 11 });
    expect(readFileSync(log.file, 'utf8')).toMatch(/the window is gone: oom \(5\)\n.*LayerLoom engine is gone: crashed \(11\)\n$/s);
  });

  it('says nothing when it was meant to end', async () => {
    const electron = new StandInElectron();
    const window = new StandInWindow({});
    surviveCrashes(window.asWindow(), { ...electron.api, log: new Log(scratch()) });
    window.webContents.emit('render-process-gone', {}, { reason: 'clean-exit', exitCode: 0 });
    await tick();
    expect(electron.boxes).toEqual([]);
  });
});

describe('documents that the system asks for', () => {
  it('are found on a command line among switches', () => {
    expect(documentIn(['/app/layerloom', '--flag=x.loom', 'a.loom'], '/home/me')).toBe('/home/me/a.loom');
    expect(documentIn(['/app/layerloom', '.', '/data/b.LOOM'], '/home/me')).toBe('/data/b.LOOM');
    expect(documentIn(['x.loom'], '/home/me')).toBeUndefined();
    expect(documentIn(['/app/layerloom', 'notes.txt'], '/home/me')).toBeUndefined();
  });

  it('wait for a window', () => {
    const folder = scratch();
    const path = join(folder, 'a.loom');
    writeFileSync(path, '{}');
    const electron = new StandInElectron();
    const wanted = new WantedDocuments(electron.api.app, ['/app/layerloom'], folder);
    let isTaken = false;
    electron.app.emit('open-file', { preventDefault: () => (isTaken = true) }, path);
    const opened: string[] = [];
    wanted.ready((one) => opened.push(one));
    wanted.ready((one) => opened.push(one));
    wanted.want(join(folder, 'missing.loom'));
    wanted.want(path);
    expect([isTaken, opened]).toEqual([true, [path, path]]);
  });
});

describe('the menu bar', () => {
  const commands: MenuParts['commands'] = [
    { id: 'open', title: 'Open…', group: 'File', keys: '$mod+o' },
    { id: 'template:lenet5', title: 'New from LeNet-5', group: 'File' },
    { id: 'copy', title: 'Copy', group: 'Edit', keys: '$mod+c' },
    { id: 'redo', title: 'Redo', group: 'Edit', keys: '$mod+Shift+z' },
    { id: 'fit', title: 'Fit', group: 'View', keys: 'f' },
  ];
  const parts = (platform: NodeJS.Platform, chosen: string[] = []): MenuParts => ({
    commands,
    recents: [{ path: '/a.loom', name: 'a', openedAt: '', exists: true }, { path: '/gone.loom', name: 'gone', openedAt: '', exists: false }],
    platform,
    isPackaged: true,
    choose: (command) => chosen.push(command),
    open: (path) => chosen.push(path),
  });
  const itemsOf = (template: ReturnType<typeof menuTemplate>, label: string) => template.find((menu) => menu.label === label)!.submenu as ReturnType<typeof menuTemplate>;

  it('is drawn from the commands of the window', () => {
    const chosen: string[] = [];
    const template = menuTemplate(parts('linux', chosen));
    expect(template.map(({ label }) => label)).toEqual(['&File', '&Edit', '&View']);
    const [open, recent, templates, , quit] = itemsOf(template, '&File');
    expect(open).toMatchObject({ label: 'Open…', accelerator: 'CmdOrCtrl+O', registerAccelerator: false });
    (open!.click as () => void)();
    expect((recent!.submenu as { label: string; accelerator: string }[]).map(({ label, accelerator }) => [label, accelerator])).toEqual([['a', 'CmdOrCtrl+1']]);
    ((recent!.submenu as { click: () => void }[])[0]!.click)();
    expect(templates!.label).toBe('New from a template');
    expect(quit!.role).toBe('quit');
    expect(itemsOf(template, '&Edit')[0]).not.toHaveProperty('role');
    expect(itemsOf(template, '&View')[0]).not.toHaveProperty('accelerator');
    expect(chosen).toEqual(['open', '/a.loom']);
  });

  it('leaves text to the system on macOS, and has no tools for developers in a package', () => {
    const template = menuTemplate(parts('darwin'));
    expect(template[0]!.role).toBe('appMenu');
    expect(itemsOf(template, 'Edit')[0]).toMatchObject({ role: 'copy' });
    expect(itemsOf(template, 'Edit')[1]).toMatchObject({ accelerator: 'CmdOrCtrl+Shift+Z', registerAccelerator: true });
    expect(itemsOf(template, 'View').map(({ role }) => role)).not.toContain('toggleDevTools');
    expect(itemsOf(menuTemplate({ ...parts('darwin'), isPackaged: false }), 'View').map(({ role }) => role)).toContain('toggleDevTools');
  });

  it.each([
    ['$mod+Alt+n', 'CmdOrCtrl+Alt+N'],
    ['$mod++', 'CmdOrCtrl+Plus'],
    ['Alt+ArrowLeft', 'Alt+Left'],
    ['F8', 'F8'],
    ['Shift+F8', 'Shift+F8'],
    ['t', undefined],
    ['Shift+?', undefined],
    ['Delete', undefined],
    ['g i', undefined],
  ])('knows %s as %s', (keys, accelerator) => {
    expect(acceleratorFor(keys)).toBe(accelerator);
  });
});

describe('the place of the window', () => {
  const screens = (...displays: { id: number; workArea: Rectangle }[]) => ({ getAllDisplays: () => displays as never[], getDisplayMatching: () => displays[0]! as never });
  const wide = { id: 7, workArea: { x: 0, y: 0, width: 1920, height: 1080 } };

  it('is found again on its screen, made smaller for a smaller one, and usual without it', async () => {
    const folder = scratch();
    const window = new StandInWindow({});
    new WindowState(folder, screens(wide)).follow(window.asWindow());
    window.emit('close');
    await expect.poll(() => { try { return readFileSync(join(folder, 'window.json'), 'utf8'); } catch { return ''; } }).toContain('"width": 1000');
    expect(await new WindowState(folder, screens(wide)).place()).toEqual({ bounds: { x: 10, y: 20, width: 1000, height: 700 }, isMaximised: false });
    expect((await new WindowState(folder, screens({ id: 7, workArea: { x: 0, y: 0, width: 800, height: 600 } })).place()).bounds).toEqual({ x: 0, y: 0, width: 800, height: 600 });
    expect((await new WindowState(folder, screens({ ...wide, id: 8 })).place()).bounds).toEqual({ width: 1440, height: 900 });
  });
});

describe('dialogs', () => {
  it('give the chosen path, complete the ending, and ask again where that file is there', async () => {
    const folder = scratch();
    mkdirSync(join(folder, 'x'));
    writeFileSync(join(folder, 'there.loom'), '');
    const answers = [join(folder, 'there'), join(folder, 'new')];
    const asked: string[] = [];
    const dialogs = nativeDialogs({
      showOpenDialog: (async () => ({ canceled: true, filePaths: [] })) as never,
      showSaveDialog: (async (options: { defaultPath: string }) => {
        asked.push(options.defaultPath);
        return { canceled: false, filePath: answers.shift()! };
      }) as never,
    }, () => undefined);
    expect(await dialogs.chooseNewFile({ title: 'Save', name: 'net.loom', endings: ['.loom'] })).toBe(join(folder, 'new.loom'));
    expect(asked).toEqual(['net.loom', join(folder, 'there.loom')]);
    expect(await dialogs.chooseFile({ title: 'Open', endings: [] })).toBeUndefined();
  });
});

describe('the compute host', () => {
  it('is a utility process with its setup, and is heard until it ends', () => {
    const electron = new StandInElectron();
    const child = utilityLauncher(electron.api.utilityProcess)<string, string>(new URL('file:///app/compute-host.mjs'), { dataWorker: 'x' });
    const heard: string[] = [];
    child.onMessage((message) => heard.push(message));
    child.onExit((reason) => heard.push(reason));
    const [fork] = electron.forks;
    fork!.child.emit('message', 'a message');
    child.kill();
    child.send('nobody is there');
    expect([fork!.entry, fork!.args, child.pid, heard]).toEqual(['/app/compute-host.mjs', ['{"dataWorker":"x"}'], 4711, ['a message', 'ended with exit code 9']]);
  });
});

describe('the log', () => {
  it('starts anew before it grows large, and keeps the one before', () => {
    const log = new Log(join(scratch(), 'logs'), 100);
    for (let line = 0; line < 6; line++) log.write(`line ${line} ${'x'.repeat(40)}`);
    expect(readFileSync(log.file, 'utf8').length).toBeLessThan(250);
    expect(readFileSync(`${log.file}.old`, 'utf8')).toContain('line');
  });
});
