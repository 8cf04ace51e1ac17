import { ChevronDown } from 'lucide-react';
import { Tabs } from 'radix-ui';
import { toggleDock } from '../commands/view';
import { CommandButton } from '../design/command-button';
import { ProblemList } from '../problems/problem-list';
import { SizeTable } from '../size-table/size-table';
import { useDocument } from '../store/document-store';
import { useSession, type DockTab } from '../store/session-store';
import styles from './dock.module.css';

/** The panels below the canvas. */
export function Dock() {
  const tab = useSession((state) => state.dockTab);
  const problems = useDocument((state) => state.network.problems.length);
  return (
    <Tabs.Root className={styles.dock ?? ''} value={tab} onValueChange={(value) => useSession.setState({ dockTab: value as DockTab })}>
      <div className={styles.bar}>
        <Tabs.List className={styles.tabs ?? ''} aria-label="Panels below">
          <Tabs.Trigger className={styles.tab ?? ''} value="size-table">Size table</Tabs.Trigger>
          <Tabs.Trigger className={styles.tab ?? ''} value="problems">
            Problems
            {problems > 0 && <span className={styles.badge}>{problems}</span>}
          </Tabs.Trigger>
        </Tabs.List>
        <CommandButton command={toggleDock} icon={ChevronDown} side="left" />
      </div>
      <Tabs.Content className={styles.content ?? ''} value="size-table" tabIndex={-1}><SizeTable /></Tabs.Content>
      <Tabs.Content className={styles.content ?? ''} value="problems" tabIndex={-1}><ProblemList /></Tabs.Content>
    </Tabs.Root>
  );
}
