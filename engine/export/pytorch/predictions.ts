/** What `predict` makes of scores: the same as `prediction` in the file of the loss. */
const CALLS: Readonly<Record<string, (scores: string) => string>> = {
  'cross-entropy': (scores) => `torch.softmax(${scores}, dim=1)`,
  'binary-cross-entropy': (scores) => `torch.sigmoid(${scores})`,
};

/** Undefined where the scores are the answer. */
export function predictionOf(loss: string): ((scores: string) => string) | undefined {
  return CALLS[loss];
}
