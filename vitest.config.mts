import { defineConfig } from 'vitest/config';

/** Whole runs, engine processes and command lines: seconds each, and some of them count on being killed. */
const INTEGRATION = ['tests/run/**/*.test.ts', 'tests/worker/**/*.test.ts', 'tests/cli/**/*.test.ts', 'tests/webgpu/**/*.test.ts', 'tests/acceptance/**/*.test.ts', 'tests/serve/**/*.test.ts', 'tests/e2e/**/*.test.ts'];

export default defineConfig({
  test: {
    // Every worker brings ONNX Runtime with threads of its own; more workers would only wait for each other.
    maxWorkers: 2,
    projects: [
      {
        extends: true,
        // A thread for each file: a session of ONNX Runtime makes its thread take denormal numbers for zero, for good.
        test: { name: 'unit', include: ['tests/**/*.test.ts'], exclude: INTEGRATION, pool: 'threads', testTimeout: 20_000, hookTimeout: 20_000 },
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
