/** What one value of a layer sees of the sample, and how its receptive field grew from layer to layer. */
import { useMemo, useState } from 'react';
import { fieldOf, fieldSteps, type FieldStep } from '../../engine/explain/sizes/field-formula';
import type { InferredNetwork, InferredNode } from '../../engine/infer/infer-network';
import { useMaps } from '../maps/maps-store';
import { axesText, cellBeside, fieldAround, middleCell, spanText } from './field-place';
import { FieldPicture } from './field-picture';
import { FieldTable } from './field-table';
import styles from './field-view.module.css';

export function FieldView({ network, node }: { readonly network: InferredNetwork; readonly node: InferredNode }) {
  const steps = useMemo(() => fieldSteps(network, node), [network, node]);
  const last = steps.at(-1);
  // A field of more than two axes has no picture.
  return last && last.field.size.length <= 2 ? <Field steps={steps} last={last} /> : null;
}

function Field({ steps, last }: { readonly steps: readonly FieldStep[]; readonly last: FieldStep }) {
  const [chosen, setChosen] = useState<readonly number[]>();
  const [pointedAt, setPointedAt] = useState<string>();
  const cell = cellBeside(last, chosen ?? middleCell(last), []);
  const spans = fieldOf(last, cell);
  const other = steps.find(({ node }) => node.flat.path === pointedAt);
  const source = steps[0]!.node;
  const look = useMaps((state) => state.ports.get(`${source.flat.path}:${source.definition?.outputs[0]?.name}`));
  const { input } = last.field;
  const isLook = look?.picture.kind === 'maps' && look.shape.join() === source.sizes!.outputs[0]?.join();
  const place = cell.length === 2 ? `row ${cell[0]}, column ${cell[1]}` : `step ${cell[0]}`;
  return (
    <section className={styles.view} aria-label="Receptive field on the sample">
      <div className={styles.scene}>
        <FieldPicture
          input={input}
          picture={isLook ? look.picture : undefined}
          spans={spans}
          other={other && other !== last ? fieldAround(other, spans) : undefined}
          label={`${source.flat.path}, ${input.join(' by ')}. The arrow keys choose another value of ${last.node.flat.path}.`}
          step={last}
          cell={cell}
          onChoose={setChosen}
        />
        <div className={styles.words}>
          <dl>
            <div><dt>Size</dt><dd>{axesText(last.field.size)}</dd></div>
            <div><dt>Jump</dt><dd>{last.kind === 'whole' ? '—' : axesText(last.field.jump)}</dd></div>
            <div><dt>First value begins at</dt><dd>{axesText(last.start, ', ')}</dd></div>
          </dl>
          <p role="status">{last.kind === 'whole' ? `Each value of ${last.node.flat.path} sees the whole input.` : `The value in ${place} sees ${spanText(spans, input)}.`}</p>
          {!isLook && <p>{`There is no picture of ${source.flat.path} yet, so this is a grid of its size.`}</p>}
        </div>
      </div>
      <FieldTable steps={steps} onPoint={setPointedAt} />
    </section>
  );
}
