/** The network as text: its own, two-way with the canvas, and PyTorch's. */
import { AlignLeft, Copy, FolderDown } from 'lucide-react';
import { Tabs } from 'radix-ui';
import { copyPytorch, exportPytorch, formatCode } from '../commands/code';
import controls from '../design/controls.module.css';
import { CommandButton } from '../design/command-button';
import { useCodeView, type CodeView } from './code-view-store';
import { ModelEditor } from './model-editor';
import { PytorchView } from './pytorch-view';
import styles from './code-panel.module.css';

export function CodePanel() {
  const view = useCodeView((state) => state.view);
  return (
    <Tabs.Root className={styles.panel ?? ''} value={view} onValueChange={(value) => useCodeView.setState({ view: value as CodeView })}>
      <div className={styles.bar}>
        <Tabs.List className={controls.segments ?? ''} aria-label="Language of the code">
          <Tabs.Trigger className={controls.segment ?? ''} value="model">Model</Tabs.Trigger>
          <Tabs.Trigger className={controls.segment ?? ''} value="pytorch">PyTorch</Tabs.Trigger>
        </Tabs.List>
        <p className={styles.hint}>{view === 'model' ? 'One line per box. Data and training have panels of their own. Ctrl Space proposes, Ctrl M lets Tab leave.' : 'Written from the same layers; answers equal to 1e-5.'}</p>
        {view === 'model' ? (
          <CommandButton command={formatCode} icon={AlignLeft} label="Format" />
        ) : (
          <>
            <CommandButton command={copyPytorch} icon={Copy} label="Copy" />
            <CommandButton command={exportPytorch} icon={FolderDown} label="Export project…" />
          </>
        )}
      </div>
      <Tabs.Content className={styles.content ?? ''} value="model" tabIndex={-1}>
        <ModelEditor />
      </Tabs.Content>
      <Tabs.Content className={styles.content ?? ''} value="pytorch" tabIndex={-1}>
        <PytorchView />
      </Tabs.Content>
    </Tabs.Root>
  );
}
