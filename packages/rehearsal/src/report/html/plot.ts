/** Lines of a drawing of 1000 by 100, whose y begins at the top. */

/** Percent of the width, and of the height from the bottom. */
export type Place = { readonly x: number; readonly y: number };

const point = ({ x, y }: Place): string => `${round(x * 10)},${round(100 - y)}`;

const round = (value: number): number => Math.round(value * 100) / 100;

/** One line for each stretch of places that are at most so far from each other. */
export function lineThrough(places: readonly Place[], gap: number): readonly string[] {
  const lines: string[][] = [];
  let last = Number.NEGATIVE_INFINITY;
  for (const place of places) {
    if (place.x - last > gap) lines.push([]);
    lines.at(-1)?.push(point(place));
    last = place.x;
  }
  // One value alone is a line of no length, which round ends make a dot of.
  return lines.map((line) => (line.length === 1 ? [...line, ...line] : line).join(' '));
}

/** Each value lasts until the next one, the last one to the end; closed at the bottom. */
export function stepsThrough(places: readonly Place[]): string {
  const corners = places.flatMap((place, index) => [place, { x: places[index + 1]?.x ?? 100, y: place.y }]);
  return [{ x: corners[0]?.x ?? 0, y: 0 }, ...corners, { x: 100, y: 0 }].map(point).join(' ');
}
