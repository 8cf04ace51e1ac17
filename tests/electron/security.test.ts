/** Each item of Electron's security list that concerns this shell; dropping a setting fails here. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { registerScheme, serveBundle } from '../../electron/bundle-protocol';
import { CONNECT_CHANNEL } from '../../electron/channels';
import { acceptConnections } from '../../electron/connections';
import { guardContents, isAllowedExternal } from '../../electron/guards';
import { isOwnAddress, isOwnMainFrame, ORIGIN, START_PAGE } from '../../electron/origin';
import { guardPermissions } from '../../electron/permissions';
import { windowOptions } from '../../electron/window';
import { SECURITY_HEADERS } from '../../engine/serve/response-headers';
import { contentsAsElectron, mainFrame, scratch, StandInContents, StandInElectron } from './stand-in';

const place = { bounds: { width: 1000, height: 700 }, isMaximised: false };
const preferences = (isPackaged: boolean) => windowOptions({ preload: '/p/preload.cjs', icon: '/p/icon.png' }, place, false, isPackaged).webPreferences!;

describe('the page of the window', () => {
  it.each([
    ['sandbox', true],
    ['contextIsolation', true],
    ['webSecurity', true],
    ['nodeIntegration', false],
    ['nodeIntegrationInWorker', false],
    ['nodeIntegrationInSubFrames', false],
    ['allowRunningInsecureContent', false],
    ['experimentalFeatures', false],
    ['webviewTag', false],
    ['navigateOnDragDrop', false],
    ['devTools', false],
  ] as const)('has %s %s', (setting, value) => {
    expect(preferences(true)[setting]).toBe(value);
  });

  it('enables no Blink features and nothing else that is not on this list', () => {
    expect(Object.keys(preferences(true)).sort()).toEqual(
      ['allowRunningInsecureContent', 'contextIsolation', 'devTools', 'experimentalFeatures', 'navigateOnDragDrop', 'nodeIntegration', 'nodeIntegrationInSubFrames', 'nodeIntegrationInWorker', 'preload', 'sandbox', 'spellcheck', 'webSecurity', 'webviewTag'],
    );
    expect(preferences(false).devTools).toBe(true);
  });

  it('comes from a secure scheme of its own and no file: address', () => {
    const electron = new StandInElectron();
    registerScheme(electron.api.protocol);
    expect(electron.schemes).toEqual([{ scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } }]);
    expect(START_PAGE).toBe('app://bundle/');
    for (const address of ['file:///etc/passwd', 'app://bundle.evil/', 'app://other/', 'https://bundle/', 'app://bundle@evil/']) expect(isOwnAddress(address)).toBe(false);
  });
});

describe('the protocol', () => {
  function bundle() {
    const folder = scratch();
    mkdirSync(join(folder, 'window', 'assets'), { recursive: true });
    writeFileSync(join(folder, 'window', 'index.html'), '<!doctype html><title>LayerLoom</title>');
    writeFileSync(join(folder, 'secret.txt'), 'secret');
    const electron = new StandInElectron();
    serveBundle(electron.api.protocol, join(folder, 'window'));
    const handle = electron.handlers['app'] as unknown as (request: { url: string; method: string }) => Promise<Response>;
    return (url: string, method = 'GET') => handle({ url, method });
  }

  it('sends the headers of the browser shell with the page', async () => {
    const response = await bundle()(START_PAGE);
    expect(response.status).toBe(200);
    for (const [name, value] of Object.entries(SECURITY_HEADERS)) expect(response.headers.get(name)).toBe(value);
    expect(response.headers.get('Content-Security-Policy')).toMatch(/^default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self';/);
    expect(response.headers.get('Cross-Origin-Opener-Policy')).toBe('same-origin');
    expect(response.headers.get('Cross-Origin-Embedder-Policy')).toBe('require-corp');
    expect(await response.text()).toContain('LayerLoom');
  });

  it.each(['../secret.txt', '%2e%2e/secret.txt', '..%2fsecret.txt', '%2e%2e%2fsecret.txt', 'assets/../../secret.txt', '..%5csecret.txt', 'assets/%00', '/etc/passwd'])('refuses to leave its folder by %s', async (path) => {
    const response = await bundle()(`${ORIGIN}/${path}`);
    expect(response.status).toBe(404);
    expect(await response.text()).not.toContain('secret\n');
  });

  it('answers reading only, and its own host only', async () => {
    const get = bundle();
    expect((await get(START_PAGE, 'POST')).status).toBe(405);
    expect((await get('app://elsewhere/')).status).toBe(403);
    const head = await get(START_PAGE, 'HEAD');
    expect([head.status, await head.text()]).toEqual([200, '']);
  });
});

describe('leaving the page', () => {
  function guarded() {
    const electron = new StandInElectron();
    guardContents(electron.api.app, electron.api.shell);
    return { electron, contents: electron.newContents() };
  }

  it.each(['will-navigate', 'will-redirect', 'will-frame-navigate'])('is prevented by %s', (name) => {
    const { contents } = guarded();
    const prevented = (url: string): boolean => {
      let isPrevented = false;
      contents.emit(name, { url, preventDefault: () => (isPrevented = true) });
      return isPrevented;
    };
    expect(prevented('https://example.org/')).toBe(true);
    expect(prevented('file:///etc/passwd')).toBe(true);
    expect(prevented('data:text/html,hello')).toBe(true);
    expect(prevented(`${ORIGIN}/index.html`)).toBe(false);
  });

  it('never embeds other pages', () => {
    const { contents } = guarded();
    let isPrevented = false;
    contents.emit('will-attach-webview', { preventDefault: () => (isPrevented = true) });
    expect(isPrevented).toBe(true);
  });

  it('never opens windows, and hands only known https addresses to the browser', () => {
    const { electron, contents } = guarded();
    const addresses = ['https://github.com/onnx/onnx', 'http://github.com/', 'https://github.com.evil.org/', 'https://user@github.com/', 'https://github.com:8443/', 'file:///etc/passwd', 'ms-settings:', 'nonsense'];
    for (const url of addresses) expect(contents.openHandler!({ url })).toEqual({ action: 'deny' });
    expect(electron.opened).toEqual(['https://github.com/onnx/onnx']);
    expect(isAllowedExternal('javascript:alert(1)')).toBe(false);
  });
});

describe('permissions', () => {
  const camera = { mediaTypes: ['video'], isMainFrame: true, requestingUrl: START_PAGE };

  async function asked(permission: string, details: object, contents = new StandInContents()): Promise<boolean> {
    const electron = new StandInElectron();
    guardPermissions(electron.api.session.defaultSession, electron.api.systemPreferences, 'linux');
    const request = electron.handlers['request'] as unknown as (contents: object, permission: string, answer: (granted: boolean) => void, details: object) => void;
    return new Promise((resolve) => request(contentsAsElectron(contents), permission, resolve, details));
  }

  it('grant the camera to the window after a click', async () => {
    expect(await asked('media', camera)).toBe(true);
  });

  it('grant nothing without one, to other frames, other pages, or with sound', async () => {
    const idle = Object.assign(new StandInContents(), { wasClicked: false });
    expect(await asked('media', camera, idle)).toBe(false);
    const foreign = Object.assign(new StandInContents(), { mainFrame: mainFrame('https://example.org') });
    expect(await asked('media', camera, foreign)).toBe(false);
    expect(await asked('media', { ...camera, isMainFrame: false })).toBe(false);
    expect(await asked('media', { ...camera, requestingUrl: 'https://example.org/' })).toBe(false);
    expect(await asked('media', { ...camera, mediaTypes: ['video', 'audio'] })).toBe(false);
    expect(await asked('media', { ...camera, mediaTypes: ['audio'] })).toBe(false);
  });

  it.each(['geolocation', 'notifications', 'fullscreen', 'openExternal', 'clipboard-read', 'display-capture', 'fileSystem', 'usb', 'serial', 'hid', 'midi', 'unknown'])('deny %s', async (permission) => {
    expect(await asked(permission, { isMainFrame: true, requestingUrl: START_PAGE })).toBe(false);
  });

  it('are denied in checks and for devices too', () => {
    const electron = new StandInElectron();
    guardPermissions(electron.api.session.defaultSession, electron.api.systemPreferences, 'linux');
    const check = electron.handlers['check'] as unknown as (contents: null, permission: string, origin: string, details: object) => boolean;
    expect(check(null, 'media', `${ORIGIN}/`, { mediaType: 'video', isMainFrame: true })).toBe(true);
    expect(check(null, 'media', `${ORIGIN}/`, { mediaType: 'audio', isMainFrame: true })).toBe(false);
    expect(check(null, 'media', `${ORIGIN}/`, { mediaType: 'video', isMainFrame: false })).toBe(false);
    expect(check(null, 'media', 'https://example.org/', { mediaType: 'video', isMainFrame: true })).toBe(false);
    expect(check(null, 'geolocation', `${ORIGIN}/`, { isMainFrame: true })).toBe(false);
    expect((electron.handlers['device'] as unknown as () => boolean)()).toBe(false);
  });
});

describe('connections', () => {
  class Port {
    isClosed = false;
    isStarted = false;
    readonly listeners: Record<string, (event: { data: unknown }) => void> = {};
    readonly sent: unknown[] = [];
    on(name: string, listener: (event: { data: unknown }) => void): void {
      this.listeners[name] = listener;
    }
    start(): void {
      this.isStarted = true;
    }
    close(): void {
      this.isClosed = true;
    }
    postMessage(message: unknown): void {
      this.sent.push(message);
    }
  }

  function offered(event: object, payload: unknown = null, ports = [new Port()]): Port[] {
    const electron = new StandInElectron();
    acceptConnections(electron.api.ipcMain, { join: () => () => undefined, receive: (_, message) => message === 'a question' });
    electron.ipcMain.emit(CONNECT_CHANNEL, { ports, ...event }, payload);
    return ports;
  }

  it('are taken from the main frame of the window', () => {
    const [port] = offered({ senderFrame: mainFrame() });
    expect([port!.isStarted, port!.isClosed]).toEqual([true, false]);
    port!.listeners['message']!({ data: 'a question' });
    expect(port!.isClosed).toBe(false);
    port!.listeners['message']!({ data: 'nonsense' });
    expect(port!.isClosed).toBe(true);
  });

  it.each([
    ['a frame from elsewhere', { senderFrame: mainFrame('https://example.org') }, null],
    ['a frame within the window', { senderFrame: mainFrame(ORIGIN, mainFrame()) }, null],
    ['a frame that is gone', { senderFrame: null }, null],
    ['words that are not part of it', { senderFrame: mainFrame() }, { anything: 1 }],
  ])('are refused from %s', (_, event, payload) => {
    const [port] = offered(event, payload);
    expect([port!.isStarted, port!.isClosed]).toEqual([false, true]);
  });

  it('bring one port', () => {
    const ports = offered({ senderFrame: mainFrame() }, null, [new Port(), new Port()]);
    expect(ports.map(({ isClosed }) => isClosed)).toEqual([true, true]);
    expect(isOwnMainFrame(null)).toBe(false);
  });
});
