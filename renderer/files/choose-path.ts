/** Asking for a folder or file of the host's machine. */
import { create } from 'zustand';

export interface PathQuestion {
  readonly title: string;
  /** Files that are shown, by the ends of their names; files alone that can be chosen are named by `files`. */
  readonly endings: readonly string[];
  readonly files: readonly string[];
  /** What such a file is, as in “Use this table”, which it is unless given. */
  readonly noun?: string;
  /** Whether the folder that is open can be the answer. */
  readonly folders: boolean;
}

export interface ChosenPath {
  readonly path: string;
  readonly kind: 'folder' | 'file';
}

interface Asked {
  readonly question: PathQuestion;
  answer(chosen: ChosenPath | undefined): void;
}

export const usePathQuestion = create<{ readonly asked: Asked | undefined }>(() => ({ asked: undefined }));

/** Resolves with undefined where the person gives up. */
export function choosePath(question: PathQuestion): Promise<ChosenPath | undefined> {
  usePathQuestion.getState().asked?.answer(undefined);
  return new Promise((resolve) => {
    usePathQuestion.setState({
      asked: {
        question,
        answer: (chosen) => {
          usePathQuestion.setState({ asked: undefined });
          resolve(chosen);
        },
      },
    });
  });
}
