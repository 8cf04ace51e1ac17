/** What the host does for each operation. Paths are allowed here, in one place, before anything below sees them. */
import { arch, cpus, platform, totalmem } from 'node:os';
import type { DataSource } from '../../data/dataset';
import { GENERATORS } from '../../data/generators';
import { APP_VERSION } from '../../document/version';
import { listBundledModels, readBundledModel } from '../../files/bundled-models';
import { LAYER_CATALOG } from '../../infer/layer-catalog';
import { listCheckpoints } from '../../run/checkpoint';
import { readRunLog } from '../../run/metrics-log';
import { readWatchLog } from '../../run/watch/watch-log';
import { packDocument } from '../document-payload';
import type { ShellInput, ShellOperationName, ShellResult } from '../protocol';
import type { ApplicationInfo } from '../protocol/application';
import type { Bases } from './bases';
import type { Captures } from './captures';
import type { DataDesk } from './data-desk';
import type { Documents } from './documents';
import type { Drafts } from './drafts';
import type { SavedBlocks } from './saved-blocks';
import type { Engines } from './engines';
import { listFolder, makeNewFolder } from './file-browser';
import type { Grants } from './grants';
import type { Labels } from './labels';
import type { Labs } from './labs';
import type { Looks } from './looks';
import { usualThreads } from '../../run/usual-threads';
import type { Models } from './models';
import type { NativeShell } from './native-shell';
import type { Recents } from './recents';
import type { RunAnswers } from './run-answers';
import type { Runs } from './runs';
import type { SettingsStore } from './settings-store';
import { buildTemplate, templateSummaries } from './templates';
import type { Uploads } from './uploads';
import type { UsageMeter } from './usage-meter';
import type { Traces } from './traces';

/** What the operations work with. */
export interface HostParts {
  readonly shell: ApplicationInfo['shell'];
  readonly runsFolder: string;
  /** Where the models lie that come with the application. */
  readonly bundledModels: string;
  readonly grants: Grants;
  readonly native: NativeShell;
  readonly documents: Documents;
  readonly recents: Recents;
  readonly drafts: Drafts;
  readonly savedBlocks: SavedBlocks;
  readonly settings: SettingsStore;
  readonly uploads: Uploads;
  readonly captures: Captures;
  readonly labels: Labels;
  readonly desk: DataDesk;
  readonly engines: Engines;
  readonly runs: Runs;
  readonly answers: RunAnswers;
  readonly usage: UsageMeter;
  readonly models: Models;
  readonly bases: Bases;
  readonly looks: Looks;
  readonly labs: Labs;
  readonly traces: Traces;
}

type Performers = { readonly [Name in ShellOperationName]: (input: ShellInput<Name>) => Promise<ShellResult<Name>> | ShellResult<Name> };

