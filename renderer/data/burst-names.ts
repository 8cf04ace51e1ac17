/** File names that keep the frames of one press together; engine/data/bursts.ts reads them again. */
export function framePath(burst: number, frame: number): string {
  return `burst-${String(burst).padStart(3, '0')}-frame-${String(frame).padStart(4, '0')}.jpg`;
}

/** 0 for a file of no burst. */
export function burstNumber(file: string): number {
  return Number(/^burst-(\d+)-/.exec(file)?.[1] ?? 0);
}
