/** The numbers of a tensor as pictures: filters one by one, a matrix or vector whole. */
import { useState } from 'react';
import type { LookFrom } from '../../engine/shell/protocol/look';
import controls from '../design/controls.module.css';
import { PlaneGrid } from '../maps/plane-grid';
import { FOLD, tensorPlanes } from '../maps/planes';
import { formatCount } from '../network/text';
import { shell } from '../shell/connection';
import { useAsked } from './use-asked';
import styles from './weights.module.css';

/** Kernels at once; the rest is a page away. */
const KERNELS = 96;

interface TensorPicturesProps {
  readonly tensor: string;
  readonly shape: readonly number[];
  readonly from: LookFrom;
}

export function TensorPictures({ tensor, shape, from }: TensorPicturesProps) {
  const [first, setFirst] = useState(0);
  const [isShared, setShared] = useState(false);
  const isKernel = shape.length === 4;
  const perPage = isKernel ? Math.max(1, Math.floor(KERNELS / (shape[1] === 3 ? 1 : shape[1]!))) : Number.MAX_SAFE_INTEGER;
  const { answer: values, problem } = useAsked(`${tensor} ${first}`, () => shell()!.request('network.tensor', { from, key: tensor, first, count: perPage }));
  const total = shape[0] ?? 1;
  const last = Math.min(total, first + (values?.count ?? perPage));
  const unit = isKernel ? 'filters' : 'rows';
  return (
    <>
      <div className={styles.bar}>
        {total > last - first && (
          <>
            <span>{`${unit} ${formatCount(first)} to ${formatCount(last - 1)} of ${formatCount(total)}`}</span>
            <button type="button" className={controls.button} aria-disabled={first === 0} onClick={() => setFirst(Math.max(0, first - (last - first)))}>Previous</button>
            <button type="button" className={controls.button} aria-disabled={last >= total} onClick={() => last < total && setFirst(last)}>Next</button>
          </>
        )}
        {isKernel && (
          <label>
            <input type="checkbox" checked={isShared} onChange={({ target }) => setShared(target.checked)} />
            One scale for all
          </label>
        )}
        <span className={styles.legend}>
          <span>smallest</span>
          <span className={styles.ramp} aria-hidden />
          <span>largest</span>
        </span>
      </div>
      {problem !== undefined && <p role="alert" className={styles.problem}>{problem}</p>}
      {values ? (
        <PlaneGrid planes={tensorPlanes(values)} isShared={isShared} placeText={(row, column) => (shape.length === 1 ? `number ${row * FOLD + column}` : `row ${row}, column ${column}`)} />
      ) : (
        problem === undefined && <p className={styles.empty} role="status">Reading the numbers…</p>
      )}
    </>
  );
}
