import { ChevronDown, Maximize2, Minimize2 } from 'lucide-react';
import { Tabs, VisuallyHidden } from 'radix-ui';
import { Suspense, lazy, type ComponentType } from 'react';
import { enlargeDock, toggleDock } from '../commands/view';
import { DataPanel } from '../data/data-panel';
import { DebuggerPanel } from '../debugger/debugger-panel';
import { CommandButton } from '../design/command-button';
import { LiveMark } from '../live/panel/live-mark';
import { LivePanel } from '../live/panel/live-panel';
import { PredictPanel } from '../predict/predict-panel';
import { ProblemList } from '../problems/problem-list';
import { SizeTable } from '../size-table/size-table';
import { useBindingReport } from '../store/binding-store';
import { useDocument } from '../store/document-store';
import { useSession, type DockTab } from '../store/session-store';
import { TrainingPanel } from '../training/training-panel';
import { XrayPanel } from '../xray/xray-panel';
import styles from './dock.module.css';

/** The editor is most of the window's code; the other panels need not wait for it. */
const CodePanel = lazy(async () => ({ default: (await import('../code/code-panel')).CodePanel }));

/** In the order in which a network comes to be. */
const TABS: readonly { readonly tab: DockTab; readonly title: string; readonly Panel: ComponentType; readonly Badge?: ComponentType }[] = [
  { tab: 'data', title: 'Data', Panel: DataPanel },
  { tab: 'training', title: 'Training', Panel: TrainingPanel },
  { tab: 'size-table', title: 'Size table', Panel: SizeTable },
  { tab: 'code', title: 'Code', Panel: CodePanel },
  { tab: 'predict', title: 'Predict', Panel: PredictPanel },
  { tab: 'live', title: 'Live', Panel: LivePanel, Badge: LiveMark },
  { tab: 'xray', title: 'X-ray', Panel: XrayPanel },
  { tab: 'debugger', title: 'Debugger', Panel: DebuggerPanel },
  { tab: 'problems', title: 'Problems', Panel: ProblemList, Badge: ProblemCount },
];

/** The panels below the canvas. */
export function Dock() {
  const tab = useSession((state) => state.dockTab);
  const isTall = useSession((state) => state.tallDock);
  return (
    <Tabs.Root className={styles.dock ?? ''} data-place="dock" value={tab} onValueChange={(value) => useSession.setState({ dockTab: value as DockTab })}>
      <div className={styles.bar}>
        <Tabs.List className={styles.tabs ?? ''} aria-label="Panels below">
          {TABS.map(({ tab: value, title, Badge }) => (
            <Tabs.Trigger key={value} className={styles.tab ?? ''} value={value}>
              {title}
              {Badge && <Badge />}
            </Tabs.Trigger>
          ))}
        </Tabs.List>
        <div className={styles.tools}>
          <CommandButton command={enlargeDock} icon={isTall ? Minimize2 : Maximize2} isPressed={isTall} side="left" />
          <CommandButton command={toggleDock} icon={ChevronDown} side="left" />
        </div>
      </div>
      {TABS.map(({ tab: value, title, Panel }) => (
        <Tabs.Content key={value} className={styles.content ?? ''} value={value} tabIndex={-1}>
          {/* The headings of panels stand below this one, whichever panels are open beside. */}
          <VisuallyHidden.Root asChild>
            <h2>{title}</h2>
          </VisuallyHidden.Root>
          <Suspense>
            <Panel />
          </Suspense>
        </Tabs.Content>
      ))}
    </Tabs.Root>
  );
}

function ProblemCount() {
  const ofNetwork = useDocument((state) => state.network.problems.length);
  const ofBindings = useBindingReport((state) => state.report?.problems.length ?? 0);
  const problems = ofNetwork + ofBindings;
  return problems > 0 ? <span className={styles.badge}>{problems}</span> : null;
}
