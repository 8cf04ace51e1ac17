/** Data that is looked at before any document asks for it. */
import { useRef, useState } from 'react';
import { LoomError, sentence } from '../../engine/core/diagnostic';
import type { DocumentDataSource } from '../../engine/document/model';
import type { DataSummary } from '../../engine/shell/protocol/data';
import { shell } from '../shell/connection';
import { USUAL_SPLIT } from '../store/data-request';

export interface NewDataState {
  readonly source: DocumentDataSource | undefined;
  readonly summary: DataSummary | undefined;
  readonly isReading: boolean;
  readonly failure: string | undefined;
  read(source: DocumentDataSource): void;
}

const NOTHING = { source: undefined, summary: undefined, isReading: false, failure: undefined };

export function useNewData(): NewDataState {
  const [state, setState] = useState<Omit<NewDataState, 'read'>>(NOTHING);
  const asked = useRef<DocumentDataSource>(undefined);
  const read = (source: DocumentDataSource): void => {
    asked.current = source;
    setState({ ...NOTHING, source, isReading: true });
    const settle = (found: Partial<NewDataState>) => {
      if (asked.current === source) setState({ ...NOTHING, source, ...found });
    };
    shell()!
      .request('data.open', { source, split: USUAL_SPLIT })
      .then((summary) => settle({ summary }), (error: unknown) => settle({ failure: error instanceof LoomError ? error.diagnostics.map(sentence).join(' ') : String(error) }));
  };
  return { ...state, read };
}
