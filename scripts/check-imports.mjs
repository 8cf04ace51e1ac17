/**
 * The import rules of the architecture, as tables. A violation names the file, the import, the rule and what to do about it.
 * Run by `npm run imports`.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));

/** What each folder of the engine may import besides itself, from the ground up. What is above is not known below. */
const MAY_IMPORT = {
  core: [],
  vision: ['core'],
  onnx: ['core'],
  ops: ['core', 'onnx'],
  initializers: ['core'],
  schedules: ['core'],
  losses: ['core', 'ops', 'vision'],
  optimizers: ['core', 'ops'],
  layers: ['core', 'vision', 'onnx', 'ops', 'losses', 'initializers'],
  document: ['core'],
  infer: ['core', 'document', 'layers'],
  text: ['core', 'initializers', 'layers', 'document', 'infer'],
  compile: ['core', 'onnx', 'ops', 'losses', 'optimizers', 'layers', 'document', 'infer'],
  explain: ['core', 'vision', 'ops', 'losses', 'optimizers', 'layers', 'document', 'infer', 'compile'],
  examples: ['core', 'document', 'infer', 'explain'],
  labs: ['core', 'ops', 'document', 'infer'],
  import: ['core', 'onnx', 'ops', 'layers', 'document', 'infer'],
  export: ['core', 'onnx', 'ops', 'layers', 'document', 'infer', 'compile'],
  compress: ['core', 'onnx', 'document', 'infer', 'layers'],
  data: ['core', 'vision'],
  files: ['core', 'document'],
  templates: ['core', 'vision', 'document', 'infer', 'data'],
  run: ['core', 'vision', 'onnx', 'import', 'ops', 'losses', 'optimizers', 'schedules', 'initializers', 'layers', 'document', 'infer', 'compile', 'explain', 'labs', 'export', 'compress', 'data', 'files'],
  worker: ['core', 'vision', 'document', 'infer', 'import', 'explain', 'labs', 'data', 'run'],
  shell: ['core', 'vision', 'onnx', 'import', 'document', 'infer', 'layers', 'compress', 'explain', 'labs', 'data', 'files', 'templates', 'run', 'worker'],
  serve: ['core', 'files', 'worker', 'shell'],
  cli: ['core', 'vision', 'onnx', 'ops', 'losses', 'optimizers', 'schedules', 'layers', 'document', 'infer', 'compile', 'explain', 'examples', 'export', 'import', 'compress', 'data', 'files', 'templates', 'run', 'worker', 'shell', 'serve'],
};

/** Where a package may be imported. `node:` stands for every module of Node. */
const PACKAGE_PLACES = [
  { packages: ['node:'], places: ['engine/data', 'engine/files', 'engine/export', 'engine/run', 'engine/worker', 'engine/shell/host', 'engine/serve', 'engine/cli', 'electron', 'bin'], why: 'the rest also runs in the window and in its workers' },
  { packages: ['onnxruntime-node'], places: ['engine/run'], why: 'the runtime is loaded in one process only; go through engine/run/backend.ts' },
  { packages: ['onnxruntime-web'], places: ['renderer/live'], why: 'live models have one home' },
  { packages: ['electron'], places: ['electron'], why: 'the same application runs in a browser' },
  { packages: ['react', 'react-dom', '@xyflow/react', 'monaco-editor'], places: ['renderer'], why: 'the engine has no window' },
  { packages: ['esbuild', 'vite', 'vitest', 'fast-check', 'typescript'], places: [], why: 'it is not there after an installation without development packages' },
];

/** Whatever these load must run without Node, in a window or its workers: live camera models prepare and judge pictures with them. */
const WITHOUT_NODE = ['engine/vision/', 'renderer/live/worker/', 'engine/run/live-values.ts', 'engine/data/preprocess.ts', 'engine/data/resample.ts', 'engine/data/augment/', 'engine/run/metrics.ts', 'engine/run/metrics/', 'engine/shell/client.ts', 'engine/shell/web-socket-transport.ts', 'engine/shell/document-payload.ts'];

