/** What is being drawn, and lines through the cursor that show how it lines up. */
import { useLabelling } from './labelling-store';
import { colourOf } from './class-panel';
import { closes } from './draw-shape';
import { placeOf } from './label-classes';
import { useLabelView } from './label-view';
import { snap, type Place } from './shapes';
import styles from './stage.module.css';

export function Drafting() {
  const { scale, left, top, stage, cursor } = useLabelView();
  const tool = useLabelling((state) => state.tool);
  const draft = useLabelling((state) => state.draft);
  const shown = useLabelling((state) => state.shown);
  const place = useLabelling((state) => (state.category === undefined ? 0 : placeOf(state.categories, state.category)));
  if (!shown || tool === 'select') return null;
  const at = cursor && snap(cursor, shown);
  const onStage = ({ x, y }: Place): Place => ({ x: left + x * scale, y: top + y * scale });
  const cross = at && onStage(at);
  return (
    <svg className={styles.drafting} style={colourOf(place)} aria-hidden>
      {cross && (
        <>
          <line className={styles.cross} x1={0} x2={stage.width} y1={cross.y} y2={cross.y} />
          <line className={styles.cross} y1={0} y2={stage.height} x1={cross.x} x2={cross.x} />
          <circle className={styles.point} cx={cross.x} cy={cross.y} r={3} />
        </>
      )}
      {draft?.kind === 'box' && at && <DraftBox from={onStage(draft.from)} to={onStage(at)} size={`${Math.abs(at.x - draft.from.x)}×${Math.abs(at.y - draft.from.y)}`} />}
      {draft?.kind === 'polygon' && <DraftPolygon points={draft.points.map((value, index) => (index % 2 === 0 ? left : top) + value * scale)} to={cross} isClosing={at !== undefined && closes(draft.points, at)} />}
    </svg>
  );
}

function DraftBox({ from, to, size }: { readonly from: Place; readonly to: Place; readonly size: string }) {
  const [x, y] = [Math.min(from.x, to.x), Math.min(from.y, to.y)];
  const [width, height] = [Math.abs(from.x - to.x), Math.abs(from.y - to.y)];
  return (
    <>
      <rect className={styles.casing} x={x} y={y} width={width} height={height} />
      <rect className={styles.line} x={x} y={y} width={width} height={height} />
      <text className={styles.size} x={x + 4} y={y + height + 14}>{size}</text>
    </>
  );
}

function DraftPolygon({ points, to, isClosing }: { readonly points: readonly number[]; readonly to: Place | undefined; readonly isClosing: boolean }) {
  const all = to && !isClosing ? [...points, to.x, to.y] : points;
  const path = `M${all.join(' ')}${isClosing ? 'Z' : ''}`;
  return (
    <>
      <path className={styles.casing} d={path} />
      <path className={styles.line} d={path} />
      {Array.from({ length: points.length / 2 }, (_, point) => (
        <circle key={point} className={styles.handle} cx={points[2 * point]} cy={points[2 * point + 1]} r={point === 0 && isClosing ? 6 : 4} />
      ))}
    </>
  );
}
