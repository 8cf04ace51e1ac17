/** Which column each Input and Output of a network stands for, and what keeps it from training on this data. */
import { LoomError, type Diagnostic } from '../../core/diagnostic';
import type { Column } from '../../data/dataset';
import type { LoomDocument } from '../../document/model';
import { APP_VERSION } from '../../document/version';
import { inferNetwork } from '../../infer/infer-network';
import { bindColumns, type ColumnBindings } from '../../run/bind-columns';
import { modelSignature } from '../../run/signature';
import type { BindingReport, NodeBinding } from '../protocol/data';

export function reportBindings(document: LoomDocument, columns: readonly Column[]): BindingReport {
  const network = inferNetwork(document);
  const problems: Diagnostic[] = [];
  try {
    const bound = bindColumns(network, { columns });
    try {
      // Preprocessing must give what the Input takes.
      modelSignature(network, bound, APP_VERSION, document.data?.preprocessing);
    } catch (error) {
      problems.push(...diagnosticsOf(error));
    }
    return { bindings: named(bound), problems };
  } catch (error) {
    return { bindings: [], problems: diagnosticsOf(error) };
  }
}

function named({ features, targets }: ColumnBindings): NodeBinding[] {
  return [
    ...features.map(({ node, columns }) => ({ node, columns: columns.map(({ name }) => name) })),
    ...targets.map(({ node, column }) => ({ node, columns: [column.name] })),
  ];
}

function diagnosticsOf(error: unknown): readonly Diagnostic[] {
  if (error instanceof LoomError) return error.diagnostics;
  throw error;
}
