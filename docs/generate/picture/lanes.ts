/** Something that joins columns, from the first to the last. */
export interface Span<T> {
  readonly from: number;
  readonly to: number;
  readonly what: T;
}

/** Puts spans into lanes so that none overlap, shorter ones first: lane 0 is the nearest to what is joined. */
export function inLanes<T>(spans: readonly Span<T>[]): (Span<T> & { readonly lane: number })[] {
  const lanes: Span<T>[][] = [];
  const sorted = spans.toSorted((a, b) => a.to - a.from - (b.to - b.from) || a.from - b.from);
  return sorted.map((span) => {
    const free = lanes.findIndex((lane) => lane.every(({ from, to }) => span.to <= from || to <= span.from));
    const lane = free === -1 ? lanes.length : free;
    lanes[lane] = [...(lanes[lane] ?? []), span];
    return { ...span, lane };
  });
}

export function lanesOf(placed: readonly { readonly lane: number }[]): number {
  return placed.reduce((most, { lane }) => Math.max(most, lane + 1), 0);
}

/**
 * The place of each end of a span among all ends at its column, as a share of the column's width: what leads left
 * stands left, and the nearest outermost, so that no two cross.
 */
export function shareAt<T>(column: number, span: Span<T>, all: readonly Span<T>[]): number {
  const here = all.filter(({ from, to }) => from === column || to === column);
  const rank = ({ from, to }: Span<T>) =>
    to === column ? from - column - 1000 + 2 * (column - from) : 1000 - to;
  const ordered = here.toSorted((a, b) => rank(a) - rank(b));
  return (ordered.indexOf(span) + 1) / (ordered.length + 1);
}