/** Processes that must not load a module, with what goes wrong otherwise. */
const NOT_LOADED = ['engine/cli/main.ts', 'engine/worker/supervisor.ts', 'engine/worker/client.ts', 'engine/data/worker/data-worker.ts', 'engine/shell/host/shell-host.ts', 'engine/shell/host/data-desk-thread.ts'].map((entry) => ({
  entry,
  module: 'engine/run/onnx-runtime.ts',
  remedy: 'Import only its types (“import type”), move what is needed to a file without the runtime, or ask the compute host through engine/worker/client.ts.',
}));

const SHIPPED = ['engine', 'electron', 'renderer', 'bin'];

const problems = [];
const files = new Map(SHIPPED.flatMap(sourcesUnder).map((path) => [path, importsOf(path)]));

for (const [path, imports] of files) for (const one of imports) checkImport(path, one);
for (const path of ['bench', 'scripts'].flatMap(sourcesUnder)) {
  for (const { target } of importsOf(path)) if (target.startsWith('tests/')) report(path, `imports ${target}`, 'Tests may use everything, and nothing uses tests; move the shared part.');
}
checkTable();
for (const cycle of valueCycles()) {
  report(cycle[0], `these files load each other: ${[...cycle, cycle[0]].join(' → ')}`, 'Move what both need to a file of its own, or import only types (“import type”), which load nothing.');
}
for (const path of files.keys()) {
  if (WITHOUT_NODE.some((place) => path.startsWith(place))) checkReach(path, (_, { target }) => target.startsWith('node:'), 'must run without Node', 'Move the part that needs Node to another file.');
}
for (const { entry, module, remedy } of NOT_LOADED) {
  if (files.has(entry)) checkReach(entry, (_, { target }) => target === module, `must not load ${module}`, remedy);
}

if (problems.length > 0) {
  console.error(`${problems.join('\n')}\n${problems.length} ${problems.length === 1 ? 'import breaks' : 'imports break'} the rules of scripts/check-imports.mjs.`);
  process.exitCode = 1;
}

function report(path, message, remedy) {
  problems.push(`${path}: ${message}. ${remedy}`);
}

/** Source files under a top-level folder, as paths from the root. */
function sourcesUnder(folder) {
  if (!existsSync(join(ROOT, folder))) return [];
  const names = readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' });
  return names.filter((name) => /\.(ts|tsx|mts|mjs)$/.test(name) && !name.includes('node_modules') && !name.startsWith('dist')).map((name) => join(folder, name).replaceAll('\\', '/'));
}

