/** The samples of one cell of the confusion matrix. */
import { useState } from 'react';
import type { ClassAnswer } from '../../../engine/run/answers';
import controls from '../../design/controls.module.css';
import { Modal, ModalBody } from '../../design/modal';
import modal from '../../design/modal.module.css';
import { plural } from '../../network/text';
import { openCell } from './answers-store';
import { Samples } from './samples';
import { useLiveAnswers } from './use-answers';

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
    <Modal
      isOpen
      onClose={() => {
        openCell(undefined);
        setShown(PAGE);
      }}
      title={isClasses ? title : 'Samples'}
      size="wide"
    >
      <ModalBody>
        {answers === undefined && state === 'reading' && <p className={modal.hint} role="status">Asking the last checkpoint for every sample…</p>}
        {state === 'failed' && <p className={modal.failure}>{failure}</p>}
        {isClasses && (
          <p className={modal.hint}>{rows.length === 0 ? `By the weights of the last checkpoint, no sample of the ${answers.part} part is answered so.` : `${plural(rows.length, 'sample')} of the ${answers.part} part, by the weights of the last checkpoint; the surest first. Choose one to see it flow through the canvas.`}</p>
        )}
        {isClasses && <Samples answers={answers} rows={rows.slice(0, shown)} />}
        {rows.length > shown && (
          <button type="button" className={controls.button} onClick={() => setShown(shown + PAGE)}>{`Show ${Math.min(PAGE, rows.length - shown)} more`}</button>
        )}
      </ModalBody>
    </Modal>
  );
}

function byConfidence(a: ClassAnswer, b: ClassAnswer): number {
  return b.confidence - a.confidence;
}
