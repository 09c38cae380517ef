// Reading code whose branches are not known: each reading takes one way, and the next one another, until all were taken.

/** A reading that comes to where nothing is: `[]` of which the first is asked. */
export class DeadEnd extends Error {}

export type Choose = (
  /** Of what is decided: who asks for the same again gets the same answer. */
  what: string,
  ways: number,
) => number;

/** Results of `read`, one for each combination of what it chooses, as long as they are asked for. */
export function* everyWay<T>(read: (choose: Choose) => T): Generator<T> {
  let path: number[] = [];
  while (true) {
    const ways: number[] = [];
    const known = new Map<string, number>();
    const choose: Choose = (what, number) => {
      if (number === 0) throw new DeadEnd(what);
      const before = known.get(what);
      if (before !== undefined) return before;
      const chosen = number === 1 ? 0 : (path[ways.length] ?? 0);
      if (number > 1) ways.push(number);
      known.set(what, chosen);
      return chosen;
    };
    try {
      yield read(choose);
    } catch (error) {
      if (!(error instanceof DeadEnd)) throw error;
    }
    const taken = ways.map((_, index) => path[index] ?? 0);
    const last = taken.findLastIndex((way, index) => way + 1 < (ways[index] ?? 0));
    if (last === -1) return;
    path = [...taken.slice(0, last), (taken[last] ?? 0) + 1];
  }
}
