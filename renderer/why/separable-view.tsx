/** What a convolution costs in two steps instead of one, or in one instead of two: both drawn to scale. */
import { evaluate } from '../../engine/explain/expression/evaluate';
import type { SeparableComparison } from '../../engine/explain/sizes/cost';
import { editGraph } from '../../engine/document/edits';
import type { GraphNode } from '../../engine/document/model';
import controls from '../design/controls.module.css';
import { definitionAt } from '../network/facts';
import { exchangeConvolution, exchangeTitle, settingsLost } from '../network/separable';
import { formatCount, plural } from '../network/text';
import { editDocument } from '../store/document-store';
import { formulaPieces } from './formula-pieces';
import { FormulaText } from './formula-text';
import styles from './separable-view.module.css';

interface SeparableViewProps {
  readonly comparison: SeparableComparison;
  readonly box: GraphNode;
  /** Whether the other layer fits the rest of the network; undefined while something is tried out. */
  readonly isSound: boolean | undefined;
  readonly place: readonly string[];
}

export function SeparableView({ comparison, box, isSound, place }: SeparableViewProps) {
  const { normal, depthwise, pointwise, ratio, normalParameters, separableParameters } = comparison;
  const [whole, first, second] = [evaluate(normal), evaluate(depthwise), evaluate(pointwise)];
  const title = exchangeTitle(box);
  const exchange = (): void => {
    editDocument(`Replace ${box.name} by a ${title}`, (document) => editGraph(document, definitionAt(document, place), (graph) => exchangeConvolution(graph, box.id)));
  };
  return (
    <section className={styles.separable} aria-label="Normal against separable">
      <h3>Normal against depthwise-separable</h3>
      <table>
        <thead>
          <tr>
            <th scope="col" colSpan={2}>Convolution</th>
            <th scope="col">Multiplications</th>
            <th scope="col">Parameters</th>
          </tr>
        </thead>
        <tbody>
          <Row title="Normal" parts={[whole]} largest={Math.max(whole, first + second)} parameters={evaluate(normalParameters)} />
          <Row title="Separable" parts={[first, second]} largest={Math.max(whole, first + second)} parameters={evaluate(separableParameters)} />
        </tbody>
      </table>
      <p className={styles.note}>{`${formatCount(first)} depthwise + ${formatCount(second)} pointwise = ${formatCount(first + second)}`}</p>
      <p className={styles.ratio}>
        <FormulaText pieces={formulaPieces(ratio, false)} /> = <FormulaText pieces={formulaPieces(ratio, true)} /> = <strong>{share(evaluate(ratio))}</strong>
      </p>
      {title !== undefined && isSound === true && (
        <div className={styles.exchange}>
          <button type="button" className={controls.button} onClick={exchange}>{`Replace by ${title}`}</button>
          <span>{lossText(box)}</span>
        </div>
      )}
      {isSound === false && <p className={styles.note}>{`${box.name} cannot be exchanged: a block around it has settings for its tensors.`}</p>}
    </section>
  );
}

function lossText(box: GraphNode): string {
  const lost = settingsLost(box);
  return `The shapes stay; its weights start anew${lost === 0 ? '' : `, and the settings of ${plural(lost, 'tensor')} go`}.`;
}

function share(part: number): string {
  return `${Number((100 * part).toPrecision(3))} %`;
}

interface RowProps {
  readonly title: string;
  /** Of its multiplications, one after the other. */
  readonly parts: readonly number[];
  readonly largest: number;
  readonly parameters: number;
}

function Row({ title, parts, largest, parameters }: RowProps) {
  return (
    <tr>
      <th scope="row">{title}</th>
      <td>
        <span className={styles.bar} aria-hidden>
          {parts.map((part, index) => <span key={index} style={{ width: `${(100 * part) / largest}%` }} />)}
        </span>
      </td>
      <td>{formatCount(parts.reduce((sum, part) => sum + part, 0))}</td>
      <td>{formatCount(parameters)}</td>
    </tr>
  );
}
