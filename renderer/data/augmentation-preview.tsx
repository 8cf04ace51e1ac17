/** One sample on its way: the file, what the network gets, and what training makes of it epoch by epoch. */
import { useEffect, useState } from 'react';
import type { Augmentation } from '../../engine/data/augment/augmentation';
import type { ImageStep } from '../../engine/data/preprocess';
import type { AugmentedSample, DataRequest, SeenPicture } from '../../engine/shell/protocol/data';
import { report, shell } from '../shell/connection';
import { Picture } from './picture';
import styles from './prepare-view.module.css';

const DRAWS = 8;
const SETTLED_MS = 80;

interface AugmentationPreviewProps {
  readonly request: DataRequest;
  readonly row: number;
  readonly column: string;
  readonly steps: readonly ImageStep[];
  readonly augmentations: readonly Augmentation[];
  /** Of the training, which draws by it. */
  readonly seed: number;
}

export function AugmentationPreview({ request, row, column, steps, augmentations, seed }: AugmentationPreviewProps) {
  const [sample, setSample] = useState<AugmentedSample>();
  useEffect(() => {
    let isWanted = true;
    const timer = setTimeout(() => {
      shell()!
        .request('data.augmented', { ...request, row, column, steps, augmentations, seed, count: DRAWS })
        .then((found) => isWanted && setSample(found), (error: unknown) => isWanted && report(error));
    }, SETTLED_MS);
    return () => {
      isWanted = false;
      clearTimeout(timer);
    };
  }, [request, row, column, steps, augmentations, seed]);
  const { original, prepared, draws } = sample ?? {};
  if (original?.problem) return <p className={styles.hint} role="alert">{original.problem.message}</p>;
  return (
    <div className={styles.preview} aria-busy={!sample}>
      <figure className={styles.large}>
        {original ? <Picture picture={original} label="The picture as it is in the file" /> : <i />}
        <figcaption>{original?.full ? `In the file, ${original.full.height}×${original.full.width}` : 'In the file'}</figcaption>
      </figure>
      <figure className={styles.large}>
        {prepared ? <Picture picture={prepared} label="What the network gets" /> : <i />}
        <figcaption>{prepared ? `What the network gets, ${rangeText(prepared)}` : 'What the network gets'}</figcaption>
      </figure>
      <figure className={styles.draws}>
        <div>
          {(draws ?? []).map((draw, epoch) => (
            <Picture key={epoch} picture={draw} label={`In epoch ${epoch + 1}`} />
          ))}
          {!draws && Array.from({ length: DRAWS }, (_, index) => <i key={index} />)}
        </div>
        <figcaption>{augmentations.length === 0 ? `In epochs 1 to ${DRAWS}: the same, because nothing is augmented` : `In epochs 1 to ${DRAWS} of training with seed ${seed}`}</figcaption>
      </figure>
    </div>
  );
}

function rangeText({ least, largest }: SeenPicture): string {
  return `numbers from ${Number(least.toFixed(2))} to ${Number(largest.toFixed(2))}`;
}
