export function PredictPanel() {
  return null;
}
