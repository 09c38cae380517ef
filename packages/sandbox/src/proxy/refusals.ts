import { singleLine } from '@sealift/core/text/sanitize';

/** Hosts that something wanted to reach and could not, as `host:port` → times. */
export type Refused = ReadonlyMap<string, number>;

export type Refusals = {
  readonly refused: Refused;
  /** @returns `host:port`, fit to be shown */
  add(host: string, port: number): string;
};

/** Distinct hosts remembered as refused: a scanner of names must not fill the memory. */
const MOST = 1_000;

export function createRefusals(): Refusals {
  const refused = new Map<string, number>();
  return {
    refused,
    add: (host, port) => {
      const place = singleLine(`${host}:${port}`).slice(0, 300);
      if (refused.has(place) || refused.size < MOST) refused.set(place, (refused.get(place) ?? 0) + 1);
      return place;
    },
  };
}
