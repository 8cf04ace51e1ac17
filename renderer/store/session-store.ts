/** What belongs to this window and not to the document: selection, open block, panels, theme, shortcuts. */
import { create } from 'zustand';
import { persist } from 'zustand/middleware';

export type Theme = 'light' | 'dark' | 'system';
export type ShapeOrder = 'channels-last' | 'channels-first';
export type DockTab = 'data' | 'training' | 'size-table' | 'code' | 'predict' | 'live' | 'xray' | 'debugger' | 'problems';
/** What dragging over empty canvas does. */
export type Tool = 'pan' | 'select';
export type SidePanel = 'palette' | 'inspector' | 'dock';
/** `find` is the search for boxes alone. */
export type DialogName = 'search' | 'find' | 'shortcuts' | 'open' | 'save' | 'export';

/** A short sentence that leaves by itself. */
export interface Notice {
  readonly id: number;
  readonly text: string;
  readonly tone: 'info' | 'error';
  /** One thing a person may do about it, such as undo. */
  readonly action?: { readonly title: string; run(): void };
}

/** A search for a layer at a place of the canvas, perhaps at the end of a wire. */
export interface QuickAdd {
  /** In the window. */
  readonly screen: { readonly x: number; readonly y: number };
  readonly wire?: { readonly node: string; readonly port: string; readonly side: 'from' | 'to' };
}

interface Preferences {
  readonly theme: Theme;
  readonly shapeOrder: ShapeOrder;
  readonly dockTab: DockTab;
  readonly panels: Readonly<Record<SidePanel, boolean>>;
  /** Width or height of panels in pixels, where a person has changed it. */
  readonly panelSizes: Readonly<Partial<Record<SidePanel, number>>>;
  /** Keys that a person has chosen, by command. */
  readonly shortcuts: Readonly<Record<string, string>>;
  readonly snap: boolean;
  readonly minimap: boolean;
  /** Whether wires show how strongly the loss depends on them, while a run is shown. */
  readonly tint: boolean;
  /** Whether boxes show what they carry for the sample. */
  readonly featureMaps: boolean;
}

interface SessionState extends Preferences {
  /** Ids of nodes, notes and wires of the open graph. */
  readonly selection: ReadonlySet<string>;
  /** The ids of the block nodes that lead to the open graph, outermost first. */
  readonly place: readonly string[];
  readonly tool: Tool;
  /** Whether the window is too narrow for side panels beside the canvas. */
  readonly isNarrow: boolean;
  /** Panels opened all the same; forgotten with the window, so that a wide one finds its panels as they were. */
  readonly openInNarrow: ReadonlySet<SidePanel>;
  readonly focusMode: boolean;
  /** Whether the panels below take most of the window for now. */
  readonly tallDock: boolean;
  readonly dialog: DialogName | undefined;
  readonly quickAdd: QuickAdd | undefined;
  /** The output from which the keyboard is drawing a wire. */
  readonly pendingWire: { readonly node: string; readonly port: string } | undefined;
  readonly notices: readonly Notice[];
}

const NOTHING: ReadonlySet<string> = new Set();

export const useSession = create<SessionState>()(
  persist(
    (): SessionState => ({
      theme: 'system',
      shapeOrder: 'channels-last',
      dockTab: 'size-table',
      panels: { palette: true, inspector: true, dock: true },
      panelSizes: {},
      shortcuts: {},
      snap: true,
      minimap: true,
      tint: true,
      featureMaps: true,
      selection: NOTHING,
      place: [],
      tool: 'pan',
      isNarrow: false,
      openInNarrow: new Set(),
      focusMode: false,
      tallDock: false,
      dialog: undefined,
      quickAdd: undefined,
      pendingWire: undefined,
      notices: [],
    }),
    {
      name: 'layerloom-session',
      version: 1,
      partialize: ({ theme, shapeOrder, dockTab, panels, panelSizes, shortcuts, snap, minimap, tint, featureMaps }): Preferences => ({ theme, shapeOrder, dockTab, panels, panelSizes, shortcuts, snap, minimap, tint, featureMaps }),
    },
  ),
);

export function select(ids: Iterable<string>): void {
  const selection = new Set(ids);
  const before = useSession.getState().selection;
  if (selection.size === before.size && [...selection].every((id) => before.has(id))) return;
  useSession.setState({ selection });
}

/** Opens the graph of a block, or the top one for an empty path. */
export function openPlace(place: readonly string[]): void {
  useSession.setState({ place, selection: NOTHING, quickAdd: undefined, pendingWire: undefined });
}

export function isPanelOpen({ panels, isNarrow, openInNarrow, focusMode }: SessionState, panel: SidePanel): boolean {
  if (focusMode) return false;
  return isNarrow && panel !== 'dock' ? openInNarrow.has(panel) : panels[panel];
}

export function togglePanel(panel: SidePanel, isOpen = !isPanelOpen(useSession.getState(), panel)): void {
  useSession.setState(({ panels, isNarrow, openInNarrow }) => {
    if (!isNarrow || panel === 'dock') return { focusMode: false, panels: { ...panels, [panel]: isOpen } };
    const others = [...openInNarrow].filter((other) => other !== panel);
    return { focusMode: false, openInNarrow: new Set(isOpen ? [...others, panel] : others) };
  });
}

export function showDock(dockTab: DockTab): void {
  useSession.setState({ dockTab });
  togglePanel('dock', true);
}

const NOTICE_MS = 6000;
let lastNotice = 0;

export function notify(text: string, tone: Notice['tone'] = 'info', action?: Notice['action']): void {
  const notice: Notice = { id: ++lastNotice, text, tone, ...(action && { action }) };
  useSession.setState(({ notices }) => ({ notices: [...notices.filter((other) => other.text !== text), notice].slice(-3) }));
  setTimeout(() => dismissNotice(notice.id), NOTICE_MS);
}

export function dismissNotice(id: number): void {
  useSession.setState(({ notices }) => ({ notices: notices.filter((notice) => notice.id !== id) }));
}
