import type { ParameterSpec } from '../../../engine/core/parameters';
import type { Json, NamedSettings, TrainingSettings } from '../../../engine/document/model';
import { ParameterField } from '../../inspector/parameter-field';
import { NamedChoice, SettingsGroup } from './settings-group';
import { changeTraining, OPTIMIZER_CHOICES, optimizerOf, rateSpec, withSetting, withUpdate } from './training-settings';

interface OptimizerSettingsProps {
  readonly training: TrainingSettings;
  /** Which update of the program; most networks have one. */
  readonly update: number;
  onChoose(update: number): void;
}

export function OptimizerSettings({ training, update: index, onChoose }: OptimizerSettingsProps) {
  const { optimizer, name } = training.program[index]!;
  const definition = optimizerOf(optimizer);
  const change = (label: string, next: (chosen: NamedSettings) => NamedSettings, visit: string): void =>
    changeTraining(label, (before) => withUpdate(before, index, (update) => ({ ...update, optimizer: next(update.optimizer) })), `${visit} ${name}`);
  const specs: readonly (readonly [string, ParameterSpec<unknown>])[] = [['learningRate', rateSpec(definition)], ...Object.entries(definition.settings as Record<string, ParameterSpec<unknown>>)];
  return (
    <SettingsGroup title="Optimizer">
      {training.program.length > 1 && (
        <NamedChoice label="Update" help="This network trains with several updates, each with an optimizer of its own" value={String(index)} choices={training.program.map((update, at) => ({ name: String(at), title: update.name }))} onChoose={(at) => onChoose(Number(at))} />
      )}
      <NamedChoice
        label="Method"
        help={`${definition.summary} (${definition.source})`}
        value={definition.name}
        choices={OPTIMIZER_CHOICES}
        onChoose={(chosen) => change(`Choose ${chosen}`, () => ({ name: chosen }), `choose ${chosen}`)}
      />
      {specs.map(([setting, spec]) => (
        <ParameterField
          key={`${definition.name} ${setting}`}
          name={setting}
          spec={spec}
          given={optimizer[setting] as Json | undefined}
          inBlock={false}
          onChange={(value, visit) => change(`Set ${spec.label.toLowerCase()}`, (chosen) => withSetting(chosen, setting, value), `${visit} ${setting}`)}
        />
      ))}
    </SettingsGroup>
  );
}
