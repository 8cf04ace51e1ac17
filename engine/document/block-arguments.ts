/** What a block instance passes to its definition, and what expressions inside the definition make of it. */
import { problem, type Diagnostic } from '../core/diagnostic';
import { ownValue } from '../core/own-value';
import { evaluateExpression, ExpressionError } from './expression';
import type { BlockDefinition, BlockParameter, GraphNode, Json, JsonObject, ParameterExpression } from './model';

/** The parameters that expressions may use, by name. */
export type Scope = Readonly<Record<string, Json>>;

/** Who is being evaluated, for messages. */
interface Subject {
  readonly node: string;
  readonly parameter: string;
}

const MAX_REPEAT = 10_000;

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

export function isExpression(value: Json | undefined): value is ParameterExpression & JsonObject {
  return typeof value === 'object' && value !== null && !isList(value) && typeof value.expression === 'string' && Object.keys(value).length === 1;
}

/** Replaces every expression in `value`; returns `value` itself where there is none, so that caches keep hitting. */
function evaluateJson(value: Json, scope: Scope, subject: Subject, found: Diagnostic[]): Json {
  if (typeof value !== 'object' || value === null) return value;
  if (isExpression(value)) return evaluateOne(value, scope, subject, found) ?? value;
  if (isList(value)) {
    const items = value.map((item) => evaluateJson(item, scope, subject, found));
    return items.some((item, index) => item !== value[index]) ? items : value;
  }
  let changed = false;
  const entries = Object.entries(value).map(([key, item]): [string, Json] => {
    const evaluated = evaluateJson(item, scope, subject, found);
    changed ||= evaluated !== item;
    return [key, evaluated];
  });
  return changed ? Object.fromEntries(entries) : value;
}

function evaluateOne(value: ParameterExpression, scope: Scope, { node, parameter }: Subject, found: Diagnostic[]): Json | undefined {
  try {
    return evaluateExpression(value.expression, scope);
  } catch (error) {
    if (!(error instanceof ExpressionError)) throw error;
    found.push(problem('expression', `The parameter "${parameter}" of "${node}": ${error.message}.`, { node, parameter, column: error.column }));
    return undefined;
  }
}

/** `params` with every expression replaced by its value; one that fails is reported and stays. */
export function evaluateParams(params: JsonObject, scope: Scope, node: string, found: Diagnostic[]): JsonObject {
  let evaluated: Record<string, Json> | undefined;
  for (const [parameter, value] of Object.entries(params)) {
    const result = evaluateJson(value, scope, { node, parameter }, found);
    if (result !== value) (evaluated ??= { ...params })[parameter] = result;
  }
  return evaluated ?? params;
}

function expectationOf(parameter: BlockParameter, value: Json): string | undefined {
  const { kind, min = -Infinity, max = Infinity, choices } = parameter;
  if (kind === 'boolean' && typeof value !== 'boolean') return 'true or false';
  if (kind === 'text' && typeof value !== 'string') return 'a text';
  if (kind === 'integer' && !Number.isInteger(value)) return 'a whole number';
  if (kind === 'number' && typeof value !== 'number') return 'a number';
  if (typeof value === 'number' && value < min) return `at least ${min}`;
  if (typeof value === 'number' && value > max) return `at most ${max}`;
  if (typeof value === 'string' && choices && !choices.includes(value)) return `one of ${choices.join(', ')}`;
  return undefined;
}

/**
 * The value of every parameter of `definition` for one instance: its argument, seen from the graph the instance stands
 * in, or the default, which may use the parameters declared before it.
 */
export function bindArguments(definition: BlockDefinition, instance: GraphNode, path: string, outer: Scope, found: Diagnostic[]): Scope {
  const given = evaluateParams(instance.params, outer, path, found);
  const bound: Record<string, Json> = {};
  for (const parameter of definition.parameters) {
    const { name } = parameter;
    const value = ownValue(given, name) ?? evaluateJson(parameter.default, bound, { node: path, parameter: name }, found);
    const expected = isExpression(value) ? undefined : expectationOf(parameter, value);
    if (expected) {
      const shown = JSON.stringify(value);
      const message = `The parameter "${name}" of "${path}" must be ${expected}, but is ${shown}.`;
      found.push(problem('block-argument', message, { node: path, parameter: name, expected, found: shown }));
    }
    bound[name] = value;
  }
  for (const name of Object.keys(given)) {
    if (Object.hasOwn(bound, name)) continue;
    const message = `The block "${definition.name}", used by "${path}", has no parameter "${name}".`;
    found.push(problem('block-argument', message, { node: path, parameter: name }));
  }
  return bound;
}

/** How many copies an instance stands for; undefined where it does not repeat, and so keeps its plain name. */
export function repeatCount(instance: GraphNode, path: string, outer: Scope, found: Diagnostic[]): number | undefined {
  const repeat = instance.block?.repeat;
  if (repeat === undefined) return undefined;
  const value = typeof repeat === 'number' ? repeat : evaluateOne(repeat, outer, { node: path, parameter: 'repeat' }, found);
  if (value === undefined) return undefined;
  if (typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= MAX_REPEAT) return value;
  const message = `The block "${path}" cannot be repeated ${JSON.stringify(value)} times; "repeat" must be a whole number from 0 to ${MAX_REPEAT}.`;
  found.push(problem('block-repeat', message, { node: path, parameter: 'repeat' }));
  return undefined;
}
