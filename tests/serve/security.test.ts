/** Who is let in, and what even those who are let in cannot do. */
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { MAX_REQUEST_BYTES } from '../../engine/shell/protocol';
import { buildEngine } from '../worker/engine-process';
import { get, openSocket, TestApplication } from './served-application';

buildEngine();

/** How a socket that is opened with these headers ends: open, or refused with a status. */
function socketOutcome(port: number, headers: Record<string, string>): Promise<string> {
  return new Promise((resolve) => {
    const socket = openSocket(port, headers);
    socket.on('open', () => {
      resolve('open');
      socket.close();
    });
    socket.on('error', ({ message }) => resolve(message));
  });
}

const REFUSED = 'Unexpected server response: 403';

describe('the served application', () => {
  it('lets in whoever has the link, once', async () => {
    const { served, port } = await TestApplication.start();
    expect((await get(port, '/')).status).toBe(403);
    expect((await get(port, '/?token=wrong')).status).toBe(403);
    const { search } = new URL(served.newLink());
    const first = await get(port, `/${search}`);
    expect(first.status).toBe(200);
    expect(first.headers['set-cookie']![0]).toMatch(/; Path=\/; HttpOnly; SameSite=Strict$/);
    const second = await get(port, `/${search}`);
    expect(second.status).toBe(403);
    expect(second.headers['set-cookie']).toBeUndefined();
    const cookie = first.headers['set-cookie']![0]!.split(';')[0]!;
    expect((await get(port, '/', { Cookie: cookie })).text).toContain('the window');
    // Reloading the used link in the browser that was let in leads on.
    expect((await get(port, `/${search}`, { Cookie: cookie })).status).toBe(200);
    expect((await get(port, '/', { Cookie: `${cookie.split('=')[0]}=guess` })).status).toBe(403);
  });

  it('ends a link that nobody has used when another is made', async () => {
    const { served, port } = await TestApplication.start();
    const { search } = new URL(served.newLink());
    served.newLink();
    expect((await get(port, `/${search}`)).status).toBe(403);
  });

  it('sends the policy of production with every answer', async () => {
    const { port } = await TestApplication.start();
    const { headers } = await get(port, '/');
    expect(headers['content-security-policy']).toBe(
      "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; style-src 'self' 'unsafe-inline'; font-src 'self' data:; img-src 'self' data: blob:; connect-src 'self' data:; media-src 'self' blob:; base-uri 'none'; form-action 'none'",
    );
    expect(headers).toMatchObject({ 'cross-origin-opener-policy': 'same-origin', 'cross-origin-embedder-policy': 'require-corp', 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer' });
  });

  it('refuses other hosts, other pages and other methods', async () => {
    const application = await TestApplication.start();
    const { port } = application;
    const Cookie = await application.signIn();
    expect((await get(port, '/', { Cookie, Host: 'evil.example' })).status).toBe(403);
    expect((await get(port, '/', { Cookie, Host: `127.0.0.1.evil.example:${port}` })).status).toBe(403);
    expect((await get(port, '/', { Cookie, Origin: 'http://evil.example' })).status).toBe(403);
    expect((await get(port, '/assets/main-1a2b3c4d.js', { Cookie, 'Sec-Fetch-Site': 'cross-site', 'Sec-Fetch-Mode': 'no-cors', 'Sec-Fetch-Dest': 'script' })).status).toBe(403);
    expect((await get(port, '/', { Cookie }, 'POST')).status).toBe(405);
    expect((await get(port, '/', { Cookie, Host: 'localhost:1234' })).status).toBe(200);
  });

  it('opens sockets only for its own page in a browser that was let in', async () => {
    const application = await TestApplication.start();
    const { port } = application;
    const Cookie = await application.signIn();
    const Origin = `http://127.0.0.1:${port}`;
    expect(await socketOutcome(port, { Origin })).toBe(REFUSED);
    expect(await socketOutcome(port, { Cookie })).toBe(REFUSED);
    expect(await socketOutcome(port, { Cookie, Origin: 'http://evil.example' })).toBe(REFUSED);
    expect(await socketOutcome(port, { Cookie, Origin: `http://127.0.0.1:${port + 1}` })).toBe(REFUSED);
    expect(await socketOutcome(port, { Cookie, Origin: 'http://evil.example', Host: 'evil.example' })).toBe(REFUSED);
    expect(await socketOutcome(port, { Cookie, Origin })).toBe('open');
  });

  it('serves the files of the window and no others', async () => {
    const application = await TestApplication.start();
    const { port } = application;
    const Cookie = await application.signIn();
    expect((await get(port, '/assets/main-1a2b3c4d.js', { Cookie })).headers).toMatchObject({ 'content-type': 'text/javascript; charset=utf-8', 'cache-control': expect.stringContaining('immutable') as string });
    const tries = ['/../secret.json', '/..%2fsecret.json', '/%2e%2e/secret.json', '/assets/../../secret.json', '/assets/..%5c..%5csecret.json', '//etc/passwd.txt', '/%00.html', '/%', '/secret.json', '/assets/'];
    for (const path of tries) expect({ path, ...(await get(port, path, { Cookie })) }).toMatchObject({ path, status: 404 });
  });

  it('hangs up on what is too large or not understood, and says which requests it does not know', async () => {
    const application = await TestApplication.start();
    const window = await application.openWindow();
    const unknown = window.request('format.disk' as 'app.info', {});
    await expect(unknown).rejects.toMatchObject({ diagnostics: [{ code: 'bad-request', message: 'LayerLoom does not know the request “format.disk”.' }] });
    await expect(window.request('data.thumbnails', { source: { kind: 'builtin', name: 'digits' }, split: { seed: 1, validation: 0, test: 0 }, rows: [-1], size: 10 })).rejects.toMatchObject({ diagnostics: [{ code: 'bad-request', message: expect.stringContaining('rows: 0') as string }] });
    await expect(window.request('settings.set', { window: { text: 'x'.repeat(MAX_REQUEST_BYTES) } })).rejects.toMatchObject({ diagnostics: [{ code: 'message-too-large' }] });

    const Cookie = await application.signIn();
    const closed = (send: string | Buffer): Promise<number> =>
      new Promise((resolve) => {
        const socket = openSocket(application.port, { Cookie, Origin: `http://127.0.0.1:${application.port}` });
        socket.on('open', () => socket.send(send));
        socket.on('close', resolve);
      });
    expect(await closed('nonsense')).toBe(1008);
    expect(await closed('{"kind":"event"}')).toBe(1008);
    expect(await closed(Buffer.from([255, 255, 255, 255, 1]))).toBe(1008);
    expect(await closed('x'.repeat(MAX_REQUEST_BYTES + 1))).toBe(1009);
    expect(window.state).toBe('open');
  });

  it('reads and writes in granted folders only', async () => {
    const application = await TestApplication.start();
    const { files, home } = application;
    mkdirSync(join(files, '.keys'));
    writeFileSync(join(files, '.keys', 'a.loom'), '{}');
    symlinkSync(home, join(files, 'out'));
    const window = await application.openWindow();
    const notGranted = { diagnostics: [{ code: 'not-granted' }] };
    for (const path of [home, join(files, '..'), join(files, 'out'), join(files, 'out', 'data'), join(files, '.keys'), '/']) {
      await expect(window.request('files.list', { path })).rejects.toMatchObject(notGranted);
    }
    for (const path of [join(home, 'secret.json'), join(files, 'out', 'secret.json'), join(files, '.keys', 'a.loom')]) {
      await expect(window.request('document.open', { path })).rejects.toMatchObject(notGranted);
      await expect(window.request('document.saveAs', { path, document: { text: '{}' }, replace: true })).rejects.toMatchObject(notGranted);
      await expect(window.request('data.open', { source: { kind: 'csv', path }, split: { seed: 1, validation: 0, test: 0 } })).rejects.toMatchObject(notGranted);
    }
    await expect(window.request('document.open', { path: 'relative.loom' })).rejects.toMatchObject({ diagnostics: [{ code: 'bad-path' }] });
    const { upload, folder } = await window.request('files.startUpload', { name: 'my pictures' });
    expect(folder).toContain('my-pictures-1');
    await expect(window.request('files.upload', { upload, path: '../../secret.json', offset: 0, bytes: new Uint8Array(1) })).rejects.toMatchObject({ diagnostics: [{ code: 'unsafe-name' }] });
  });

  it('says when its port is taken', async () => {
    const { port } = await TestApplication.start();
    await expect(TestApplication.start({ port })).rejects.toMatchObject({ diagnostics: [{ code: 'port-in-use' }] });
  });
});
