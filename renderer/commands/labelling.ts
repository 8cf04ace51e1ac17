/** Labelling pictures: what a person does to a folder, a picture and the objects on it. Their keys count while labels are shown. */
import { finishPolygon, putPoint, takePointBack } from '../labelling/draw-shape';
import { redoStep, undoStep } from '../labelling/edit-labels';
import { copyObjects, deleteSelected, duplicateSelected, outlineSelected, pasteObjects, repeatPrevious, stepCursor, stepSelected, stretchSelected, toggleEmpty } from '../labelling/label-actions';
import { chooseClass } from '../labelling/label-classes';
import { stepBack, stepForth } from '../labelling/label-history';
import { fitPicture, useLabelView, zoomBy } from '../labelling/label-view';
import { chooseTool, giveUpDraft, openLabelling, selectedObject, selectObject, useLabelling, type LabelTool } from '../labelling/labelling-store';
import { leaveLabels } from '../labelling/leave-labels';
import { chooseFolder, leaveFolder, openFolder } from '../labelling/open-folder';
import type { Place } from '../labelling/shapes';
import { nextUnlabelled, showPath, showPicture } from '../labelling/show-picture';
import { acceptSuggestions, dismissSuggestions, suggest, suggestionLack, useSuggestions } from '../labelling/suggestions';
import { openDetector, trainingLack, trainOnLabels } from '../labelling/train-labels';
import { shell } from '../shell/connection';
import { useShell } from '../shell/shell-store';
import { useDocument } from '../store/document-store';
import type { Command } from './command';
import { needsDocument } from './conditions';

const ZOOM_STEP = 1.25;

function needsLabelling(): string | undefined {
  return useLabelling.getState().isOpen ? undefined : 'Open the labels first, with “Label pictures”.';
}

function needsFolder(): string | undefined {
  return needsLabelling() ?? (useLabelling.getState().folder === undefined ? 'Choose a folder first.' : undefined);
}

function needsPicture(): string | undefined {
  return needsFolder() ?? (useLabelling.getState().shown ? undefined : 'No picture is shown.');
}

function needsObject(): string | undefined {
  return needsPicture() ?? (selectedObject() ? undefined : 'Select an object first.');
}

function needsObjects(): string | undefined {
  return needsPicture() ?? ((useLabelling.getState().shown!.objects ?? []).length > 0 ? undefined : 'There is no object on this picture.');
}

function needsSuggestions(): string | undefined {
  return needsPicture() ?? (useSuggestions.getState().list.length > 0 ? undefined : 'Nothing is suggested.');
}

type Condition = NonNullable<Command['unavailable']>;

function label(id: string, title: string, keys: readonly string[], run: () => void, unavailable: Condition = needsPicture, words = ''): Command {
  return { id: `label-${id}`, title, group: 'Labels', keys, words: `label annotate ${words}`, scope: 'labels', unavailable, run };
}

function tool(one: LabelTool, title: string, key: string, words: string): Command {
  return label(`tool-${one}`, title, [key], () => chooseTool(one), needsFolder, words);
}

/** Shown by buttons of the start screen, the menu and the data panel. */
export const labelPictures: Command = {
  id: 'label-pictures',
  title: 'Label pictures',
  group: 'Go',
  words: 'annotate draw boxes polygons objects detection coco labelling tool',
  unavailable: () => (shell() && useShell.getState().connection === 'open' ? undefined : 'LayerLoom cannot be reached, so no pictures can be opened now.'),
  run: openLabelling,
};
export const labelData: Command = {
  id: 'label-data',
  title: 'Label the pictures of this network',
  group: 'Go',
  words: 'annotate draw boxes polygons objects data',
  unavailable: () => needsDocument() ?? (useDocument.getState().document.data?.source.kind === 'folder' ? undefined : 'The data of this network is no folder of pictures.'),
  run: () => {
    const source = useDocument.getState().document.data?.source;
    if (source?.kind === 'folder') void openFolder(source.path);
  },
};
export const leaveLabelling = label('leave', 'Leave the labels', [], () => void leaveLabels(), needsLabelling, 'back close');
export const chooseLabelFolder = label('folder', 'Choose a folder to label…', [], () => void chooseFolder(), needsLabelling, 'open');
export const otherLabelFolder = label('other-folder', 'Label another folder', [], () => void leaveFolder(), needsFolder, 'close back');

