import { BoxSelect, Copy, Maximize, MousePointer2, Pentagon, Redo2, SkipForward, SquareDashed, StepBack, StepForward, Undo2, ZoomIn, ZoomOut } from 'lucide-react';
import { boxTool, fitWhole, nextPicture, nextToDo, nothingHere, polygonTool, previousPicture, redoLabel, repeatLabels, selectTool, undoLabel, zoomIn, zoomOut } from '../commands/labelling';
import { CommandButton } from '../design/command-button';
import toolbar from '../canvas/toolbar.module.css';
import { stepBack, stepForth } from './label-history';
import { useLabelling } from './labelling-store';
import styles from './labelling.module.css';

export function LabelToolbar() {
  const tool = useLabelling((state) => state.tool);
  const undoes = useLabelling((state) => stepBack(state.history)?.label);
  const redoes = useLabelling((state) => stepForth(state.history)?.label);
  const isEmpty = useLabelling((state) => state.shown?.objects?.length === 0);
  // What buttons may do depends on all of these.
  useLabelling((state) => state.shown);
  useLabelling((state) => state.pictures);
  useLabelling((state) => state.at);
  return (
    <div className={styles.toolbar}>
      <div className={toolbar.toolbar} role="toolbar" aria-label="Drawing">
        <CommandButton command={selectTool} icon={MousePointer2} isPressed={tool === 'select'} />
        <CommandButton command={boxTool} icon={BoxSelect} isPressed={tool === 'box'} />
        <CommandButton command={polygonTool} icon={Pentagon} isPressed={tool === 'polygon'} />
        <span className={toolbar.divider} />
        <CommandButton command={repeatLabels} icon={Copy} />
        <CommandButton command={nothingHere} icon={SquareDashed} isPressed={isEmpty} />
        <span className={toolbar.divider} />
        <CommandButton command={undoLabel} icon={Undo2} tip={undoes === undefined ? 'Undo' : `Undo: ${undoes}`} />
        <CommandButton command={redoLabel} icon={Redo2} tip={redoes === undefined ? 'Redo' : `Redo: ${redoes}`} />
        <span className={toolbar.divider} />
        <CommandButton command={zoomOut} icon={ZoomOut} />
        <CommandButton command={fitWhole} icon={Maximize} />
        <CommandButton command={zoomIn} icon={ZoomIn} />
        <span className={toolbar.divider} />
        <CommandButton command={previousPicture} icon={StepBack} />
        <CommandButton command={nextPicture} icon={StepForward} />
        <CommandButton command={nextToDo} icon={SkipForward} />
      </div>
    </div>
  );
}
