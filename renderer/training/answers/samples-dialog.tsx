/** The samples of one cell of the confusion matrix. */
import { X } from 'lucide-react';
import { Dialog } from 'radix-ui';
import { useState } from 'react';
import type { ClassAnswer } from '../../../engine/run/answers';
import controls from '../../design/controls.module.css';
import { plural } from '../../network/text';
import { openCell } from './answers-store';
import { Samples } from './samples';
import { useLiveAnswers } from './use-answers';
import dialog from '../dialog.module.css';

const PAGE = 60;

export function SamplesDialog() {
  const { cell, answers, state, failure } = useLiveAnswers();
  const [shown, setShown] = useState(PAGE);
  if (!cell) return null;
  const isClasses = answers?.kind === 'classification';
  const labels = isClasses ? answers.classes : [];
  const rows = isClasses ? answers.rows.filter(({ truth, answer }) => truth === cell.truth && answer === cell.answer).sort(byConfidence) : [];
  const title = cell.truth === cell.answer ? `${labels[cell.truth] ?? ''} answered rightly` : `${labels[cell.truth] ?? ''} taken for ${labels[cell.answer] ?? ''}`;
  return (
    <Dialog.Root
      open
      onOpenChange={(isOpen) => {
        if (!isOpen) openCell(undefined);
        setShown(PAGE);
      }}
    >
      <Dialog.Portal>
        <Dialog.Overlay className={dialog.overlay} />
        <Dialog.Content className={dialog.content} aria-describedby={undefined}>
          <header className={dialog.head}>
            <Dialog.Title>{isClasses ? title : 'Samples'}</Dialog.Title>
            <Dialog.Close className={controls.icon} aria-label="Close">
              <X size={16} aria-hidden />
            </Dialog.Close>
          </header>
          <div className={dialog.body}>
            {answers === undefined && state === 'reading' && <p className={dialog.hint} role="status">Asking the last checkpoint for every sample…</p>}
            {state === 'failed' && <p className={dialog.failure}>{failure}</p>}
            {isClasses && (
              <p className={dialog.hint}>{rows.length === 0 ? `By the weights of the last checkpoint, no sample of the ${answers.part} part is answered so.` : `${plural(rows.length, 'sample')} of the ${answers.part} part, by the weights of the last checkpoint; the surest first. Choose one to see it flow through the canvas.`}</p>
            )}
            {isClasses && <Samples answers={answers} rows={rows.slice(0, shown)} />}
            {rows.length > shown && (
              <button type="button" className={controls.button} onClick={() => setShown(shown + PAGE)}>{`Show ${Math.min(PAGE, rows.length - shown)} more`}</button>
            )}
          </div>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function byConfidence(a: ClassAnswer, b: ClassAnswer): number {
  return b.confidence - a.confidence;
}
