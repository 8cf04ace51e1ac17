/** The way of a wire: straight or curved ahead; where it must go back, a lane between the rows. */
export interface WireEnds {
  readonly sourceX: number;
  readonly sourceY: number;
  readonly targetX: number;
  readonly targetY: number;
  readonly below: number;
  readonly above: number;
  readonly lane: number;
}

export interface WirePath {
  readonly path: string;
  readonly labelX: number;
  readonly labelY: number;
  /** Room for a label along the line. */
  readonly room: number;
}

const CORNER = 12;
const STUB = 16;
const LANE_GAP = 8;

export function wirePath(ends: WireEnds): WirePath {
  return ends.targetX >= ends.sourceX + STUB ? aheadPath(ends) : returnPath(ends);
}

function aheadPath({ sourceX, sourceY, targetX, targetY }: WireEnds): WirePath {
  const bend = Math.max(24, (targetX - sourceX) / 2);
  const path = sourceY === targetY ? `M${sourceX} ${sourceY}H${targetX}` : `M${sourceX} ${sourceY}C${sourceX + bend} ${sourceY} ${targetX - bend} ${targetY} ${targetX} ${targetY}`;
  return { path, labelX: (sourceX + targetX) / 2, labelY: (sourceY + targetY) / 2, room: Math.hypot(targetX - sourceX, targetY - sourceY) };
}

function returnPath({ sourceX, sourceY, targetX, targetY, below, above, lane }: WireEnds): WirePath {
  const foot = sourceY + below;
  const head = targetY - above;
  // Between the boxes where one stands below the other, else under both.
  const middle = head - foot >= 2 * CORNER ? (foot + head) / 2 : Math.max(foot, targetY + below) + 2 * CORNER;
  const y = middle + lane * LANE_GAP;
  const right = sourceX + STUB + lane * LANE_GAP;
  const left = targetX - STUB - lane * LANE_GAP;
  const down = Math.sign(y - sourceY) || 1;
  const on = Math.sign(targetY - y) || 1;
  const corner = Math.min(CORNER, Math.abs(y - sourceY) / 2, Math.abs(targetY - y) / 2);
  const path = [
    `M${sourceX} ${sourceY}H${right - corner}`,
    `q${corner} 0 ${corner} ${down * corner}V${y - down * corner}`,
    `q0 ${down * corner} ${-corner} ${down * corner}H${left + corner}`,
    `q${-corner} 0 ${-corner} ${on * corner}V${targetY - on * corner}`,
    `q0 ${on * corner} ${corner} ${on * corner}H${targetX}`,
  ].join('');
  return { path, labelX: (left + right) / 2, labelY: y, room: right - left };
}
