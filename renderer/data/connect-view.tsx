/** Which column each Input takes and each Output answers, and what does not go together. */
import { ArrowLeft, ArrowRight, CircleCheck } from 'lucide-react';
import type { Diagnostic } from '../../engine/core/diagnostic';
import type { Column } from '../../engine/data/dataset';
import type { GraphNode } from '../../engine/document/model';
import type { DataRequest, DataSummary } from '../../engine/shell/protocol/data';
import { goToBox } from '../commands/go';
import { classes } from '../design/classes';
import controls from '../design/controls.module.css';
import { inScreenOrder, plural, shapeText } from '../network/text';
import { useBindingReport } from '../store/binding-store';
import { editDocument, useDocument } from '../store/document-store';
import { useSession } from '../store/session-store';
import { bindingFixes } from './binding-fixes';
import styles from './connect-view.module.css';
import { shapeOf } from './fit-network';
import { boundColumns, withBinding } from './node-binding';

export function ConnectView({ summary }: { readonly request: DataRequest; readonly summary: DataSummary }) {
  const nodes = useDocument((state) => state.document.graph.nodes);
  const networkProblems = useDocument((state) => state.network.problems.length);
  const report = useBindingReport((state) => state.report);
  const ports = nodes.filter(({ type }) => type === 'input' || type === 'output');
  return (
    <div className={styles.view}>
      <ul className={styles.ports} aria-label="Inputs and outputs">
        {ports.map((node) => (
          <Port key={node.id} node={node} summary={summary} automatic={report?.bindings.find((one) => one.node === node.name)?.columns} />
        ))}
        {ports.length === 0 && <li className={styles.hint}>Add an Input and an Output to the network; here they meet the columns of the data.</li>}
      </ul>
      <div className={styles.problems}>
        {networkProblems > 0 && <p className={styles.hint}>{`The network has ${plural(networkProblems, 'problem')} of its own. Once they are mended, this says whether it fits the data.`}</p>}
        {report?.problems.length === 0 && (
          <p className={styles.fine}>
            <CircleCheck size={16} aria-hidden />
            Network and data go together.
          </p>
        )}
        {report?.problems.map((problem) => (
          <ProblemNote key={problem.message} problem={problem} summary={summary} />
        ))}
      </div>
    </div>
  );
}

function ProblemNote({ problem, summary }: { readonly problem: Diagnostic; readonly summary: DataSummary }) {
  const document = useDocument((state) => state.document);
  const order = useSession((state) => state.shapeOrder);
  const fixes = bindingFixes(problem, document, summary);
  return (
    <div className={styles.problem} role="note">
      <p>{inScreenOrder(problem.message, order)}</p>
      {fixes.length === 0 && problem.remedy && <p className={styles.hint}>{inScreenOrder(problem.remedy, order)}</p>}
      <div className={styles.fixes}>
        {fixes.map((fix, index) => (
          <button key={fix.title} type="button" className={classes(controls.button, index === 0 && controls.primary)} onClick={() => editDocument(fix.title, fix.apply)}>
            {fix.title}
          </button>
        ))}
      </div>
    </div>
  );
}

interface PortProps {
  readonly node: GraphNode;
  readonly summary: DataSummary;
  /** What the engine has bound it to. */
  readonly automatic: readonly string[] | undefined;
}

function Port({ node, summary: { columns }, automatic }: PortProps) {
  const order = useSession((state) => state.shapeOrder);
  const isInput = node.type === 'input';
  const shape = shapeOf(node);
  const bound = boundColumns(node);
  const fitting = columns.filter((column) => fits(column, isInput, shape));
  const isVector = isInput && shape.length === 1 && fitting.length > 1;
  const bind = (names: readonly string[]): void => editDocument(`Bind “${node.name}”`, (document) => ({ ...document, graph: withBinding(document.graph, node.id, names) }));
  const automaticText = automatic && bound.length === 0 ? `Automatic: ${automatic.join(', ')}` : 'Automatic';
  return (
    <li className={styles.port}>
      {isInput ? <ArrowRight size={14} aria-label="Input" /> : <ArrowLeft size={14} aria-label="Output" />}
      <button type="button" className={styles.name} onClick={() => goToBox([], node.id)}>{node.name}</button>
      <span className={styles.shape}>{isInput ? shapeText(shape, order) : String(node.params['loss'] ?? 'cross-entropy').replaceAll('-', ' ')}</span>
      <select
        className={controls.select}
        aria-label={`Column of ${node.name}`}
        value={bound.length > 1 ? '\0several' : (bound[0] ?? '')}
        onChange={({ target: { value } }) => bind(value === '' ? [] : value === '\0several' ? fitting.map(({ name }) => name) : [value])}
      >
        <option value="">{automaticText}</option>
        {bound.length === 1 && !fitting.some(({ name }) => name === bound[0]) && <option value={bound[0]}>{bound[0]}</option>}
        {fitting.map((column) => (
          <option key={column.name} value={column.name}>{`${column.name} · ${hint(column)}`}</option>
        ))}
        {isVector && <option value={'\0several'}>Several columns</option>}
      </select>
      {isVector && bound.length > 1 && (
        <fieldset className={styles.several}>
          <legend>{`Columns of ${node.name}`}</legend>
          {fitting.map(({ name }) => (
            <label key={name}>
              <input type="checkbox" checked={bound.includes(name)} onChange={({ target }) => bind(fitting.map((one) => one.name).filter((one) => (one === name ? target.checked : bound.includes(one))))} />
              {name}
            </label>
          ))}
        </fieldset>
      )}
    </li>
  );
}

function fits({ kind, isTarget }: Column, isInput: boolean, shape: readonly number[]): boolean {
  if (!isInput) return kind === 'category' || kind === 'number';
  return shape.length === 3 ? kind === 'image' : !isTarget && (kind === 'number' || kind === 'category');
}

function hint({ kind, classes: names, image }: Column): string {
  if (kind === 'image') return image ? `pictures, mostly ${image.height}×${image.width}` : 'pictures';
  return kind === 'category' ? plural(names?.length ?? 0, 'class', 'classes') : 'numbers';
}
