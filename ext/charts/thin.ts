/** Fewer points for a line of many: of each part the lowest and the highest, so that no peak is lost. */

/** A point, or a gap. */
export type Point = readonly [x: number, y: number | null];

/** Returns at most about `most` points; gaps stay, and so do the first and the last point. */
export function thin(points: readonly Point[], most: number): readonly Point[] {
  if (points.length <= most) return points;
  const size = Math.ceil(points.length / (most / 4));
  const kept: Point[] = [];
  for (let start = 0; start < points.length; start += size) {
    const part = points.slice(start, start + size);
    const keep = new Set([0, part.length - 1]);
    let low = -1, high = -1, gap = -1;
    part.forEach(([, y], at) => {
      if (y === null) {
        // A gap between two numbers parts the line; those that follow it say nothing more.
        if (gap < 0) gap = at;
        return;
      }
      if (low < 0 || y < part[low]![1]!) low = at;
      if (high < 0 || y > part[high]![1]!) high = at;
    });
    for (const at of [low, high, gap]) if (at >= 0) keep.add(at);
    kept.push(...[...keep].sort((a, b) => a - b).map((at) => part[at]!));
  }
  return kept;
}