/** `target` is a path from the root or the name of a package; `types` whether nothing is loaded at run time. */
function importsOf(path) {
  const text = readFileSync(join(ROOT, path), 'utf8');
  // Under verbatimModuleSyntax only a whole “import type” disappears, and statements begin their line.
  const statements = text.matchAll(/^(?:import|export)\s+(?:(type)\s+(?!from\b))?(?:[^'"`;]*?\sfrom\s*)?['"]([^'"]+)['"]/gm);
  const calls = text.matchAll(/\bimport\(\s*['"]([^'"]+)['"]/g);
  return [
    ...[...statements].map(([, type, name]) => ({ target: resolve(path, name), types: type !== undefined })),
    ...[...calls].map(([, name]) => ({ target: resolve(path, name), types: false })),
  ];
}

function resolve(from, name) {
  if (!name.startsWith('.')) return name;
  const base = relative(ROOT, join(ROOT, dirname(from), name)).replaceAll('\\', '/');
  const candidates = [base, `${base}.ts`, `${base}.tsx`, `${base}/index.ts`];
  return candidates.find((candidate) => /\.\w+$/.test(candidate) && existsSync(join(ROOT, candidate))) ?? base;
}

function checkImport(path, { target }) {
  const [place, folder] = path.split('/');
  const [targetPlace, targetFolder] = target.split('/');
  if (targetPlace === 'tests' || targetPlace === 'bench' || (targetPlace === 'scripts' && place !== 'bin')) {
    report(path, `imports ${target}`, 'Nothing that is shipped knows its tests, measurements or scripts; move the shared part into the engine.');
  } else if (place === 'engine' && (target.startsWith('electron/') || target.startsWith('renderer/'))) {
    report(path, `imports ${target}`, 'The engine does not know its shells; let the shell pass in what is needed.');
  } else if (place === 'engine' && targetPlace === 'engine' && folder !== targetFolder) {
    checkFolders(path, folder, target, targetFolder);
  }
  for (const { packages, places, why } of PACKAGE_PLACES) {
    const isMeant = packages.some((name) => (name.endsWith(':') ? target.startsWith(name) : target === name || target.startsWith(`${name}/`)));
    if (!isMeant || places.some((allowed) => path.startsWith(`${allowed}/`))) continue;
    report(path, `imports ${target}, which is for ${places.join(', ') || 'scripts and tests'} only, because ${why}`, 'Move that part there, or let the caller pass in what is needed.');
  }
}

function checkFolders(path, folder, target, targetFolder) {
  const allowed = MAY_IMPORT[folder];
  if (!allowed) report(path, `is in the folder engine/${folder}, which has no rule`, 'Give it a line in MAY_IMPORT.');
  else if (!allowed.includes(targetFolder)) {
    const remedy = MAY_IMPORT[targetFolder]?.includes(folder) ? 'Imports only go down: move the shared part below both, or pass it in.' : 'Move the shared part to a folder that both may import, such as engine/core.';
    report(path, `imports ${target}; engine/${folder} may import ${allowed.join(', ') || 'no other folder'}`, remedy);
  }
}

/** A table with a circle in it would allow one in the code. */
function checkTable() {
  const order = Object.keys(MAY_IMPORT);
  for (const [index, folder] of order.entries()) {
    for (const lower of MAY_IMPORT[folder]) {
      if (!order.slice(0, index).includes(lower)) report('scripts/check-imports.mjs', `MAY_IMPORT lets ${folder} import ${lower}, which does not stand above it in the table`, 'Keep the table in order, from the ground up.');
    }
  }
}

/** Files that a file loads at run time. Type imports may go in circles within a folder: nothing is loaded in their order. */
function loadedBy(path) {
  return (files.get(path) ?? []).filter(({ types, target }) => !types && files.has(target)).map(({ target }) => target);
}

/** One cycle for each back edge of a depth-first walk. */
function valueCycles() {
  const cycles = [];
  const state = new Map();
  const trail = [];
  const visit = (path) => {
    state.set(path, 'open');
    trail.push(path);
    for (const target of loadedBy(path)) {
      if (state.get(target) === 'open') cycles.push(trail.slice(trail.indexOf(target)));
      else if (!state.has(target)) visit(target);
    }
    trail.pop();
    state.set(path, 'done');
  };
  for (const path of files.keys()) if (!state.has(path)) visit(path);
  return cycles;
}

/** Reports the first chain of loads from `start` to an import that is not allowed there. */
function checkReach(start, isForbidden, rule, remedy) {
  const cameFrom = new Map([[start, undefined]]);
  for (const path of cameFrom.keys()) {
    const found = (files.get(path) ?? []).find((one) => !one.types && isForbidden(path, one));
    if (found) {
      const chain = [found.target];
      for (let at = path; at; at = cameFrom.get(at)) chain.unshift(at);
      return report(start, `${rule}, but it does: ${chain.join(' → ')}`, remedy);
    }
    for (const target of loadedBy(path)) if (!cameFrom.has(target)) cameFrom.set(target, path);
  }
}
