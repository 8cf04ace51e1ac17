/** The application as a person meets it: started by its command, shown by Chromium with the production build and policy. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { chromium, type Browser, type BrowserContext, type BrowserContextOptions, type Page } from 'playwright-core';
import { afterAll, onTestFinished } from 'vitest';

const PROGRAM = fileURLToPath(new URL('../../bin/layerloom.mjs', import.meta.url));
/** The binary itself: the script of the same name adds flags and extensions of the system. */
const CHROMIUM = process.env['LAYERLOOM_CHROMIUM'] ?? '/usr/lib/chromium/chromium';
const FLAGS = ['--no-sandbox', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--disable-quic', '--enable-unsafe-webgpu'];

/** Why tests in a browser cannot run here, or false; for `describe.skipIf` and the name of what is skipped. */
export const CHROMIUM_MISSING: string | false = existsSync(CHROMIUM) ? false : `there is no Chromium at ${CHROMIUM} (set LAYERLOOM_CHROMIUM)`;

/** What must not happen on any page. */
export interface PageProblems {
  /** Errors of scripts and of the console, violations of the policy among them. */
  readonly errors: string[];
  /** Requests to anywhere but the application. */
  readonly foreign: string[];
}

export interface OpenedPage {
  readonly page: Page;
  readonly problems: PageProblems;
}

/** By their flags: starting one takes longer than most tests, and contexts share nothing. */
const browsers = new Map<string, Promise<Browser>>();
afterAll(async () => {
  for (const browser of browsers.values()) await (await browser).close();
});

/** A browser for the tests of one file; a page of it is as of a new one, see `openPage`. */
export function launchChromium(flags: readonly string[] = []): Promise<Browser> {
  const key = flags.join(' ');
  const running = browsers.get(key);
  if (running) return running;
  const browser = chromium.launch({ executablePath: CHROMIUM, args: [...FLAGS, ...flags] });
  browsers.set(key, browser);
  return browser;
}

/** A page that keeps and knows nothing of other tests and goes with its own, watched from its first request on. */
export async function openPage(browser: Browser, link: string, options: BrowserContextOptions = {}): Promise<OpenedPage> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options });
  onTestFinished(() => context.close());
  const problems = watch(context, new URL(link).host);
  const page = await context.newPage();
  await page.goto(link);
  // The link leads on to the application by itself.
  await page.waitForURL((url) => url.search === '');
  return { page, problems };
}

function watch(context: BrowserContext, host: string): PageProblems {
  const problems: PageProblems = { errors: [], foreign: [] };
  context.on('request', (request) => {
    const url = new URL(request.url());
    if (url.host !== host && url.protocol !== 'data:' && url.protocol !== 'blob:') problems.foreign.push(request.url());
  });
  context.on('console', (message) => {
    if (message.type() === 'error') problems.errors.push(message.text());
  });
  context.on('weberror', (error) => problems.errors.push(String(error.error())));
  return problems;
}

export interface StartedApplication {
  /** Opens the application once. */
  readonly link: string;
  /** The home folder of its person: what the file browser shows. */
  readonly home: string;
  /** Where it and its person keep everything; another application started there finds it all. */
  readonly base: string;
  /** Asks it to end, as Ctrl-C does. */
  stop(): Promise<void>;
}

/** `layerloom serve` in a folder of its own that goes with the test, or in that of an earlier one. Builds first where a source has changed. */
export async function startApplication(args: readonly string[] = [], earlier?: string): Promise<StartedApplication> {
  const base = earlier ?? (await mkdtemp(join(tmpdir(), 'layerloom-e2e-')));
  const home = join(base, 'home');
  await mkdir(home, { recursive: true });
  const child = spawn(process.execPath, [PROGRAM, 'serve', '--no-open', '--json', ...args], {
    env: { ...process.env, HOME: home, USERPROFILE: home, LAYERLOOM_HOME: join(base, 'application') },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const stop = async (): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill('SIGTERM');
    await gone;
  };
  onTestFinished(async () => {
    await stop();
    await rm(base, { recursive: true, force: true });
  });
  return { link: await printedLink(child), home, base, stop };
}

async function printedLink(child: ChildProcess): Promise<string> {
  for await (const line of createInterface({ input: child.stdout! })) {
    const { url } = JSON.parse(line) as { url?: string };
    if (url !== undefined) return url;
    throw new Error(`“layerloom serve” gave no link but ${line}`);
  }
  throw new Error('“layerloom serve” ended without a link');
}
