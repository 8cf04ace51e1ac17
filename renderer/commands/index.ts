/** Every command there is: the one table behind buttons, search, keys and the list of shortcuts. */
import { addBlockCommands } from './add-block';
import { addLayerCommands } from './add-layer';
import { addNote } from './add-note';
import { alignCommands } from './align';
import { arrangeCommands } from './arrange';
import { gestureCommands } from './gestures';
import { group, leaveBlock, openBlock, saveBlock, ungroup } from './blocks';
import { bypass } from './bypass';
import { copyPytorch, exportPytorch, formatCode, showPytorch } from './code';
import { copy, cut, duplicate, paste, pasteWithLinks } from './clipboard';
import type { Command } from './command';
import { dataCommands } from './data';
import { debuggerCommands } from './debugger';
import { deleteCommand } from './delete';
import { exampleCommands, personalNumbers } from './examples';
import { saveLightPng, saveLightSvg, saveSizeTable, showExport } from './export';
import { newNetwork, open, save, saveAs, startScreen, templateCommands } from './files';
import { fitAnchors } from './fit-anchors';
import { freeze } from './freeze';
import { cancel, find, nextProblem, search, showCode, showData, showPredict, showProblems, showShortcuts, showSizeTable, showTraining } from './go';
import { placeCommands } from './go-place';
import { redo, undo } from './history';
import { labellingCommands } from './labelling';
import { labCommands, leaveLabs, showLabs } from './labs';
import { mapCommands } from './maps';
import { liveCommands } from './live';
import { nudgeCommands } from './nudge';
import { mapModel } from './outside';
import { presentationMode, typeScaleCommands } from './presentation';
import { quickAdd } from './quick-add';
import { runCommand } from './run-command';
import { selectAll } from './select-all';
import { stepCommands } from './step-selection';
import { tintWires } from './tint-wires';
import { trainingCommands } from './training';
import { actualSize, enlargeDock, fit, focusMode, panTool, selectTool, themeCommands, toggleDock, toggleInspector, toggleMinimap, togglePalette, toggleShapeOrder, toggleSnap, zoomIn, zoomOut, zoomToSelection } from './view';
import { teachWithCamera } from './teach';
import { startTour } from './tour';
import { transferCommands } from './transfer';
import { weightCommands } from './weights';
import { explainNumber } from './why';
import { wireByKeyboard } from './wire-by-keyboard';
import { xrayCommands } from './xray';

export const COMMANDS: readonly Command[] = [
  newNetwork,
  open,
  save,
  saveAs,
  showExport,
  saveLightSvg,
  saveLightPng,
  saveSizeTable,
  startScreen,
  teachWithCamera,
  ...gestureCommands,
  undo,
  redo,
  cut,
  copy,
  paste,
  pasteWithLinks,
  duplicate,
  deleteCommand,
  selectAll,
  bypass,
  freeze,
  addNote,
  quickAdd,
  ...addLayerCommands,
  ...addBlockCommands,
  wireByKeyboard,
  group,
  ungroup,
  openBlock,
  leaveBlock,
  saveBlock,
  ...arrangeCommands,
  ...alignCommands,
  ...nudgeCommands,
  ...trainingCommands,
  ...transferCommands,
  ...debuggerCommands,
  search,
  find,
  showData,
  showTraining,
  showSizeTable,
  showCode,
  showPytorch,
  formatCode,
  copyPytorch,
  exportPytorch,
  showPredict,
  showProblems,
  ...liveCommands,
  ...xrayCommands,
  mapModel,
  ...dataCommands,
  fitAnchors,
  ...labellingCommands,
  nextProblem,
  ...placeCommands,
  showShortcuts,
  cancel,
  ...stepCommands,
  fit,
  zoomToSelection,
  zoomIn,
  zoomOut,
  actualSize,
  panTool,
  selectTool,
  togglePalette,
  toggleInspector,
  toggleDock,
  enlargeDock,
  focusMode,
  presentationMode,
  ...typeScaleCommands,
  toggleMinimap,
  tintWires,
  toggleSnap,
  toggleShapeOrder,
  ...mapCommands,
  ...weightCommands,
  explainNumber,
  ...themeCommands,
  startTour,
  showLabs,
  ...labCommands,
  leaveLabs,
  personalNumbers,
  // Last, so that a search for a layer does not find a network or an example first.
  ...templateCommands,
  ...exampleCommands,
];

/** Runs a command, or says why it cannot be done now. */
export function tryCommand(command: Command, refuse: (reason: string) => void): void {
  const reason = command.unavailable?.();
  if (reason === undefined) runCommand(command);
  else refuse(reason);
}
