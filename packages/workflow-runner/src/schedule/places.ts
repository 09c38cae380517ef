/** A number of places that are taken and given back, first come, first served. */

export type Places = {
  /**
   * Waits for a place.
   * @returns gives it back; undefined when the signal was aborted first
   */
  readonly take: (signal: AbortSignal) => Promise<(() => void) | undefined>;
};

/** @param size undefined for as many as are wanted */
export function createPlaces(size: number | undefined): Places {
  let free = size ?? Number.POSITIVE_INFINITY;
  const waiting: (() => void)[] = [];
  const giveBack = () => {
    const next = waiting.shift();
    if (next === undefined) free += 1;
    else next();
  };
  const once = () => {
    let given = false;
    return () => {
      if (!given) giveBack();
      given = true;
    };
  };
  return {
    take: async (signal) => {
      if (signal.aborted) return undefined;
      if (free > 0) {
        free -= 1;
        return once();
      }
      const { promise, resolve } = Promise.withResolvers<boolean>();
      const enter = () => resolve(true);
      const onAbort = () => {
        const at = waiting.indexOf(enter);
        if (at >= 0) waiting.splice(at, 1);
        resolve(false);
      };
      waiting.push(enter);
      signal.addEventListener('abort', onAbort, { once: true });
      const entered = await promise;
      signal.removeEventListener('abort', onAbort);
      return entered ? once() : undefined;
    },
  };
}