export const selectTool = tool('select', 'Select and move', 'v', 'arrow pointer');
export const boxTool = tool('box', 'Draw boxes', 'b', 'rectangle');
export const polygonTool = tool('polygon', 'Draw polygons', 'p', 'mask outline');

export const undoLabel = label('undo', 'Undo on the labels', ['$mod+z'], () => void showPath(undoStep()), () => needsFolder() ?? (stepBack(useLabelling.getState().history) ? undefined : 'There is nothing to undo.'));
export const redoLabel = label('redo', 'Redo on the labels', ['$mod+Shift+z', '$mod+y'], () => void showPath(redoStep()), () => needsFolder() ?? (stepForth(useLabelling.getState().history) ? undefined : 'There is nothing to redo.'));

export const nextPicture = label('next', 'Next picture', ['d', 'PageDown'], () => step(1), () => needsFolder() ?? (useLabelling.getState().at < useLabelling.getState().pictures.length - 1 ? undefined : 'This is the last picture.'));
export const previousPicture = label('previous', 'Picture before', ['a', 'PageUp'], () => step(-1), () => needsFolder() ?? (useLabelling.getState().at > 0 ? undefined : 'This is the first picture.'));
export const nextToDo = label('next-to-do', 'Next picture without labels', ['n'], () => void showPicture(nextUnlabelled()!), () => needsFolder() ?? (nextUnlabelled() === undefined ? 'There is no other picture without labels.' : undefined), 'unlabelled');
export const nothingHere = label('nothing', 'Nothing to find in this picture', ['x'], toggleEmpty, () => needsPicture() ?? ((useLabelling.getState().shown!.objects ?? []).length > 0 ? 'There are objects on this picture.' : undefined), 'empty negative done');

export const deleteObject = label('delete', 'Delete the object', ['Delete', 'Backspace'], () => (useLabelling.getState().draft ? takePointBack() : deleteSelected()), () => (useLabelling.getState().draft ? undefined : needsObject()), 'remove');
export const duplicateObject = label('duplicate', 'Duplicate the object', ['$mod+d'], duplicateSelected, needsObject);
export const outlineObject = label('outline', 'Turn painted pixels into a polygon', [], outlineSelected, () => needsObject() ?? (selectedObject()!.runs ? undefined : 'The object has no painted pixels.'), 'mask runs outline contour');
export const copyLabels = label('copy', 'Copy the object, or all of them', ['$mod+c'], copyObjects, needsObjects);
export const pasteLabels = label('paste', 'Paste objects', ['$mod+v'], pasteObjects, () => needsPicture() ?? (useLabelling.getState().copied.length > 0 ? undefined : 'No object was copied.'));
export const repeatLabels = label('repeat', 'Copy all objects of the picture before', ['r'], () => void repeatPrevious(), () => needsPicture() ?? ((useLabelling.getState().pictures[useLabelling.getState().at - 1]?.objects ?? 0) > 0 ? undefined : 'The picture before has no objects.'), 'previous same');

export const zoomIn = label('zoom-in', 'Zoom into the picture', ['$mod+=', '+'], () => zoomBy(ZOOM_STEP));
export const zoomOut = label('zoom-out', 'Zoom out of the picture', ['$mod+-', '-'], () => zoomBy(1 / ZOOM_STEP));
export const fitWhole = label('fit', 'Show the whole picture', ['$mod+0', '0', 'Home'], fitPicture);

export const askModel = label('suggest', 'Suggest objects with a model', ['s'], () => void suggest(), () => needsPicture() ?? suggestionLack(), 'predict propose automatic');
export const acceptFirst = label('accept', 'Accept the first suggestion', ['y'], () => acceptSuggestions(useSuggestions.getState().list.slice(0, 1)), needsSuggestions, 'yes');
export const acceptAll = label('accept-all', 'Accept all suggestions', ['Shift+y'], () => acceptSuggestions(useSuggestions.getState().list), needsSuggestions, 'yes');
export const dismissAll = label('dismiss', 'Dismiss all suggestions', [], () => dismissSuggestions(), needsSuggestions, 'no reject');

