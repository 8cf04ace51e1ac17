/** The recurrence r′ = r + d(k − 1)·j, j′ = j·s, row by row. Pointing at a row shows its field in the picture. */
import type { FieldStep } from '../../engine/explain/sizes/field-formula';
import { axesText } from './field-place';
import { follow } from './why-store';
import styles from './field-view.module.css';

interface FieldTableProps {
  readonly steps: readonly FieldStep[];
  onPoint(path: string | undefined): void;
}

export function FieldTable({ steps, onPoint }: FieldTableProps) {
  const last = steps.at(-1)!;
  const shown = steps.filter((step) => step.kind !== 'kept' || step === last);
  return (
    <div className={styles.scroller} tabIndex={0} role="region" aria-label="From layer to layer">
      <table>
        <thead>
          <tr>
            <th scope="col">Layer</th>
            <th scope="col" title="Size of the window">k</th>
            <th scope="col" title="Stride">s</th>
            <th scope="col" title="Dilation">d</th>
            <th scope="col" title="Padding at the beginning">p</th>
            <th scope="col" title="Receptive field: r + d(k − 1)·j of the row above">r</th>
            <th scope="col" title="Jump: that of the row above times the stride">j</th>
          </tr>
        </thead>
        <tbody onPointerLeave={() => onPoint(undefined)}>
          {shown.map((step) => <Row key={step.node.flat.path} step={step} isLast={step === last} onPoint={onPoint} />)}
        </tbody>
      </table>
      {shown.length < steps.length && <p>Layers that look at each position alone are left out.</p>}
    </div>
  );
}

function Row({ step, isLast, onPoint }: { readonly step: FieldStep; readonly isLast: boolean; onPoint(path: string | undefined): void }) {
  const { node, kind, window, field } = step;
  const { path } = node.flat;
  const axes = field.size.length;
  return (
    <tr onPointerEnter={() => onPoint(path)} aria-current={isLast || undefined}>
      <th scope="row">
        {isLast ? <span>{path}</span> : (
          <button type="button" onFocus={() => onPoint(path)} onBlur={() => onPoint(undefined)} onClick={() => follow({ subject: { kind: 'layer', path }, quantity: 'field' })}>{path}</button>
        )}
      </th>
      {window ? (
        <>
          <td>{axesText(window.kernel)}</td>
          <td>{axesText(window.stride)}</td>
          <td>{axesText(window.dilation)}</td>
          <td>{axesText(window.padding.slice(0, axes))}</td>
        </>
      ) : (
        <td colSpan={4} className={styles.what}>{kind === 'whole' ? 'sees everything' : kind === 'kept' ? 'keeps it' : 'a value sees itself'}</td>
      )}
      <td>{axesText(field.size)}</td>
      <td>{kind === 'whole' ? '—' : axesText(field.jump)}</td>
    </tr>
  );
}
