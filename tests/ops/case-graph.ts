/** Turns a case into graphs: the objective Σ y·r alone, or with every output and gradient. */
import { RandomStream } from '../../engine/core/random';
import { bindShape } from '../../engine/core/shape';
import { differentiate } from '../../engine/compile/3-autodiff';
import { expandComposites } from '../../engine/compile/7-expand';
import { verify } from '../../engine/compile/verify';
import { Builder } from '../../engine/ops/builder';
import { isDifferentiable, type LoweringTarget } from '../../engine/ops/define-op';
import type { Graph, Value } from '../../engine/ops/graph';
import { opDefinition, type OpName } from '../../engine/ops/index';
import type { Feeds } from '../interpreter/interpret';
import type { OpCase } from './op-case';

interface Forward {
  readonly builder: Builder;
  readonly operands: readonly Value[];
  readonly outputs: readonly Value[];
}

function buildForward(op: OpName, { operands: specs, attributes, apply }: OpCase): Forward {
  const builder = new Builder();
  const operands = specs.map(({ dtype, shape }, index) => builder.input({ dtype, shape }, { kind: 'feature', node: `x${index}` }));
  const outputs = builder.within({ origin: 'box' }, () => apply?.(builder, operands) ?? builder.apply(op, operands, attributes as never));
  return { builder, operands, outputs };
}

/** Σ y·r over the outputs that count, r being random numbers fed as `r0`, `r1`, …; undefined where no output is a float. */
function addObjective({ builder, outputs }: Forward, { objective }: OpCase): Value | undefined {
  const terms = outputs.flatMap((output, index) => {
    if (output.dtype !== 'float32' || (objective && !objective.includes(index))) return [];
    const direction = builder.input(output, { kind: 'feature', node: `r${index}` });
    return [builder.sum(builder.mul(output, direction), output.shape.map((_, axis) => axis))];
  });
  return terms.length === 0 ? undefined : terms.reduce(builder.add);
}

export interface CaseGraph {
  readonly graph: Graph;
  /** How many of the graph's outputs are values of the op; the gradients follow. */
  readonly outputCount: number;
  /** For each gradient among the outputs, which operand it belongs to. */
  readonly differentiated: readonly number[];
}

export function forwardGraph(op: OpName, one: OpCase): Graph {
  const forward = buildForward(op, one);
  const objective = addObjective(forward, one);
  if (!objective) throw new Error(`${op} gives no float`);
  forward.builder.output(objective, { kind: 'objective' });
  return forward.builder.finish();
}

export function caseGraph(op: OpName, one: OpCase): CaseGraph {
  const forward = buildForward(op, one);
  const { builder, outputs, operands } = forward;
  outputs.forEach((output, index) => builder.output(output, { kind: 'trace', node: 'y', name: String(index) }));
  const wanted = one.operands.flatMap((operand, index) => (operand.fixed || operand.dtype !== 'float32' ? [] : [index]));
  const objective = isChecked(op, one) ? addObjective(forward, one) : undefined;
  if (!objective) return { graph: builder.finish(), outputCount: outputs.length, differentiated: [] };
  const gradients = differentiate(builder, objective, wanted.map((index) => operands[index]!));
  const differentiated = wanted.filter((index, order) => {
    const gradient = gradients[order];
    if (gradient) builder.output(gradient, { kind: 'gradient', key: `x${index}` });
    return gradient !== undefined;
  });
  const graph = builder.finish();
  verify(graph, 'a test');
  return { graph, outputCount: outputs.length, differentiated };
}

/** Whether the gradient can be compared with differences. */
export function isChecked(op: OpName, one: OpCase): boolean {
  return !one.forwardOnly && isDifferentiable(opDefinition(op).gradient) && one.operands.some(({ fixed }) => !fixed);
}

/** Values for every input of a case's graphs. They are float32 numbers, so that both evaluations start from the same. */
export function feedsFor(graph: Graph, one: OpCase, batch: number): Feeds {
  return Object.fromEntries(
    graph.inputs.map(({ value, binding }) => {
      const name = binding.kind === 'feature' ? binding.node : '';
      const shape = bindShape(value.shape, { N: batch });
      const random = new RandomStream(one.title, name);
      const count = shape.reduce((product, size) => product * size, 1);
      const operand = name.startsWith('x') ? one.operands[Number(name.slice(1))] : undefined;
      const values = operand ? operand.values(count, random) : Array.from({ length: count }, () => random.normal());
      return [name, { shape, data: Float64Array.from(values, Math.fround) }];
    }),
  );
}

/** Every way in which a graph can be expanded, once: both backends, and each variant that an op offers. */
export function expansions(graph: Graph): { readonly name: string; readonly graph: Graph }[] {
  const found = new Map<string, { readonly name: string; readonly graph: Graph }>();
  for (const backend of ['cpu', 'webgpu'] as const) {
    let most = 1;
    for (let variant = 0; variant < most; variant++) {
      const target: LoweringTarget = {
        backend,
        choose: (_op, _key, variants) => {
          most = Math.max(most, variants.length);
          return variants[Math.min(variant, variants.length - 1)]!;
        },
      };
      const expanded = expandComposites(graph, target);
      verify(expanded, '7-expand', { primitive: true });
      const key = fingerprint(expanded);
      if (!found.has(key)) found.set(key, { name: `${backend}, variant ${variant}`, graph: expanded });
    }
  }
  return [...found.values()];
}

/** Equal for graphs that compute the same in the same way. */
function fingerprint({ nodes }: Graph): string {
  const ids = (values: readonly Value[]) => values.map(({ id }) => id);
  return JSON.stringify(nodes.map((node) => [node.op, ids(node.inputs), ids(node.outputs), node.attributes]), (_, value: unknown) =>
    typeof value === 'bigint' || (typeof value === 'number' && !Number.isFinite(value)) ? String(value) : value,
  );
}

