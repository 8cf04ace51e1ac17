/** Which of the two texts is shown; forgotten with the window. */
import { create } from 'zustand';

export type CodeView = 'model' | 'pytorch';

export const useCodeView = create<{ readonly view: CodeView }>(() => ({ view: 'model' }));
