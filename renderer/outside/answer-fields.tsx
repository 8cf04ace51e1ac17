/** What the outputs hold, in the words of each kind of answer. */
import type { Activation, AnswerRule, BoxFormat, BoxUnit, LandmarksAnswer, PixelsAnswer, RowsAnswer, TablesAnswer } from '../../engine/vision/model-task';
import { shapeOf, type ModelFacts } from '../../engine/vision/recognise/model-facts';
import { startAnswer, type MappableKind } from '../../engine/vision/recognise/start-mapping';
import { Choice, Section, Whole, Yes } from './fields';
import styles from './outside.module.css';

const KINDS: Readonly<Record<MappableKind, string>> = { rows: 'Boxes, in one table', tables: 'Boxes, in several outputs', classes: 'Classes of the picture', pixels: 'A class for every pixel', landmarks: 'Points' };
const FIXED: Readonly<Record<'grids' | 'anchors', string>> = { grids: 'Boxes, as raw maps', anchors: 'Boxes, from anchors' };
const FORMATS: Readonly<Record<BoxFormat, string>> = { 'centre-size': 'Centre x, y, width, height', 'corner-size': 'Left, top, width, height', corners: 'Left, top, right, bottom', 'corners-yx': 'Top, left, bottom, right' };
const UNITS: Readonly<Record<BoxUnit, string>> = { pixels: 'Pixels of the input', share: 'Shares, 0 … 1' };
const ACTIVATIONS: Readonly<Record<Activation, string>> = { none: 'Shares already, 0 … 1', sigmoid: 'Logits, each by itself', softmax: 'Logits that compete' };
const NONE = '';

interface Props<Rule extends AnswerRule = AnswerRule> {
  readonly rule: Rule;
  readonly facts: ModelFacts;
  onChange(rule: AnswerRule): void;
}

export function AnswerFields({ rule, facts, classCount, onChange }: Props & { readonly classCount: number }) {
  const isFixed = rule.kind === 'grids' || rule.kind === 'anchors';
  return (
    <Section title="Answer">
      <Choice<AnswerRule['kind']>
        title="It answers"
        value={rule.kind}
        options={isFixed ? [[rule.kind, FIXED[rule.kind]], ...(Object.entries(KINDS) as [MappableKind, string][])] : KINDS as Readonly<Record<AnswerRule['kind'], string>>}
        onChoose={(kind) => kind !== rule.kind && kind in KINDS && onChange(startAnswer(kind as MappableKind, facts, classCount))}
      />
      {rule.kind === 'rows' && <Rows rule={rule} facts={facts} onChange={onChange} />}
      {rule.kind === 'tables' && <Tables rule={rule} facts={facts} onChange={onChange} />}
      {rule.kind === 'classes' && <><Output title="Scores" facts={facts} value={rule.output} onChoose={(output) => onChange({ ...rule, output })} /><Choice title="They are" value={rule.activation} options={ACTIVATIONS} onChoose={(activation) => onChange({ ...rule, activation })} /></>}
      {rule.kind === 'pixels' && <Pixels rule={rule} facts={facts} onChange={onChange} />}
      {rule.kind === 'landmarks' && <Landmarks rule={rule} facts={facts} onChange={onChange} />}
      {isFixed && <p className={styles.note}>{rule.kind === 'anchors' ? `${rule.pointCount} points per box; anchors at strides ${rule.grids.map(({ stride }) => stride).join(', ')}.` : `${rule.maps.length} maps with ${rule.maps.map(({ anchors }) => anchors.length).join(', ')} anchors and ${rule.classCount} classes.`} This is known from the model and need not be told.</p>}
    </Section>
  );
}

interface OutputProps {
  readonly title: string;
  readonly facts: ModelFacts;
  readonly value: string;
  readonly isOptional?: boolean;
  onChoose(output: string): void;
}

function Output({ title, facts, value, isOptional = false, onChoose }: OutputProps) {
  const options = facts.outputs.map((output): [string, string] => [output.name, `${output.name}, ${shapeOf(output)}`]);
  return <Choice title={title} value={value} options={isOptional ? [[NONE, 'None'], ...options] : options} onChoose={onChoose} />;
}

