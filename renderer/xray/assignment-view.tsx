/** Which places answer for which true object in training, as the training graph has it. */
import { Fragment } from 'react';
import type { XrayObject } from '../../engine/run/xray/answer';
import { classes as joined } from '../design/classes';
import { plural } from '../network/text';
import { ClassName } from './class-name';
import { placeText } from './places';
import type { ReadXray } from './read-xray';
import { stepThroughRows } from './row-keys';
import { useXray } from './xray-store';
import styles from './xray.module.css';

export function AssignmentView({ read }: { readonly read: ReadXray }) {
  const { training } = read.xray;
  if (!training) return <NoObjects />;
  const assigned = training.objects.reduce((sum, { places }) => sum + places.length, 0);
  return (
    <section className={styles.side} aria-label="Assignment">
      <p className={styles.summary}>
        <span>{plural(training.objects.length, 'object')}</span>
        <span>{`${plural(assigned, read.places ? 'place' : 'region')} of ${read.xray.prediction.rows} ${assigned === 1 ? 'answers' : 'answer'} for one`}</span>
      </p>
      {training.objects.length === 0 ? <p className={styles.hint}>There is no object in this picture: every place learns to answer nothing.</p> : <Objects read={read} objects={training.objects} />}
    </section>
  );
}

function noPlace({ places }: ReadXray, anchors: number | undefined): string {
  if (places) return 'no place: nothing learns it';
  return anchors ? 'no region: only its anchors learn it' : 'no region: nothing learns it';
}

/** Of own pictures nobody has said what is in them. */
export function NoObjects() {
  return (
    <section className={styles.side} aria-label="Assignment">
      <p className={styles.hint}>Nobody has said what is in this picture, so there is nothing to compare with. Rows of the data have true objects: go to one with the arrows above.</p>
    </section>
  );
}

function Objects({ read, objects }: { readonly read: ReadXray; readonly objects: readonly XrayObject[] }) {
  const { object, place } = useXray();
  const hasOverlap = objects.some(({ places }) => places.some(({ overlap }) => overlap !== undefined));
  const hasQuality = objects.some(({ places }) => places.some(({ quality }) => quality !== undefined));
  const hasAnchors = objects.some(({ anchors }) => anchors !== undefined);
  const choosePlace = (index: number, next: number): void => useXray.setState({ object: index, place: next === place ? undefined : next });
  return (
    <div className={styles.tablePlace} tabIndex={-1}>
      <table className={styles.table} aria-label="Objects and the places that answer for them">
        <thead>
          <tr>
            <th scope="col">Object</th>
            <th scope="col" className={styles.number}>Sides</th>
            {hasAnchors && <th scope="col" className={styles.number}>Anchors</th>}
            <th scope="col">Answered for by</th>
            {hasOverlap && <th scope="col" className={styles.number}>Overlap</th>}
            {hasQuality && <th scope="col" className={styles.number}>Score to give</th>}
          </tr>
        </thead>
        <tbody onKeyDown={stepThroughRows}>
          {objects.map(({ box, label, places, anchors }, index) => (
            <Fragment key={index}>
              <tr className={joined(styles.kept, object === index && styles.chosen)}>
                <td>
                  <button type="button" className={styles.rowButton} aria-pressed={object === index && place === undefined} onClick={() => useXray.setState({ object: object === index && place === undefined ? undefined : index, place: undefined })}>
                    <ClassName label={label} classes={read.classes} />
                  </button>
                </td>
                <td className={styles.number}>{`${Math.round(box[2])}×${Math.round(box[3])}`}</td>
                {hasAnchors && <td className={styles.number}>{anchors}</td>}
                <td colSpan={1 + Number(hasOverlap) + Number(hasQuality)}>{places.length === 0 ? <span className={styles.doubt}>{noPlace(read, anchors)}</span> : plural(places.length, read.places ? 'place' : 'region')}</td>
              </tr>
              {places.map(({ place: at, overlap, quality }) => (
                <tr key={at} className={joined(styles.suppressed, object === index && at === place && styles.chosen)}>
                  <td colSpan={2 + Number(hasAnchors)} />
                  <td>
                    <button type="button" className={styles.rowButton} aria-pressed={object === index && at === place} onClick={() => choosePlace(index, at)}>{placeText(read, at)}</button>
                  </td>
                  {hasOverlap && <td className={styles.number}>{overlap?.toFixed(3)}</td>}
                  {hasQuality && <td className={styles.number}>{quality?.toFixed(3)}</td>}
                </tr>
              ))}
            </Fragment>
          ))}
        </tbody>
      </table>
    </div>
  );
}