export function hostOperations({ shell, runsFolder, bundledModels, grants, native, documents, recents, drafts, savedBlocks, settings, uploads, captures, labels, desk, engines, runs, answers, usage, models, bases, looks, labs, traces }: HostParts): Performers {
  const allowed = async <T extends { readonly source: DataSource }>(request: T): Promise<T> => {
    const { source } = request;
    return source.kind === 'builtin' ? request : { ...request, source: { ...source, path: await grants.allow(source.path) } };
  };
  const granted = async (chosen: Promise<string | undefined>): Promise<{ path: string | null }> => {
    const path = await chosen;
    return { path: path === undefined ? null : await grants.choose(path) };
  };
  return {
    'app.info': () => applicationInfo(shell, runsFolder),
    'engine.status': () => engines.state,
    'engine.usage': () => usage.read(),
    'settings.get': () => settings.get(),
    'settings.set': (changes) => settings.set(changes),

    'document.open': ({ path }) => documents.open(path),
    'document.import': async ({ path, dims }) => models.import(await grants.allow(path), dims),
    'document.save': ({ path, document, revision }) => documents.save(path, document, revision),
    'document.saveAs': ({ path, document, replace = false }) => documents.saveAs(path, document, replace),
    'recents.list': () => recents.list(),
    'recents.add': async ({ path }) => recents.add(await grants.allow(path), nameOf(path)),
    'recents.remove': ({ path }) => recents.remove(path),
    'templates.list': () => templateSummaries(),
    'templates.build': async ({ name, source, split }) => {
      const data = source && (await allowed({ source })).source;
      return { document: await buildTemplate(name, data, split, (chosen, shares) => desk.ask('data.columns', { source: chosen, split: shares })) };
    },
    'drafts.list': () => drafts.list(),
    'drafts.keep': (draft) => drafts.keep(draft),
    'drafts.open': ({ id }) => drafts.open(id),
    'drafts.drop': async ({ id }) => {
      await drafts.drop(id);
      return null;
    },
    'blocks.list': () => savedBlocks.list(),
    'blocks.save': ({ document }) => savedBlocks.save(document),
    'blocks.remove': ({ id }) => savedBlocks.remove(id),

    'dialog.open': (options) => granted(native.chooseFile(options)),
    'dialog.save': (options) => granted(native.chooseNewFile(options)),
    'dialog.folder': (options) => granted(native.chooseFolder(options)),
    'menu.offer': ({ commands }) => {
      native.offerMenu(commands);
      return null;
    },

    'files.roots': () => grants.roots,
    'files.list': ({ path, endings }) => listFolder(grants, path, endings),
    'files.makeFolder': async ({ path }) => ({ path: await makeNewFolder(grants, path) }),
    'files.startUpload': ({ name }) => uploads.start(name),
    'files.upload': ({ upload, path, offset, bytes }) => uploads.add(upload, path, offset, bytes),

    'data.builtins': () => GENERATORS.map(({ name, title, docs, defaultCount }) => ({ name, title, docs, defaultCount })),
    'data.open': async (request) => desk.ask('data.open', await allowed(request)),
    'data.rows': async (request) => desk.ask('data.rows', await allowed(request)),
    'data.thumbnails': async (request) => desk.ask('data.thumbnails', await allowed(request)),
    'data.distribution': async (request) => desk.ask('data.distribution', await allowed(request)),
    'data.augmented': async (request) => desk.ask('data.augmented', await allowed(request)),
    'data.anchors': async (request) => desk.ask('data.anchors', await allowed(request)),
    'data.bindings': async (request) => desk.ask('data.bindings', await allowed(request)),

    'labels.open': ({ folder }) => labels.open(folder),
    'labels.read': ({ folder, picture }) => labels.read(folder, picture),
    'labels.save': (change) => labels.save(change),
    'labels.suggest': (request) => labels.suggest(request),

    'captures.start': ({ name }) => captures.start(name),
    'captures.add': ({ folder, path, bytes }) => captures.add(folder, path, bytes),
    'captures.read': ({ folder, path }) => captures.read(folder, path),
    'captures.remove': async ({ folder, paths }) => {
      await captures.remove(folder, paths);
      return null;
    },
    'captures.rename': async ({ folder, from, to }) => {
      await captures.rename(folder, from, to);
      return null;
    },
    'captures.list': ({ folder }) => captures.list(folder),

    'run.start': async (request) => runs.start(await allowed(request)),
    'run.resume': async ({ run }) => runs.resume(await grants.allow(run)),
    'run.pause': async ({ run }) => runs.pause(await grants.allow(run)),
    'run.continue': async ({ run }) => runs.continue(await grants.allow(run)),
    'run.stop': async ({ run }) => runs.stop(await grants.allow(run)),
    'run.list': () => runs.list(),
    'run.history': async ({ run }) => readRunLog(await grants.allow(run)),
    'run.watched': async ({ run }) => readWatchLog(await grants.allow(run)),
    'run.attach': async ({ run }) => runs.attach(await grants.allow(run)),
    'run.remove': async ({ run }) => runs.remove(await grants.allow(run)),
    'run.restore': ({ trashed }) => runs.restore(trashed),
    'run.describe': async ({ run, ...notes }) => runs.describe(await grants.allow(run), notes),
    'run.checkpoints': async ({ run }) => listCheckpoints(await grants.allow(run)),
    'run.fork': async ({ run, ...fork }) => runs.fork({ ...fork, run: await grants.allow(run) }),
    'run.answers': async ({ run, ...question }) => answers.ask({ ...question, run: await grants.allow(run) }),

    'model.describe': async ({ model }) => models.describe(await grants.allow(model)),
    'model.predict': async (request) => models.predict({ ...request, model: await grants.allow(request.model) }),
    'model.evaluate': async (request) => models.evaluate({ ...(await allowed(request)), model: await grants.allow(request.model) }),
    'model.export': async ({ from, path, replace }) =>
      models.export({
        from: 'run' in from ? { run: await grants.allow(from.run) } : from,
        ...(path !== undefined && { path: await grants.allow(path) }),
        ...(replace !== undefined && { replace }),
      }),
    'model.compress': async ({ from, path, ...rest }) =>
      models.compress({ ...rest, from: 'run' in from ? { run: await grants.allow(from.run) } : from, ...(path !== undefined && { path: await grants.allow(path) }) }),
    'model.pruneCurve': async ({ run, scope }) => models.pruneCurve(await grants.allow(run), scope),
    'model.prune': async ({ run, ...settings }) => {
      const allowedRun = await grants.allow(run);
      return settings.as === 'run' ? runs.prune(allowedRun, settings) : models.prune(allowedRun, settings);
    },
    'model.exportPytorch': async ({ from, path }) =>
      models.exportPytorch({ from: 'run' in from ? { run: await grants.allow(from.run) } : from, ...(path !== undefined && { path: await grants.allow(path) }) }),
    'model.weights': async ({ model }) => bases.weights(await grants.allow(model)),
    'models.bundled': () => listBundledModels(bundledModels),
    'models.openBundled': async ({ name }) => ({ document: packDocument(await readBundledModel(bundledModels, name, LAYER_CATALOG)) }),
    'model.network': async ({ model }) => bases.network(await grants.allow(model)),
    'model.download': async ({ path }) => models.download(await grants.allow(path)),

    'lab.train': (request) => labs.train(request),
    'lab.answer': (request) => labs.answer(request),
    'lab.descend': (request) => labs.descend(request),
    'lab.heights': (request) => labs.heights(request),

    'outside.describe': async ({ model }) => engines.ask('outsideDescribe', { file: await grants.allow(model), threads: usualThreads() }),
    'outside.see': async (request) => engines.ask('outsideSee', { file: await grants.allow(request.model), picture: request.picture, task: request.task, threads: usualThreads() }),

    'network.look': (request) => looks.look(request),
    'network.describe': (request) => looks.describe(request),
    'network.live': (request) => looks.live(request),
    'network.run': (request) => looks.run(request),
    'network.lookAt': (request) => looks.lookAt(request),
    'network.tensors': (request) => looks.tensors(request),
    'network.tensor': (request) => looks.tensor(request),
    'network.xray': (request) => looks.xray(request),
    'network.trace': (request) => traces.trace(request),
    'network.traceValues': (request) => traces.values(request),
    'network.traceFormula': (request) => traces.formula(request),
    'network.traceExtremes': (request) => traces.extremes(request),
    'network.traceHistory': (request) => traces.history(request),
    'network.traceRivals': (request) => traces.rivals(request),
    'network.traceDerivations': (request) => traces.derivations(request),
  };
}

function nameOf(path: string): string {
  return path.split(/[\\/]/).at(-1)?.replace(/\.loom$/i, '') ?? path;
}

function applicationInfo(shell: ApplicationInfo['shell'], runsFolder: string): ApplicationInfo {
  const system = platform();
  return {
    version: APP_VERSION,
    shell,
    platform: system === 'linux' || system === 'darwin' || system === 'win32' ? system : 'other',
    processors: cpus().length,
    usualThreads: usualThreads(),
    // Without a graphics card the runtime refuses and says so; on 32-bit or ARM Linux there is no such build.
    backends: arch() === 'x64' || system === 'darwin' ? ['cpu', 'webgpu'] : ['cpu'],
    memoryBytes: totalmem(),
    runsFolder,
  };
}
