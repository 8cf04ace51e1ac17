import { viewport } from '../canvas/viewport';
import { usePresentation } from '../store/presentation-store';
import { selectedNodes } from '../store/open-graph-store';
import { togglePanel, useSession, type SidePanel, type Theme } from '../store/session-store';
import type { Command } from './command';
import { needsDocument, needsNodes } from './conditions';

const ZOOM_STEP = 1.25;

function view(id: string, title: string, keys: readonly string[], run: () => void, unavailable: Command['unavailable'] = needsDocument): Command {
  return { id, title, group: 'View', keys, unavailable, run };
}

function panelCommand(panel: SidePanel, title: string, keys: string): Command {
  return view(`toggle-${panel}`, title, [keys], () => togglePanel(panel));
}

function themeCommand(theme: Theme, title: string): Command {
  return { id: `theme-${theme}`, title, group: 'View', words: 'colour appearance mode', run: () => useSession.setState({ theme }) };
}

export const fit = view('fit', 'Show the whole network', ['1', 'Home'], () => viewport()?.fit());
export const zoomToSelection = view('zoom-to-selection', 'Zoom to the selection', ['2'], () => viewport()?.fit(selectedNodes().map(({ id }) => id)), () => needsNodes(1));
export const zoomIn = view('zoom-in', 'Zoom in', ['$mod+=', '+'], () => viewport()?.zoomBy(ZOOM_STEP));
export const zoomOut = view('zoom-out', 'Zoom out', ['$mod+-', '-'], () => viewport()?.zoomBy(1 / ZOOM_STEP));
export const actualSize = view('actual-size', 'Actual size', ['$mod+0', '0'], () => viewport()?.zoomTo(usePresentation.getState().scale));
export const togglePalette = panelCommand('palette', 'Show or hide the layers', '$mod+b');
export const toggleInspector = panelCommand('inspector', 'Show or hide the inspector', '$mod+i');
export const toggleDock = panelCommand('dock', 'Show or hide the panels below', '$mod+j');
export const enlargeDock: Command = {
  id: 'enlarge-dock',
  title: 'Enlarge the panels below, or make them as they were',
  group: 'View',
  keys: ['$mod+Shift+j'],
  words: 'maximize bigger taller dock',
  unavailable: needsDocument,
  run: () => {
    useSession.setState(({ tallDock, panels }) => ({ tallDock: !(tallDock && panels.dock) }));
    togglePanel('dock', true);
  },
};

export const focusMode = view('focus-mode', 'Focus on the canvas', ['$mod+.'], () => useSession.setState(({ focusMode: isOn }) => ({ focusMode: !isOn })));
export const panTool = view('tool-pan', 'Drag the canvas', ['v'], () => useSession.setState({ tool: 'pan' }));
export const selectTool = view('tool-select', 'Drag a frame around boxes', ['s'], () => useSession.setState({ tool: 'select' }));
export const toggleMinimap: Command = { id: 'toggle-minimap', title: 'Show or hide the minimap', group: 'View', unavailable: needsDocument, run: () => useSession.setState(({ minimap }) => ({ minimap: !minimap })) };
export const toggleSnap: Command = { id: 'toggle-snap', title: 'Snap to the grid or not', group: 'View', unavailable: needsDocument, run: () => useSession.setState(({ snap }) => ({ snap: !snap })) };

export const toggleShapeOrder: Command = {
  id: 'toggle-shape-order',
  title: 'Write shapes channels last or first',
  group: 'View',
  words: 'h w c height width channels order',
  run: () => useSession.setState(({ shapeOrder }) => ({ shapeOrder: shapeOrder === 'channels-last' ? 'channels-first' : 'channels-last' })),
};

export const themeCommands: readonly Command[] = [themeCommand('light', 'Light theme'), themeCommand('dark', 'Dark theme'), themeCommand('system', 'Theme of the system')];
