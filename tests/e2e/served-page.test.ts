/** What the server promises, as a real browser understands it: the policy, isolation, the cookie, the socket. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { TestApplication } from '../serve/served-application';
import { buildEngine } from '../worker/engine-process';
import { CHROMIUM_MISSING, launchChromium, openPage } from './launch';

/** Asks the host one thing and shows the answer. */
const PROBE = `
const socket = new WebSocket('ws://' + location.host + '/socket');
socket.onopen = () => socket.send(JSON.stringify({ kind: 'request', id: 1, operation: 'engine.status', input: {} }));
socket.onmessage = ({ data }) => { document.title = JSON.parse(data).result.state + ' ' + crossOriginIsolated; };
`;

describe.skipIf(CHROMIUM_MISSING)(`a served page in Chromium${CHROMIUM_MISSING ? `: ${CHROMIUM_MISSING}` : ''}`, () => {
  buildEngine();

  it('is let in by the link, is isolated and talks to its host', async () => {
    const application = await TestApplication.start();
    writeFileSync(join(application.home, 'renderer', 'index.html'), '<!doctype html><link rel="icon" href="data:,"><script type="module" src="./probe.js"></script>');
    writeFileSync(join(application.home, 'renderer', 'probe.js'), PROBE);
    const { page, problems } = await openPage(await launchChromium(), application.served.newLink());
    await page.waitForFunction(() => document.title !== '');
    expect(await page.title()).toBe('ready true');
    expect(problems).toEqual({ errors: [], foreign: [] });
    await page.reload();
    await page.waitForFunction(() => document.title !== '');
    expect(await page.title()).toBe('ready true');
  });

  it('may not run foreign scripts or ask foreign hosts, and another page cannot open its socket', async () => {
    const application = await TestApplication.start();
    writeFileSync(join(application.home, 'renderer', 'index.html'), '<!doctype html><link rel="icon" href="data:,"><script>document.title = "inline"</script><img src="http://127.0.0.1:9/track.png">');
    const browser = await launchChromium();
    const { page, problems } = await openPage(browser, application.served.newLink());
    await page.waitForLoadState();
    expect(await page.title()).toBe('');
    expect(problems.errors.filter((text) => text.includes('Content Security Policy'))).toHaveLength(2);

    // The same browser, cookie and all, on a page of another port of this machine.
    const other = await TestApplication.start();
    writeFileSync(join(other.home, 'renderer', 'index.html'), '<!doctype html><link rel="icon" href="data:,"><script type="module" src="./probe.js"></script>');
    writeFileSync(join(other.home, 'renderer', 'probe.js'), `const socket = new WebSocket('ws://127.0.0.1:${application.port}/socket'); socket.onopen = () => { document.title = 'open'; }; socket.onerror = () => { document.title = 'refused'; };`);
    await page.goto(other.served.newLink());
    await page.waitForFunction(() => document.title === 'open' || document.title === 'refused');
    expect(await page.title()).toBe('refused');
  });
});
