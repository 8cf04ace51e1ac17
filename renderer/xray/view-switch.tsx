/** What is looked at in the frame. */
import { classes } from '../design/classes';
import controls from '../design/controls.module.css';
import { useXray, type XrayView } from './xray-store';
import styles from './xray.module.css';

const VIEWS: readonly { readonly view: XrayView; readonly title: string; readonly regions?: string }[] = [
  { view: 'cells', title: 'Cells', regions: 'Regions' },
  { view: 'boxes', title: 'Boxes' },
  { view: 'assignment', title: 'Assignment' },
  { view: 'loss', title: 'Loss' },
  { view: 'compare', title: 'Side by side' },
];

export function ViewSwitch() {
  const shown = useXray((state) => state.view);
  const hasRegions = useXray((state) => state.read?.xray.places.kind === 'regions');
  return (
    <div role="group" aria-label="What of the frame is shown" className={classes(controls.segments, styles.views)}>
      {VIEWS.map(({ view, title, regions }) => (
        <button key={view} type="button" className={controls.segment} aria-pressed={view === shown} onClick={() => useXray.setState({ view })}>
          {hasRegions && regions !== undefined ? regions : title}
        </button>
      ))}
    </div>
  );
}
