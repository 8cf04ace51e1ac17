/** The four places: layers left, canvas centre, inspector right, panels below. All but the canvas collapse and resize. */
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { Group, Panel, Separator, usePanelRef } from 'react-resizable-panels';
import { Canvas } from '../canvas/canvas';
import { Inspector } from '../inspector/inspector';
import { Palette } from '../palette/palette';
import { isPanelOpen, togglePanel, useSession, type SidePanel } from '../store/session-store';
import { useTypeScale } from '../store/presentation-store';
import { Dock } from './dock';
import { Rail } from './rail';
import { useNarrowWindow } from './use-narrow-window';
import styles from './workspace.module.css';

const SETTLED_MS = 300;
/** Of the window, for panels below that are looked at closely for a while. */
const TALL = '70%';

/** In pixels at the usual size of type. */
function keepSize(panel: SidePanel, size: number): void {
  useSession.setState(({ panelSizes }) => ({ panelSizes: { ...panelSizes, [panel]: size } }));
}

export function Workspace() {
  const focusMode = useSession((state) => state.focusMode);
  useNarrowWindow();
  return (
    <main className={styles.workspace}>
      {!focusMode && <Rail />}
      <Group orientation="vertical" className={styles.group ?? ''} id="rows">
        <Panel id="main" minSize={160}>
          <Group orientation="horizontal" className={styles.group ?? ''} id="columns">
            <SidePanelFrame panel="palette" size={220} smallest={170} largest={360}>
              <Palette />
            </SidePanelFrame>
            <Separator className={styles.vertical} aria-label="Width of the layers" />
            <Panel id="canvas" minSize={240}>
              <Canvas />
            </Panel>
            <Separator className={styles.vertical} aria-label="Width of the inspector" />
            <SidePanelFrame panel="inspector" size={292} smallest={240} largest={460}>
              <Inspector />
            </SidePanelFrame>
          </Group>
        </Panel>
        <Separator className={styles.horizontal} aria-label="Height of the panels below" />
        <SidePanelFrame panel="dock" size={264} smallest={110} largest={TALL}>
          <Dock />
        </SidePanelFrame>
      </Group>
    </main>
  );
}

/** Panels grow with the type in them, but the one below leaves the canvas its half. */
function sizeAt(panel: SidePanel, size: number, scale: number): number {
  return panel === 'dock' && scale > 1 ? Math.min(size * scale, window.innerHeight / 2) : size * scale;
}

interface SidePanelFrameProps {
  readonly panel: SidePanel;
  readonly size: number;
  readonly smallest: number;
  readonly largest: number | string;
  readonly children: ReactNode;
}

/** The store says whether it is open; dragging it shut tells the store. */
function SidePanelFrame({ panel, size, smallest, largest, children }: SidePanelFrameProps) {
  const isShown = useSession((state) => isPanelOpen(state, panel));
  const ref = usePanelRef();
  // Read once: what a person drags is kept for the next time.
  const [kept] = useState(() => useSession.getState().panelSizes[panel] ?? size);
  const scale = useTypeScale();
  const first = sizeAt(panel, kept, scale);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => {
    const handle = ref.current;
    if (!handle || handle.isCollapsed() !== isShown) return;
    if (isShown) handle.expand();
    else handle.collapse();
    // Closed from the start, it has no size to go back to.
    if (isShown && handle.getSize().inPixels < smallest * scale) handle.resize(first);
  }, [ref, isShown, first, smallest, scale]);
  const isTall = useSession((state) => panel === 'dock' && state.tallDock);
  const usual = useRef<number>(undefined);
  useEffect(() => {
    const handle = ref.current;
    if (!handle) return;
    if (isTall) {
      usual.current = handle.isCollapsed() ? first : handle.getSize().inPixels;
      handle.resize(TALL);
    } else if (usual.current !== undefined) {
      handle.resize(usual.current);
      usual.current = undefined;
    }
    // Growing type does not make it tall again.
  }, [ref, isTall]);
  const before = useRef(scale);
  useEffect(() => {
    if (before.current === scale) return;
    before.current = scale;
    if (!ref.current?.isCollapsed()) ref.current?.resize(sizeAt(panel, useSession.getState().panelSizes[panel] ?? size, scale));
  }, [ref, panel, size, scale]);
  return (
    <Panel
      id={panel}
      panelRef={ref}
      collapsible
      collapsedSize={0}
      defaultSize={first}
      minSize={smallest * scale}
      maxSize={typeof largest === 'number' ? largest * scale : largest}
      groupResizeBehavior="preserve-pixel-size"
      onResize={({ inPixels }, _, before) => {
        const session = useSession.getState();
        const isOpen = inPixels > 0;
        if (before && !session.focusMode && isPanelOpen(session, panel) !== isOpen && before.inPixels > 0 !== isOpen) togglePanel(panel, isOpen);
        clearTimeout(timer.current);
        if (before && isOpen && !(panel === 'dock' && session.tallDock)) timer.current = setTimeout(() => keepSize(panel, Math.round(inPixels / scale)), SETTLED_MS);
      }}
    >
      {isShown && children}
    </Panel>
  );
}
