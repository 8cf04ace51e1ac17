/** One playground at a time, the others a click away. */
import { ArrowLeft } from 'lucide-react';
import { Suspense, useEffect, useRef } from 'react';
import { leaveLabs } from '../commands/labs';
import { CommandButton } from '../design/command-button';
import { LAB_INFO } from './lab-info';
import { LAB_PICTURES, LABS } from './lab-table';
import { openLab, useLabs } from './labs-store';
import styles from './labs-screen.module.css';

export function LabsScreen() {
  const shown = useLabs((state) => state.lab);
  const Lab = LABS[shown];
  const screen = useRef<HTMLElement>(null);
  useEffect(() => screen.current?.focus(), []);
  return (
    <main ref={screen} className={styles.screen} data-place="labs" tabIndex={-1}>
      <nav className={styles.list} aria-label="Playgrounds">
        <CommandButton command={leaveLabs} icon={ArrowLeft} label="Back" />
        <ul>
          {LAB_INFO.map(({ id, title }) => {
            const Picture = LAB_PICTURES[id];
            return (
              <li key={id}>
                <button type="button" aria-current={id === shown ? 'page' : undefined} onClick={() => openLab(id)}>
                  <Picture />
                  {title}
                </button>
              </li>
            );
          })}
        </ul>
      </nav>
      <Suspense fallback={<p className={styles.loading} role="status">Opening the playground…</p>}>
        <Lab key={shown} />
      </Suspense>
    </main>
  );
}