export const trainLabels = label('train', 'Train on these pictures', [], () => void trainOnLabels(), () => needsLabelling() ?? trainingLack(), 'data use network');
export const detectorForLabels = label('detector', 'New detector for these pictures', [], () => void openDetector(), () => needsLabelling() ?? trainingLack(), 'yolo train');

/** Pixels of one press of an arrow key, and with Shift. */
const STEPS = [{ keys: '', by: 1, far: '' }, { keys: 'Shift+', by: 10, far: ', far' }] as const;
const DIRECTIONS = { Left: [-1, 0], Right: [1, 0], Up: [0, -1], Down: [0, 1] } as const;

const arrowCommands: readonly Command[] = Object.entries(DIRECTIONS).flatMap(([direction, [dx, dy]]) =>
  STEPS.flatMap(({ keys, by, far }) => {
    const name = direction.toLowerCase();
    const end = far === '' ? '' : '-far';
    return [
      label(`move-${name}${end}`, `Move the object, or the cursor, ${name}${far}`, [`${keys}Arrow${direction}`], () => (selectedObject() ? stepSelected : stepCursor)(dx * by, dy * by)),
      label(`stretch-${name}${end}`, `Move the lower right corner ${name}${far}`, [`Alt+${keys}Arrow${direction}`], () => stretchSelected(dx * by, dy * by), needsObject, 'resize size larger smaller'),
    ];
  }),
);

/** Classes that a digit stands for. */
const DIGITS = [1, 2, 3, 4, 5, 6, 7, 8, 9];

const classCommands: readonly Command[] = DIGITS.map((digit) =>
  label(`class-${digit}`, `Class ${digit}`, [String(digit)], () => chooseClass(useLabelling.getState().categories[digit - 1]!.id), () => needsFolder() ?? (useLabelling.getState().categories.length >= digit ? undefined : `There is no class ${digit}.`)),
);

export const labellingCommands: readonly Command[] = [
  labelPictures,
  labelData,
  chooseLabelFolder,
  otherLabelFolder,
  leaveLabelling,
  nextPicture,
  previousPicture,
  nextToDo,
  nothingHere,
  selectTool,
  boxTool,
  polygonTool,
  label('put', 'Put a point at the cursor', ['Enter', 'Space'], () => putPoint(cursor()), () => needsPicture() ?? (useLabelling.getState().tool === 'select' ? 'Choose the tool for boxes or polygons first.' : undefined), 'draw keyboard'),
  label('close-polygon', 'Close the polygon', ['c'], closePolygon, () => (draftPoints().length >= 6 ? undefined : 'A polygon needs three points first.')),
  label('give-up', 'Give up drawing, or select nothing', ['Escape'], () => (useLabelling.getState().draft ? giveUpDraft() : selectObject(undefined)), needsLabelling),
  ...arrowCommands,
  ...classCommands,
  label('next-object', 'Select the next object', ['.'], () => stepObject(1), needsObjects),
  label('previous-object', 'Select the object before', [','], () => stepObject(-1), needsObjects),
  undoLabel,
  redoLabel,
  deleteObject,
  duplicateObject,
  outlineObject,
  copyLabels,
  pasteLabels,
  repeatLabels,
  askModel,
  acceptFirst,
  acceptAll,
  dismissAll,
  zoomIn,
  zoomOut,
  fitWhole,
  trainLabels,
  detectorForLabels,
];

function draftPoints(): readonly number[] {
  const { draft } = useLabelling.getState();
  return draft?.kind === 'polygon' ? draft.points : [];
}

function closePolygon(): void {
  finishPolygon(draftPoints());
}

/** In the middle before anybody has moved it. */
function cursor(): Place {
  const { width, height } = useLabelling.getState().shown!;
  return useLabelView.getState().cursor ?? { x: Math.round(width / 2), y: Math.round(height / 2) };
}

/** Around the end, from the first where none is selected. */
function stepObject(by: 1 | -1): void {
  const { shown, selected } = useLabelling.getState();
  const objects = shown!.objects!;
  const at = objects.findIndex(({ id }) => id === selected);
  chooseTool('select');
  selectObject(objects[at < 0 ? (by > 0 ? 0 : objects.length - 1) : (at + by + objects.length) % objects.length]!.id);
}

function step(by: 1 | -1): void {
  void showPicture(useLabelling.getState().at + by);
}
