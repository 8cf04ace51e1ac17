/** Turns the JSON parameters of a node into what its layer reads: defaults filled in, each value checked. */
import { problem, type Diagnostic } from '../core/diagnostic';
import type { LayerDefinition } from '../layers/define-layer';
import type { JsonObject } from '../document/model';

export interface ParsedParameters {
  readonly values: Readonly<Record<string, unknown>>;
  readonly problems: readonly Diagnostic[];
}

export function parseParameters(definition: LayerDefinition, params: JsonObject, node: string): ParsedParameters {
  const problems: Diagnostic[] = [];
  const values = Object.fromEntries(
    Object.entries(definition.parameters).map(([name, spec]) => {
      const given = params[name];
      if (given === undefined) return [name, spec.default];
      const parsed = spec.parse(given);
      if ('value' in parsed) return [name, parsed.value];
      const found = JSON.stringify(given);
      problems.push(
        problem('invalid-parameter', `“${node}”: ${spec.label} (${name}) must be ${parsed.expected}, not ${found}.`, {
          node,
          parameter: name,
          expected: parsed.expected,
          found,
        }),
      );
      return [name, spec.default];
    }),
  );
  return { values, problems };
}
