import type { TrainingSettings } from '../../../engine/document/model';
import { ParameterField } from '../../inspector/parameter-field';
import { SettingsGroup } from './settings-group';
import { changeTraining, TRAINING_SPECS, withClip, withEarlyStopping } from './training-settings';

const { clipNorm, clipValue, stopEarly, patience, metric, restoreBest } = TRAINING_SPECS;

/** Against gradients that explode, and against learning for too long. */
export function CareSettings({ training }: { readonly training: TrainingSettings }) {
  const { clip, earlyStopping } = training;
  return (
    <SettingsGroup title="Care">
      <ParameterField name="clipNorm" spec={clipNorm} given={clip?.norm} inBlock={false} onChange={(value, visit) => changeTraining('Set the clip norm', (before) => withClip(before, 'norm', value as number | undefined), `${visit} norm`)} />
      <ParameterField name="clipValue" spec={clipValue} given={clip?.value} inBlock={false} onChange={(value, visit) => changeTraining('Set the clip value', (before) => withClip(before, 'value', value as number | undefined), `${visit} value`)} />
      <ParameterField name="stopEarly" spec={stopEarly} given={earlyStopping !== undefined} inBlock={false} onChange={(value, visit) => changeTraining(value === true ? 'Stop early' : 'Do not stop early', (before) => withEarlyStopping(before, value === true ? {} : 'off'), `${visit} stop`)} />
      {earlyStopping && (
        <>
          <ParameterField name="patience" spec={patience} given={earlyStopping.patience} inBlock={false} onChange={(value, visit) => changeTraining('Set the patience', (before) => withEarlyStopping(before, { patience: (value as number | undefined) ?? patience.default }), `${visit} patience`)} />
          <ParameterField name="metric" spec={metric} given={earlyStopping.metric} inBlock={false} onChange={(value, visit) => changeTraining('Choose what to watch', (before) => withEarlyStopping(before, { metric: (value as string | undefined) ?? metric.default }), `${visit} metric`)} />
          <ParameterField name="restoreBest" spec={restoreBest} given={earlyStopping.restoreBest} inBlock={false} onChange={(value, visit) => changeTraining('Choose the final weights', (before) => withEarlyStopping(before, { restoreBest: value !== false }), `${visit} best`)} />
        </>
      )}
    </SettingsGroup>
  );
}
