/** What losses.py of a PyTorch project is put together from: Python text, and who needs it. */

/** Python functions or classes that stand together. */
export interface PythonPart {
  readonly code: string;
  /** Parts that stand before it. */
  readonly needs?: readonly PythonPart[];
}

/** How a kind of layer compares what reaches it with the data, in PyTorch. */
export interface TorchRule extends PythonPart {
  /**
   * The function of `code` to call with a target of project.json, what the network gives for it, and the batch of what it
   * should be. It returns the mean over the batch.
   */
  readonly calls: string;
  /**
   * What it is handed: the layer's answer, a tuple of all that reaches the layer, or a tuple of what reaches it behind the picture on its first
   * port, whose size the target of project.json has as `picture`.
   */
  readonly reads: 'answer' | 'inputs' | 'inputs-behind-picture';
}

/** A part and all it needs, each once and after what it needs itself. */
export function withNeeds(parts: readonly PythonPart[]): readonly PythonPart[] {
  return [...new Set(parts.flatMap((part) => [...withNeeds(part.needs ?? []), part]))];
}
