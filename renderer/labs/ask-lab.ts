/** Questions of playgrounds to the engine. */
import type { LabTrained, LabTraining, LabAnswer, LabQuestion, LabDescent, LabTrail, LabHeights } from '../../engine/labs/requests';
import type { DocumentPayload } from '../../engine/shell/protocol/documents';
import { shell } from '../shell/connection';
import { useShell } from '../shell/shell-store';

/** Waits for a connection that is being made. */
async function host(): Promise<NonNullable<ReturnType<typeof shell>>> {
  if (useShell.getState().connection !== 'open') {
    await new Promise<void>((resolve) => {
      const end = useShell.subscribe(({ connection }) => {
        if (connection !== 'open') return;
        end();
        resolve();
      });
    });
  }
  return shell()!;
}

export const trainLab = async (input: LabTraining<DocumentPayload>): Promise<LabTrained> => (await host()).request('lab.train', input);
export const answerLab = async (input: LabQuestion<DocumentPayload>): Promise<LabAnswer> => (await host()).request('lab.answer', input);
export const descendLab = async (input: LabDescent): Promise<LabTrail> => (await host()).request('lab.descend', input);
export const heightsLab = async (input: LabHeights): Promise<readonly number[]> => (await host()).request('lab.heights', input);
