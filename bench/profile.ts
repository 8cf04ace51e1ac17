/** Time per op kind from an ONNX Runtime profile (session options `enableProfiling`, `profileFilePrefix`; written by `endProfiling`). */
export interface OpKindTime {
  /** The name of the op; the profile does not tell its domain. */
  readonly kind: string;
  /** Calls and milliseconds of one run. */
  readonly calls: number;
  readonly milliseconds: number;
  /** Of the time of all ops. */
  readonly share: number;
}

interface KernelEvent {
  readonly cat: string;
  readonly name: string;
  /** Microseconds. */
  readonly dur: number;
  readonly args: { readonly op_name?: string };
}

/** `warmUp` runs are left out: the first ones allocate memory. */
export function timePerOpKind(profile: string, warmUp = 2): OpKindTime[] {
  const events = JSON.parse(profile) as KernelEvent[];
  const kernels = events.filter(({ cat, name }) => cat === 'Node' && name.endsWith('_kernel_time'));
  const seen = new Map<string, number>();
  const totals = new Map<string, { calls: number; microseconds: number }>();
  let runs = 0;
  for (const { name, dur, args } of kernels) {
    const run = (seen.get(name) ?? 0) + 1;
    seen.set(name, run);
    if (run <= warmUp) continue;
    runs = Math.max(runs, run - warmUp);
    const kind = args.op_name ?? name;
    const total = totals.get(kind) ?? { calls: 0, microseconds: 0 };
    totals.set(kind, { calls: total.calls + 1, microseconds: total.microseconds + dur });
  }
  const all = [...totals.values()].reduce((sum, { microseconds }) => sum + microseconds, 0);
  return [...totals]
    .map(([kind, { calls, microseconds }]) => ({
      kind,
      calls: calls / runs,
      milliseconds: microseconds / runs / 1000,
      share: microseconds / all,
    }))
    .sort((a, b) => b.milliseconds - a.milliseconds);
}

export function opKindTable(times: readonly OpKindTime[]): string {
  const rows = times.map(
    ({ kind, calls, milliseconds, share }) => `| ${kind} | ${calls} | ${milliseconds.toFixed(3)} | ${(100 * share).toFixed(1)} % |`,
  );
  return ['| op | calls | ms per run | share |', '|---|---|---|---|', ...rows].join('\n');
}
