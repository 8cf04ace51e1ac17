/** What an imported network lacks before it can be trained on other data; a file says neither data nor loss. */
import { useMemo } from 'react';
import { LoomError, type Diagnostic } from '../../engine/core/diagnostic';
import type { LoomDocument } from '../../engine/document/model';
import type { InferredNetwork } from '../../engine/infer/infer-network';
import { findHeads } from '../../engine/infer/replace-head';
import { useDocument } from '../store/document-store';
import styles from './import-dialog.module.css';

export function TrainingNote({ assumedLoss }: { readonly assumedLoss: readonly string[] }) {
  const obstacle = useHeadProblem();
  const names = assumedLoss.map((name) => `“${name}”`).join(', ');
  return (
    <section aria-label="To train it">
      <h3 className={styles.heading}>To train it</h3>
      <p className={styles.note}>
        {names !== '' && `How its answers are judged is not in the file. The loss of ${names} is mean squared error for now, so that the answers stay as they were. `}
        {obstacle ? `${obstacle.message} ${obstacle.remedy ?? ''}` : 'Retraining asks for data with classes, puts an answer for each of them at the end, and compares them by cross-entropy.'}
      </p>
    </section>
  );
}

/** Why the open network cannot get another head at once. */
export function useHeadProblem(): Diagnostic | undefined {
  const document = useDocument((state) => state.document);
  const network = useDocument((state) => state.network);
  return useMemo(() => headProblem(document, network), [document, network]);
}

function headProblem(document: LoomDocument, network: InferredNetwork): Diagnostic | undefined {
  try {
    findHeads(document, network);
    return undefined;
  } catch (error) {
    if (error instanceof LoomError) return error.diagnostics[0];
    throw error;
  }
}
