import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

/** Whole runs, engine processes and command lines: seconds each, and some of them count on being killed. */
const INTEGRATION = ['tests/{run,worker,cli,webgpu,acceptance,serve,e2e}/**/*.test.ts'];
/** These open sessions of ONNX Runtime, each of which makes its thread take denormal numbers for zero, for good. */
const SESSIONS = ['tests/{compile,explain,export,gradients,layers,onnx,ops,templates}/**/*.test.ts'];

export default defineConfig({
  test: {
    // Every worker brings ONNX Runtime with threads of its own; more workers would only wait for each other.
    maxWorkers: 2,
    // What is polled comes when the machine has time for it; the usual second is too short beside another browser.
    expect: { poll: { timeout: 15_000 } },
    projects: [
      {
        extends: true,
        // Modules are read once for all files: reading them takes longer than most tests.
        test: {
          name: 'unit',
          include: ['tests/**/*.test.ts'],
          exclude: [...INTEGRATION, ...SESSIONS],
          pool: 'threads',
          isolate: false,
          alias: { 'onnxruntime-node': fileURLToPath(new URL('tests/no-sessions.ts', import.meta.url)) },
          testTimeout: 20_000,
          hookTimeout: 20_000,
        },
      },
      {
        extends: true,
        // A thread for each file.
        test: { name: 'sessions', include: SESSIONS, pool: 'threads', testTimeout: 20_000, hookTimeout: 20_000 },
      },
      {
        extends: true,
        // Browsers and processes on a busy machine: where it counts, a second try tells bad luck from a bug.
        // Processes, not threads: native sessions and killed engines must not take other tests with them.
        test: { name: 'integration', include: INTEGRATION, pool: 'forks', retry: process.env['CI'] ? 1 : 0, testTimeout: 120_000, hookTimeout: 120_000 },
      },
    ],
  },
});
