import type { ParameterSpec } from '../../../engine/core/parameters';
import type { Json, TrainingSettings } from '../../../engine/document/model';
import { ParameterField } from '../../inspector/parameter-field';
import { SchedulePicture } from './schedule-picture';
import { schedulePoints } from './schedule-points';
import { NamedChoice, SettingsGroup } from './settings-group';
import { changeTraining, optimizerOf, SCHEDULE_CHOICES, scheduleOf, withSchedule, withSetting } from './training-settings';
import styles from './settings.module.css';

interface ScheduleSettingsProps {
  readonly training: TrainingSettings;
  /** Undefined until the data has been read. */
  readonly stepsPerEpoch: number | undefined;
}

export function ScheduleSettings({ training, stepsPerEpoch }: ScheduleSettingsProps) {
  const { schedule, epochs, program } = training;
  const definition = scheduleOf(schedule);
  const { optimizer } = program[0]!;
  const rate = typeof optimizer['learningRate'] === 'number' ? optimizer['learningRate'] : optimizerOf(optimizer).defaultRate;
  const points = stepsPerEpoch === undefined ? undefined : schedulePoints(schedule, { stepsPerEpoch, epochs });
  return (
    <SettingsGroup title="Learning rate over time">
      <NamedChoice
        label="Schedule"
        help={definition.summary}
        value={definition.name}
        choices={SCHEDULE_CHOICES}
        onChoose={(name) =>
          changeTraining(
            `Choose the schedule ${name}`,
            (before) => withSchedule(before, name),
            `choose ${name}`,
          )
        }
      />
      {points && points.length > 0 ? (
        <SchedulePicture points={points} rate={rate} epochs={epochs} watches={definition.observe !== undefined} />
      ) : (
        <p className={styles.hint}>{stepsPerEpoch === undefined ? 'The curve is drawn once the data has been read.' : 'These settings make no schedule.'}</p>
      )}
      {Object.entries(definition.settings as Record<string, ParameterSpec<unknown>>).map(([setting, spec]) => (
        <ParameterField
          key={`${definition.name} ${setting}`}
          name={setting}
          spec={spec}
          given={schedule?.[setting] as Json | undefined}
          inBlock={false}
          onChange={(value, visit) => changeTraining(`Set ${spec.label.toLowerCase()}`, (before) => ({ ...before, schedule: withSetting(before.schedule ?? { name: definition.name }, setting, value) }), `${visit} ${setting}`)}
        />
      ))}
    </SettingsGroup>
  );
}
