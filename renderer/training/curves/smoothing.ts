/** Making long, noisy curves readable. */

export interface Points {
  readonly x: readonly number[];
  readonly y: readonly number[];
}

/**
 * An exponential moving average that does not lean towards zero at its start: `weight` (0 to 1, exclusive) of what was, and
 * divided by the share of it that is no zero any more.
 */
export function smoothed(values: readonly number[], weight: number): readonly number[] {
  if (weight <= 0) return values;
  let average = 0;
  let remembered = 0;
  return values.map((value) => {
    average = weight * average + (1 - weight) * value;
    remembered = weight * remembered + (1 - weight);
    return average / remembered;
  });
}

/** At most `most` points that keep every peak: of each stretch its lowest and its highest, in their order. */
export function decimated({ x, y }: Points, most: number): Points {
  if (x.length <= most) return { x, y };
  const stretches = Math.floor(most / 2);
  const kept: number[] = [];
  for (let stretch = 0; stretch < stretches; stretch++) {
    const [from, to] = [Math.floor((stretch * x.length) / stretches), Math.floor(((stretch + 1) * x.length) / stretches)];
    let [lowest, highest] = [from, from];
    for (let at = from; at < to; at++) {
      if (y[at]! < y[lowest]!) lowest = at;
      if (y[at]! > y[highest]!) highest = at;
    }
    kept.push(Math.min(lowest, highest), ...(lowest === highest ? [] : [Math.max(lowest, highest)]));
  }
  return { x: kept.map((at) => x[at]!), y: kept.map((at) => y[at]!) };
}
