/** Runs `step` (which returns the loss) as torch-steps.py does and prints one JSON line; slow steps are timed fewer times. */
export async function timed({ name, threads, seconds, version }, step) {
  const losses = [];
  const started = performance.now();
  for (let warmUp = 0; warmUp < 3; warmUp++) {
    losses.push(await step());
    if (performance.now() - started > 15_000) break;
  }
  const times = [];
  const begin = performance.now();
  const end = begin + 1000 * Number(seconds);
  const latest = begin + 20_000;
  while (times.length < 1 || (performance.now() < latest && (times.length < 30 || performance.now() < end))) {
    const start = performance.now();
    await step();
    times.push(performance.now() - start);
  }
  times.sort((a, b) => a - b);
  const [medianMs, minMs, steps] = [times[times.length >> 1], times[0], times.length];
  console.log(JSON.stringify({ case: name, threads: Number(threads), medianMs, minMs, steps, losses, version }));
  // Some of the peers keep worker threads that would hold the process open.
  process.exit(0);
}
