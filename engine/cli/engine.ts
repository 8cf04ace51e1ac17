/** The engine process of this command line, from the built files beside it. */
import { builtEntries, startEngine, type Engine } from '../worker/client';

/** Starts the engine for one piece of work and ends it afterwards. */
export async function withEngine<T>(work: (engine: Engine) => Promise<T>): Promise<T> {
  // This module is bundled into dist/engine/cli/main.mjs.
  const engine = startEngine({ entries: builtEntries(new URL('../', import.meta.url)) });
  try {
    return await work(engine);
  } finally {
    await engine.close();
  }
}
