import type { TrainingSettings } from '../../../engine/document/model';
import { ParameterField } from '../../inspector/parameter-field';
import { SettingsGroup } from './settings-group';
import { changeTraining, TRAINING_SPECS } from './training-settings';

const FIELDS = ['epochs', 'batchSize', 'seed', 'shuffle'] as const;

/** How much, in which pieces, in which order. */
export function PlanSettings({ training }: { readonly training: TrainingSettings }) {
  return (
    <SettingsGroup title="Plan">
      {FIELDS.map((name) => {
        const spec = TRAINING_SPECS[name];
        return <ParameterField key={name} name={name} spec={spec} given={training[name]} inBlock={false} onChange={(value, visit) => changeTraining(`Set ${spec.label.toLowerCase()}`, (before) => ({ ...before, [name]: value ?? spec.default }), `${visit} ${name}`)} />;
      })}
    </SettingsGroup>
  );
}
