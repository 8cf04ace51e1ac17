import { integer } from '../../../engine/core/parameters';
import type { BackendName } from '../../../engine/run/backend';
import { ParameterField } from '../../inspector/parameter-field';
import { machineChoice, useMachine } from '../machine-choice';
import { BACKEND_TITLES } from '../machine-text';
import { NamedChoice, SettingsGroup } from './settings-group';

/** Of this machine, not of the network: it is no step of the document's history. */
export function MachineSettings() {
  const machine = useMachine();
  const { backend } = machineChoice(machine);
  const { info } = machine;
  const threads = integer({ label: 'Threads', help: 'How many processors compute at once. Small networks are quickest with few', default: info?.usualThreads ?? 1, minimum: 1, ...(info && { maximum: info.processors }) });
  return (
    <SettingsGroup title="Machine">
      <NamedChoice label="Computes on" help="Where steps are computed" value={backend} choices={(info?.backends ?? ['cpu']).map((name) => ({ name, title: BACKEND_TITLES[name] }))} onChoose={(name) => useMachine.setState({ backend: name as BackendName })} />
      {backend === 'cpu' && <ParameterField name="threads" spec={threads} given={machine.threads} inBlock={false} onChange={(value) => useMachine.setState({ threads: value as number | undefined })} />}
    </SettingsGroup>
  );
}