function Rows({ rule, facts, onChange }: Props<RowsAnswer>) {
  const { box, scores } = rule;
  const count = scores.kind === 'each' ? scores.count : 1;
  return (
    <>
      <Output title="Table" facts={facts} value={rule.output} onChoose={(output) => onChange({ ...rule, output })} />
      <Choice title="Candidates" value={rule.candidates} options={{ rows: 'One in each row', columns: 'One in each column' }} onChoose={(candidates) => onChange({ ...rule, candidates })} />
      <Choice title="A box is" value={box.format} options={FORMATS} onChoose={(format) => onChange({ ...rule, box: { ...box, format } })} />
      <Choice title="In" value={box.unit} options={UNITS} onChoose={(unit) => onChange({ ...rule, box: { ...box, unit } })} />
      <Whole title="Box begins at" value={box.at} from={0} onChange={(at) => onChange({ ...rule, box: { ...box, at } })} />
      <Choice
        title="Scores"
        value={scores.kind}
        options={{ each: 'One for each class', best: 'The best, and its class' }}
        onChoose={(kind) => onChange({ ...rule, scores: kind === 'each' ? { kind, at: box.at + 4, count, activation: 'none' } : { kind, score: box.at + 4, label: box.at + 5 } })}
      />
      {scores.kind === 'each' ? (
        <>
          <Whole title="Scores begin at" value={scores.at} from={0} onChange={(at) => onChange({ ...rule, scores: { ...scores, at } })} />
          <Whole title="Classes" value={scores.count} from={1} onChange={(one) => onChange({ ...rule, scores: { ...scores, count: one } })} />
          <Choice title="They are" value={scores.activation} options={ACTIVATIONS} onChoose={(activation) => onChange({ ...rule, scores: { ...scores, activation } })} />
          <Yes
            title="Objectness before"
            value={scores.objectness !== undefined}
            onChange={(isThere) => {
              const { objectness: _, ...rest } = scores;
              onChange({ ...rule, scores: isThere ? { ...rest, objectness: box.at + 4, at: Math.max(rest.at, box.at + 5) } : rest });
            }}
          />
        </>
      ) : (
        <>
          <Whole title="Score stands at" value={scores.score} from={0} onChange={(score) => onChange({ ...rule, scores: { ...scores, score } })} />
          <Whole title="Class stands at" value={scores.label ?? 0} from={0} onChange={(label) => onChange({ ...rule, scores: { ...scores, label } })} />
        </>
      )}
      <Yes title="Suppressed inside" value={rule.isSuppressed} onChange={(isSuppressed) => onChange({ ...rule, isSuppressed })} />
    </>
  );
}

function Tables({ rule, facts, onChange }: Props<TablesAnswer>) {
  const { boxes, scores } = rule;
  const optional = (field: 'labels' | 'count', output: string): AnswerRule => {
    const { [field]: _, ...rest } = rule;
    return output === NONE ? rest : { ...rest, [field]: { output } };
  };
  return (
    <>
      <Output title="Boxes" facts={facts} value={boxes.output} onChoose={(output) => onChange({ ...rule, boxes: { ...boxes, output } })} />
      <Choice title="A box is" value={boxes.format} options={FORMATS} onChoose={(format) => onChange({ ...rule, boxes: { ...boxes, format } })} />
      <Choice title="In" value={boxes.unit} options={UNITS} onChoose={(unit) => onChange({ ...rule, boxes: { ...boxes, unit } })} />
      <Output title="Scores" facts={facts} value={scores.output} onChoose={(output) => onChange({ ...rule, scores: { ...scores, output } })} />
      <Choice title="They are" value={scores.activation} options={ACTIVATIONS} onChoose={(activation) => onChange({ ...rule, scores: { ...scores, activation } })} />
      <Output title="Classes" isOptional facts={facts} value={rule.labels?.output ?? NONE} onChoose={(output) => onChange(optional('labels', output))} />
      <Output title="How many" isOptional facts={facts} value={rule.count?.output ?? NONE} onChoose={(output) => onChange(optional('count', output))} />
      <Choice title="Background" value={rule.background} options={{ none: 'No class', first: 'The first class', last: 'The last class' }} onChoose={(background) => onChange({ ...rule, background })} />
      <Yes title="Suppressed inside" value={rule.isSuppressed} onChange={(isSuppressed) => onChange({ ...rule, isSuppressed })} />
    </>
  );
}

function Pixels({ rule, facts, onChange }: Props<PixelsAnswer>) {
  return (
    <>
      <Output title="Map" facts={facts} value={rule.output} onChoose={(output) => onChange({ ...rule, output })} />
      <Choice title="Axes" value={rule.layout} options={{ chw: 'Classes, height, width', hwc: 'Height, width, classes', hw: 'Height, width: the class itself' }} onChoose={(layout) => onChange({ ...rule, layout })} />
      <Choice title="They are" value={rule.activation} options={ACTIVATIONS} onChoose={(activation) => onChange({ ...rule, activation })} />
    </>
  );
}

const VALUES = { 2: 'x, y', 3: 'x, y, z', 4: 'x, y, z, visibility', 5: 'x, y, z, visibility, presence' } as const;

function Landmarks({ rule, facts, onChange }: Props<LandmarksAnswer>) {
  const presence = (output: string): AnswerRule => {
    const { presence: before, ...rest } = rule;
    return output === NONE ? rest : { ...rest, presence: { output, activation: before?.activation ?? 'none' } };
  };
  return (
    <>
      <Output title="Points" facts={facts} value={rule.output} onChoose={(output) => onChange({ ...rule, output })} />
      <Whole title="How many" value={rule.count} from={1} upTo={10_000} onChange={(count) => onChange({ ...rule, count })} />
      <Choice title="A point is" value={String(rule.values) as '2' | '3' | '4' | '5'} options={{ 2: VALUES[2], 3: VALUES[3], 4: VALUES[4], 5: VALUES[5] }} onChoose={(values) => onChange({ ...rule, values: Number(values) as 2 | 3 | 4 | 5 })} />
      <Choice title="In" value={rule.unit} options={UNITS} onChoose={(unit) => onChange({ ...rule, unit })} />
      <Output title="Presence" isOptional facts={facts} value={rule.presence?.output ?? NONE} onChoose={(output) => onChange(presence(output))} />
      {rule.presence && <Choice title="It is" value={rule.presence.activation} options={[['none', 'A share, 0 … 1'], ['sigmoid', 'A logit']]} onChoose={(activation) => onChange({ ...rule, presence: { ...rule.presence!, activation } })} />}
    </>
  );
}
