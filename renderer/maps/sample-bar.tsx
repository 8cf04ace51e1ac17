/** Which sample flows through the picture, and with which weights: the legend of all feature maps. */
import { ChevronLeft, ChevronRight, Shuffle } from 'lucide-react';
import { sentence } from '../../engine/core/diagnostic';
import { showNextSample, showPreviousSample, showRandomSample } from '../commands/maps';
import { CommandButton } from '../design/command-button';
import { Tip } from '../design/tip';
import { useData } from '../store/data-store';
import { useSample } from '../store/sample-store';
import { useMaps, useShowsMaps } from './maps-store';
import { originText, useOriginNote } from './origin-text';
import styles from './sample-bar.module.css';

export function SampleBar() {
  const isShown = useShowsMaps();
  // Its buttons are enabled by the data.
  useData((state) => state.summary);
  const sample = useSample((state) => state.sample);
  const look = useMaps((state) => state.look);
  const problem = useMaps((state) => state.problem);
  const note = useOriginNote();
  if (!isShown) return null;
  const truth = Object.values(look?.truth ?? {}).join(', ');
  return (
    <section className={styles.bar} aria-label="Sample">
      {sample?.kind !== 'given' && (
        <>
          <CommandButton command={showPreviousSample} icon={ChevronLeft} side="top" />
          <CommandButton command={showNextSample} icon={ChevronRight} side="top" />
          <CommandButton command={showRandomSample} icon={Shuffle} side="top" />
        </>
      )}
      {problem ? (
        <Tip text={sentence(problem)} side="top">
          <span className={styles.problem} tabIndex={0}>{problem.message}</span>
        </Tip>
      ) : (
        <>
          <span className={styles.name}>{sample?.kind === 'given' ? 'given by hand' : (look?.name ?? 'reading the data')}</span>
          {truth !== '' && <span className={styles.truth}>{truth}</span>}
          {look && (
            <Tip text={note} side="top">
              <span className={styles.origin} tabIndex={0}>{originText(look.origin)}</span>
            </Tip>
          )}
        </>
      )}
    </section>
  );
}
