/** What the lit cell answers, anchor by anchor; or the lit region. */
import { useMemo } from 'react';
import { classes as joined } from '../design/classes';
import controls from '../design/controls.module.css';
import { formatCount } from '../network/text';
import { ClassName } from './class-name';
import { placeText, strideText } from './places';
import type { ReadXray } from './read-xray';
import { stepThroughRows } from './row-keys';
import { litPlaces, scoreDigits } from './scene';
import { useXray } from './xray-store';
import styles from './xray.module.css';

export function CellsView({ read }: { readonly read: ReadXray }) {
  const { cell, region, isHeld, scale } = useXray();
  const lit = litPlaces(read, cell, region);
  return (
    <section className={styles.side} aria-label={read.places ? 'Cells' : 'Regions'}>
      {read.grids.length > 0 && (
        <div role="group" aria-label="Map" className={joined(controls.segments, styles.grids)}>
          {read.grids.map(({ rows, columns }, index) => (
            <button key={index} type="button" className={controls.segment} aria-pressed={index === scale} onClick={() => useXray.setState({ scale: index, cell: undefined, isHeld: false, place: undefined })}>
              {`${rows}×${columns}, ${strideText(read, index)}`}
            </button>
          ))}
        </div>
      )}
      {!read.places && <p className={styles.summary}>{`${formatCount(read.regions.filter(({ width }) => width > 0).length)} regions of ${read.xray.places.kind === 'regions' ? read.xray.places.from : ''} were looked into.`}</p>}
      {lit.length === 0 ? (
        <p className={styles.hint}>{`Point at a ${read.places ? 'cell' : 'region'} of the picture, or go to the picture with Tab and use the arrow keys. A press keeps it.`}</p>
      ) : (
        <>
          <p className={styles.summary} role="status">
            <span>{cell ? `Row ${cell.row + 1}, column ${cell.column + 1}` : `Region ${region! + 1}`}</span>
            {isHeld && <span>kept</span>}
          </p>
          <Answers read={read} lit={lit} />
        </>
      )}
    </section>
  );
}

function Answers({ read, lit }: { readonly read: ReadXray; readonly lit: readonly number[] }) {
  const place = useXray((state) => state.place);
  const owners = useMemo(() => ownersOf(read), [read]);
  return (
    <div className={styles.tablePlace} tabIndex={-1}>
      <table className={styles.table} aria-label="What the place answers">
        <thead>
          <tr>
            <th scope="col">Best class</th>
            <th scope="col" className={styles.number}>Score</th>
            <th scope="col" className={styles.number}>Centre</th>
            <th scope="col" className={styles.number}>Sides</th>
            {owners && <th scope="col">In training answers for</th>}
            <th scope="col">Place</th>
          </tr>
        </thead>
        <tbody onKeyDown={stepThroughRows}>
          {lit.map((index) => {
            const box = read.found.find(({ row }) => row === index);
            const owner = owners?.get(index);
            return (
              <tr key={index} className={joined(index === place && styles.chosen)}>
                <td>
                  {box ? (
                    <button type="button" className={styles.rowButton} aria-pressed={index === place} onClick={() => useXray.setState({ place: index === place ? undefined : index })}>
                      <ClassName label={box.label} classes={read.classes} />
                    </button>
                  ) : (
                    'no box'
                  )}
                </td>
                <td className={styles.number}>{box ? scoreDigits(box.score) : ''}</td>
                <td className={styles.number}>{box ? `${(box.x + box.width / 2).toFixed(1)}, ${(box.y + box.height / 2).toFixed(1)}` : ''}</td>
                <td className={styles.number}>{box ? `${box.width.toFixed(1)}×${box.height.toFixed(1)}` : ''}</td>
                {owners && <td>{owner === undefined ? 'nothing' : <ClassName label={owner} classes={read.classes} />}</td>}
                <td className={styles.place}>{placeText(read, index)}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

/** The class of the object that each place answers for; undefined where the frame has no true objects, and of regions, which are others in training. */
function ownersOf({ places: cells, xray: { training } }: ReadXray): ReadonlyMap<number, number> | undefined {
  return cells && training && new Map(training.objects.flatMap(({ label, places }) => places.map(({ place }) => [place, label] as const)));
}
