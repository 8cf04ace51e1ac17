/** The objects of the shown picture, and where the selected one is, in pixels. */
import { Trash2 } from 'lucide-react';
import { isReshapable, type LabelledObject } from '../../engine/data/annotations/labels';
import { deleteObject, outlineObject } from '../commands/labelling';
import { NumberField } from '../data/number-field';
import { classes } from '../design/classes';
import { CommandButton } from '../design/command-button';
import controls from '../design/controls.module.css';
import { formatCount, plural } from '../network/text';
import { colourOf } from './class-panel';
import { editObject } from './edit-labels';
import { nameOf, placeOf } from './label-classes';
import { chooseTool, selectObject, useLabelling } from './labelling-store';
import { stretched } from './shapes';
import styles from './labelling.module.css';

export function ObjectPanel() {
  const isShown = useLabelling((state) => state.shown !== undefined);
  const objects = useLabelling((state) => state.shown?.objects);
  const selected = useLabelling((state) => state.selected);
  return (
    <section className={styles.part} aria-labelledby="label-objects">
      <header>
        <h2 id="label-objects">Objects</h2>
        <small>{formatCount(objects?.length ?? 0)}</small>
      </header>
      {isShown && (objects ?? []).length === 0 && (
        <p className={styles.hint}>{objects ? 'There is nothing to find in this picture.' : 'Nothing is drawn yet. Drag a box around an object, or press X where there is none.'}</p>
      )}
      <ul className={styles.rows}>
        {objects?.map((object) => (
          <li key={object.id}>
            <ObjectRow object={object} isSelected={object.id === selected} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function ObjectRow({ object, isSelected }: { readonly object: LabelledObject; readonly isSelected: boolean }) {
  const categories = useLabelling((state) => state.categories);
  const select = (): void => {
    // What was just drawn is selected already, and is taken hold of first.
    const isHeld = isSelected && useLabelling.getState().tool === 'select';
    chooseTool('select');
    selectObject(isHeld ? undefined : object.id);
  };
  return (
    <>
      <div className={classes(styles.row, isSelected && styles.chosen)}>
        <button type="button" className={styles.pick} aria-pressed={isSelected} onClick={select}>
          <i className={styles.colour} style={colourOf(placeOf(categories, object.category))} aria-hidden />
          <span>{nameOf(categories, object.category)}</span>
          <small className={styles.end}>{shapeText(object)}</small>
        </button>
        {isSelected && (
          <span className={styles.tools}>
            <CommandButton command={deleteObject} icon={Trash2} side="left" />
          </span>
        )}
      </div>
      {isSelected && <ObjectFields object={object} />}
    </>
  );
}

/** Its form and size. */
export function shapeText({ polygons, runs, width, height, isCrowd }: LabelledObject): string {
  const points = polygons?.reduce((sum, polygon) => sum + polygon.length / 2, 0);
  const form = runs ? 'pixels' : points === undefined ? `${round(width)}×${round(height)}` : plural(points, 'point');
  return isCrowd ? `crowd, ${form}` : form;
}

function round(value: number): string {
  return String(Math.round(value * 10) / 10);
}

const FIELDS = [['x', 'Left'], ['y', 'Top'], ['width', 'Width'], ['height', 'Height']] as const;

function ObjectFields({ object }: { readonly object: LabelledObject }) {
  const categories = useLabelling((state) => state.categories);
  const picture = useLabelling((state) => state.shown);
  if (!picture) return null;
  const most = { x: picture.width - 1, y: picture.height - 1, width: picture.width - object.x, height: picture.height - object.y };
  return (
    <div className={styles.numbers}>
      <select className={classes(controls.select, styles.wide)} aria-label="Class of the object" value={object.category} onChange={({ target }) => editObject('Change the class', { ...object, category: Number(target.value) })}>
        {categories.map(({ id, name }) => <option key={id} value={id}>{name}</option>)}
      </select>
      {isReshapable(object) ? (
        FIELDS.map(([field, title]) => (
          <NumberField key={field} label={title} unit="px" value={object[field]} least={field === 'x' || field === 'y' ? 0 : 1} most={most[field]} onChange={(value, visit) => editObject('Place an object', stretched(object, { ...object, [field]: value }, picture), `${visit} ${object.id}`)} />
        ))
      ) : (
        <>
          <p className={classes(styles.hint, styles.wide)}>{object.runs ? 'Its pixels were painted by another program, so it keeps its shape.' : 'It has points of another program, so it keeps its shape.'}</p>
          {object.runs && <span className={styles.wide}><CommandButton command={outlineObject} label="Turn into a polygon" /></span>}
        </>
      )}
    </div>
  );
}
