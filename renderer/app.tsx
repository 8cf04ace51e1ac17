import { Tooltip } from 'radix-ui';
import { useEffect } from 'react';
import { listenForShortcuts } from './commands/shortcuts';
import { PersonalDialog } from './examples/personal-dialog';
import { ExportDialog } from './export/export-dialog';
import { ChoosePathDialog } from './files/choose-path-dialog';
import { FileDialog } from './files/file-dialog';
import { listenForDroppedModels } from './import/drop';
import { ImportDialog } from './import/import-dialog';
import { Header } from './layout/header';
import { Notices } from './layout/notices';
import { Workspace } from './layout/workspace';
import { LabellingScreen } from './labelling/labelling-screen';
import { useLabelling } from './labelling/labelling-store';
import { LabsScreen } from './labs/labs-screen';
import { useLabs } from './labs/labs-store';
import { LayerView } from './maps/layer-view';
import { useLayerView } from './maps/layer-view-store';
import { OutsideDialog } from './outside/outside-dialog';
import { ShownKeys } from './presentation/shown-keys';
import { SearchDialog } from './search/search-dialog';
import { ShortcutsDialog } from './shortcuts/shortcuts-dialog';
import { StartScreen } from './start/start-screen';
import { hasUnsavedChanges, useDocument } from './store/document-store';
import { notify } from './store/session-store';
import { HeadDialog } from './transfer/head-dialog';
import { RetrainDialog } from './transfer/retrain-dialog';
import { WeightsDialog } from './transfer/weights-dialog';
import { WeightsInspector } from './weights/weights-inspector';
import { WhyPopover } from './why/why-popover';
import styles from './app.module.css';

const TIP_DELAY_MS = 400;

export function App() {
  const isOpen = useDocument((state) => state.isOpen);
  const isLab = useLabs((state) => state.isOpen);
  const isLabelling = useLabelling((state) => state.isOpen);
  const isLayerView = useLayerView((state) => state.box !== undefined);
  useEffect(() => listenForShortcuts((reason) => notify(reason)), []);
  useEffect(listenForDroppedModels, []);
  useWindowTitle();
  return (
    <Tooltip.Provider delayDuration={TIP_DELAY_MS}>
      <div className={styles.app}>
        <Header />
        {isLab ? <LabsScreen /> : isLabelling ? <LabellingScreen /> : isOpen ? <Workspace /> : <StartScreen />}
      </div>
      <SearchDialog />
      <ShortcutsDialog />
      <FileDialog />
      <ImportDialog />
      <OutsideDialog />
      <LayerView />
      <WeightsInspector />
      <ExportDialog />
      <PersonalDialog />
      {!isLayerView && <WhyPopover />}
      <RetrainDialog />
      <HeadDialog />
      <WeightsDialog />
      <ChoosePathDialog />
      <Notices />
      <ShownKeys />
    </Tooltip.Provider>
  );
}

function useWindowTitle(): void {
  const title = useDocument((state) => (state.isOpen ? `${hasUnsavedChanges(state) ? '• ' : ''}${state.file?.name ?? state.document.name} – LayerLoom` : 'LayerLoom'));
  useEffect(() => {
    document.title = title;
  }, [title]);
}
