/** The frame. Pointer and arrow keys go from cell to cell of the grid (or from region to region); a press keeps the cell lit. */
import { useId, type KeyboardEvent, type PointerEvent } from 'react';
import { sortBoxes, verdictsOf } from './boxes';
import { cellAt, regionAt } from './places';
import type { ReadXray } from './read-xray';
import { useScene } from './use-scene';
import { useXray, type Cell } from './xray-store';
import styles from './xray.module.css';

export function Stage({ read, label }: { readonly read: ReadXray; readonly label: string }) {
  const help = useId();
  const state = useXray();
  const { canvas, view } = useScene(read, state);

  /** In pixels of the network's input. */
  const pointOf = ({ clientX, clientY }: PointerEvent): { x: number; y: number } | undefined => {
    if (!view.current) return undefined;
    const { left, top } = canvas.current!.getBoundingClientRect();
    return { x: (clientX - left - view.current.left) / view.current.scale, y: (clientY - top - view.current.top) / view.current.scale };
  };
  const move = (event: PointerEvent): void => {
    const point = pointOf(event);
    if (point && state.view === 'cells' && !state.isHeld) light(read, point);
  };
  const press = (event: PointerEvent): void => {
    const point = pointOf(event);
    if (!point) return;
    if (state.view === 'cells') {
      light(read, point);
      useXray.setState(({ cell, region }) => ({ isHeld: cell !== undefined || region !== undefined }));
    } else if (state.view === 'boxes') chooseBox(read, point);
    else chooseObject(read, point);
  };
  const leave = (): void => {
    if (!state.isHeld) useXray.setState({ cell: undefined, region: undefined });
  };
  const stepByKey = (event: KeyboardEvent): void => {
    if (state.view !== 'cells' || !stepCell(read, event.key)) return;
    event.preventDefault();
  };
  const canStep = state.view === 'cells';
  return (
    <div className={styles.stage}>
      <div role="application" tabIndex={canStep ? 0 : -1} className={styles.frame} aria-label={label} aria-describedby={canStep ? help : undefined} onPointerMove={move} onPointerDown={press} onPointerLeave={leave} onKeyDown={stepByKey}>
        <canvas ref={canvas} className={styles.canvas} aria-hidden />
      </div>
      <p id={help} hidden>{read.places ? 'Arrow keys go from cell to cell.' : 'Arrow keys go from region to region.'}</p>
    </div>
  );
}

function light(read: ReadXray, { x, y }: { readonly x: number; readonly y: number }): void {
  const { scale } = useXray.getState();
  useXray.setState(read.places ? { cell: cellAt(read, scale, x, y) } : { region: regionAt(read, x, y) });
}

/** The smallest box around the point; pressed again, none. */
function chooseBox(read: ReadXray, { x, y }: { readonly x: number; readonly y: number }): void {
  const state = useXray.getState();
  const around = verdictsOf(sortBoxes(read, state)).filter(({ box }) => x >= box.x && y >= box.y && x < box.x + box.width && y < box.y + box.height);
  const [smallest] = around.sort((a, b) => a.box.width * a.box.height - b.box.width * b.box.height);
  useXray.setState({ place: smallest?.box.row === state.place ? undefined : smallest?.box.row });
}

function chooseObject({ xray }: ReadXray, point: { readonly x: number; readonly y: number }): void {
  const around = (xray.training?.objects ?? []).flatMap(({ box: [x, y, width, height] }, index) => (Math.abs(point.x - x) < width / 2 && Math.abs(point.y - y) < height / 2 ? [{ index, area: width * height }] : []));
  const smallest = around.sort((a, b) => a.area - b.area)[0]?.index;
  useXray.setState(({ object }) => ({ object: smallest === object ? undefined : smallest, place: undefined }));
}

const STEPS: Readonly<Record<string, readonly [rows: number, columns: number]>> = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

/** Whether the key was one of these. Begins in the middle. */
function stepCell({ places, grids, regions }: ReadXray, key: string): boolean {
  const step = STEPS[key];
  if (!step) return false;
  const { cell, region, scale } = useXray.getState();
  const [down, right] = step;
  if (!places) {
    const next = region === undefined ? 0 : region + down + right;
    useXray.setState({ region: Math.min(regions.length - 1, Math.max(0, next)), isHeld: true });
    return true;
  }
  const { rows, columns } = grids[scale]!;
  const within = (value: number, size: number): number => Math.min(size - 1, Math.max(0, value));
  const next: Cell = cell && cell.scale === scale ? { scale, row: within(cell.row + down, rows), column: within(cell.column + right, columns) } : { scale, row: Math.floor(rows / 2), column: Math.floor(columns / 2) };
  useXray.setState({ cell: next, isHeld: true });
  return true;
}
