/** Objects and suggestions over the picture, in pixels of the window, so that lines keep their width however large the picture is. */
import { isReshapable, type LabelledObject } from '../../engine/data/annotations/labels';
import { classes } from '../design/classes';
import { colourOf } from './class-panel';
import { nameOf, placeOf } from './label-classes';
import { useLabelView } from './label-view';
import { useLabelling, type ShownPicture } from './labelling-store';
import { useTypeScale } from '../store/presentation-store';
import { HANDLES } from './shapes';
import { useSuggestions } from './suggestions';
import styles from './stage.module.css';

/** Side of a handle. */
const HANDLE = 9;

interface View {
  readonly scale: number;
  readonly left: number;
  readonly top: number;
}

type Outline = Pick<LabelledObject, 'x' | 'y' | 'width' | 'height' | 'polygons'>;

function useView(): View {
  const scale = useLabelView((state) => state.scale);
  const left = useLabelView((state) => state.left);
  const top = useLabelView((state) => state.top);
  return { scale, left, top };
}

/** As the `d` of a path. */
function pathOf({ x, y, width, height, polygons }: Outline, { scale, left, top }: View): string {
  const rings = polygons ?? [[x, y, x + width, y, x + width, y + height, x, y + height]];
  return rings.map((points) => `M${points.map((value, at) => (at % 2 === 0 ? left : top) + value * scale).join(' ')}Z`).join('');
}

interface StageShapesProps {
  readonly shown: ShownPicture;
  /** An object as the pointer is changing it. */
  readonly preview: LabelledObject | undefined;
}

export function StageShapes({ shown, preview }: StageShapesProps) {
  const view = useView();
  const categories = useLabelling((state) => state.categories);
  const selected = useLabelling((state) => state.selected);
  const tool = useLabelling((state) => state.tool);
  const suggestions = useSuggestions((state) => (state.path === shown.path ? state.list : undefined));
  const current = (shown.objects ?? []).map((object) => (object.id === preview?.id ? preview : object));
  // Smaller ones lie above larger ones, where a pointer reaches them; the selected one above all.
  const order = [...current].sort((a, b) => Number(a.id === selected) - Number(b.id === selected) || b.width * b.height - a.width * a.height);
  const chosen = tool === 'select' ? order.find(({ id }) => id === selected) : undefined;
  return (
    <>
      <svg className={styles.shapes} aria-hidden>
        {order.map((object) => (
          <g key={object.id} data-object={object.id} style={colourOf(placeOf(categories, object.category))} className={classes(styles.object, object.id === selected && styles.selected, object.isCrowd && styles.crowd)}>
            <path className={styles.casing} d={pathOf(object, view)} />
            <path className={styles.line} d={pathOf(object, view)} />
          </g>
        ))}
        {suggestions?.map((one) => (
          <g key={`suggestion ${one.id}`} data-suggestion={one.id} className={styles.suggestion} style={colourOf(placeOrNext(categories, one.name))}>
            <path className={styles.casing} d={pathOf(one, view)} />
            <path className={styles.line} d={pathOf(one, view)} />
          </g>
        ))}
        {chosen && isReshapable(chosen) && <Handles object={chosen} view={view} />}
      </svg>
      <div className={styles.tags} aria-hidden>
        {order.map((object) => <Tag key={object.id} at={object} view={view} isHeld={object === chosen} text={nameOf(categories, object.category)} place={placeOf(categories, object.category)} />)}
        {suggestions?.map((one) => <Tag key={`suggestion ${one.id}`} at={one} view={view} text={`${one.name} ${Math.round(100 * one.score)} %`} place={placeOrNext(categories, one.name)} isSuggested />)}
      </div>
    </>
  );
}

/** The colour that a class of this name has, or would get. */
function placeOrNext(categories: Parameters<typeof placeOf>[0], name: string): number {
  const place = categories.findIndex((one) => one.name.toLowerCase() === name.toLowerCase());
  return place < 0 ? categories.length : place;
}

interface TagProps {
  readonly at: Outline;
  readonly view: View;
  readonly text: string;
  readonly place: number;
  readonly isSuggested?: boolean;
  /** Its handles stand free of the name. */
  readonly isHeld?: boolean;
}

const TAG_HEIGHT = 17;

/** On the upper edge of the box; within it where the picture's place ends above. */
function Tag({ at: { x, y }, view: { scale, left, top }, text, place, isSuggested = false, isHeld = false }: TagProps) {
  const height = TAG_HEIGHT * useTypeScale();
  const above = top + y * scale - height - (isHeld ? HANDLE / 2 + 1 : 0);
  return <span className={classes(styles.tag, isSuggested && styles.suggestedTag)} style={{ ...colourOf(place), translate: `${left + x * scale - 1}px ${above < 0 ? top + y * scale : above}px` }}>{text}</span>;
}

/** Of a box at its corners and sides; of polygons at every point, and smaller ones between them that make new points. */
function Handles({ object, view: { scale, left, top } }: { readonly object: LabelledObject; readonly view: View }) {
  const { x, y, width, height, polygons } = object;
  const place = (px: number, py: number) => ({ x: left + px * scale, y: top + py * scale });
  if (!polygons) {
    return HANDLES.map(([hx, hy]) => {
      const at = place(x + hx * width, y + hy * height);
      return <rect key={`${hx} ${hy}`} data-handle={`${hx} ${hy}`} className={styles.handle} style={{ cursor: cursorOf(hx, hy) }} x={at.x - HANDLE / 2} y={at.y - HANDLE / 2} width={HANDLE} height={HANDLE} rx={2} />;
    });
  }
  return polygons.flatMap((points, polygon) =>
    Array.from({ length: points.length / 2 }, (_, point) => {
      const next = (point + 1) % (points.length / 2);
      const [px, py, nx, ny] = [points[2 * point]!, points[2 * point + 1]!, points[2 * next]!, points[2 * next + 1]!];
      const [at, middle] = [place(px, py), place((px + nx) / 2, (py + ny) / 2)];
      return (
        <g key={`${polygon} ${point}`}>
          <circle data-side={`${polygon} ${point}`} className={styles.side} cx={middle.x} cy={middle.y} r={HANDLE / 2 - 1} />
          <circle data-corner={`${polygon} ${point}`} className={styles.handle} cx={at.x} cy={at.y} r={HANDLE / 2} />
        </g>
      );
    }),
  );
}

function cursorOf(hx: number, hy: number): string {
  if (hx === 0.5) return 'ns-resize';
  if (hy === 0.5) return 'ew-resize';
  return hx === hy ? 'nwse-resize' : 'nesw-resize';
}
