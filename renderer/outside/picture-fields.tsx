/** How a picture becomes the input: what the file does not say of itself. */
import type { FitMode } from '../../engine/vision/letterbox';
import type { PictureInput } from '../../engine/vision/model-task';
import type { ModelFacts } from '../../engine/vision/recognise/model-facts';
import { Choice, Section, Whole } from './fields';
import { RANGES, rangeOf } from './ranges';
import styles from './outside.module.css';

const FITS: Readonly<Record<FitMode, string>> = { pad: 'Whole, with borders', 'pad-corner': 'Whole, at the upper left', stretch: 'Stretched', crop: 'The middle, cut off' };
const OWN_RANGE = 'own';
const LARGEST_SIDE = 16_384;

interface Props {
  readonly input: PictureInput;
  readonly facts: ModelFacts;
  onChange(input: PictureInput): void;
}

export function PictureFields({ input, facts, onChange }: Props) {
  const { name, layout, width, height, channels, dtype } = input;
  const dims = facts.inputs.find((one) => one.name === name)?.dims ?? [];
  const [rows, columns] = layout === 'nchw' ? [dims[2], dims[3]] : [dims[1], dims[2]];
  const ranges = RANGES.map(({ id, title }): [string, string] => [id, title]);
  const range = rangeOf(input)?.id ?? OWN_RANGE;
  return (
    <Section title="Picture">
      {columns === undefined && <Whole title="Width" value={width} from={1} upTo={LARGEST_SIDE} onChange={(value) => onChange({ ...input, width: value })} />}
      {rows === undefined && <Whole title="Height" value={height} from={1} upTo={LARGEST_SIDE} onChange={(value) => onChange({ ...input, height: value })} />}
      <Choice title="Fitted" value={input.fit} options={FITS} onChoose={(fit) => onChange({ ...input, fit })} />
      {input.fit.startsWith('pad') && <Whole title="Border grey" value={input.fill} from={0} upTo={255} onChange={(fill) => onChange({ ...input, fill })} />}
      {channels === 3 && <Choice title="Colours" value={input.order} options={{ rgb: 'Red, green, blue', bgr: 'Blue, green, red' }} onChoose={(order) => onChange({ ...input, order })} />}
      <Choice title="Range" value={range} options={range === OWN_RANGE ? [...ranges, [OWN_RANGE, 'As the file was recognised']] : ranges} onChoose={(id) => onChange({ ...input, ...RANGES.find((one) => one.id === id)?.range })} />
      <p className={styles.note}>{`“${name}” takes ${height}×${width}×${channels} as ${dtype}, ${layout === 'nchw' ? 'channels first' : 'channels last'}.`}</p>
    </Section>
  );
}
