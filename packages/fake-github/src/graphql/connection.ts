import { GraphError } from './errors.ts';
import { field } from './source.ts';

export type Page = {
  readonly first?: number | null;
  readonly last?: number | null;
  readonly after?: string | null;
  readonly before?: string | null;
};
export const PAGE = ['first', 'last', 'after', 'before'] as const;

/** GitHub gives no page larger than this. */
const LARGEST = 100;

const cursorOf = (index: number): string => Buffer.from(`cursor:v2:${index}`).toString('base64');

/** @throws GraphError when it is no cursor of ours */
function indexOf(cursor: string): number {
  const found = /^cursor:v2:(\d{1,9})$/.exec(Buffer.from(cursor, 'base64').toString('utf8'));
  if (found === null)
    throw new GraphError('UNPROCESSABLE', `\`${cursor}\` does not appear to be a valid cursor.`);
  return Number(found[1]);
}

/**
 * One page of a list, with `nodes`, `edges`, `pageInfo` and `totalCount`.
 * @param render is asked only for what the page shows
 * @throws GraphError without `first` and `last`, or when they are too large, as GitHub has it
 */
export function connection<T>(
  type: string,
  name: string,
  all: readonly T[],
  page: Page,
  render: (entry: T) => unknown,
) {
  const { first, last } = page;
  if (first == null && last == null)
    throw new GraphError(
      'MISSING_PAGINATION_BOUNDARIES',
      `You must provide a \`first\` or \`last\` value to properly paginate the \`${name}\` connection.`,
    );
  for (const [limit, value] of Object.entries({ first, last }))
    if (value != null && (value > LARGEST || value < 0))
      throw new GraphError(
        'EXCESSIVE_PAGINATION',
        `Requesting ${value} records on the \`${name}\` connection exceeds the \`${limit}\` limit of ${LARGEST} records.`,
      );
  const from = page.after == null ? 0 : indexOf(page.after) + 1;
  const to = page.before == null ? all.length : Math.min(all.length, indexOf(page.before));
  const start = first == null ? Math.max(from, to - (last ?? 0)) : from;
  const end = first == null ? to : Math.min(to, from + first);
  const shown = all.slice(start, end);
  return {
    __typename: `${type}Connection`,
    totalCount: all.length,
    nodes: () => shown.map(render),
    edges: () =>
      shown.map((entry, index) => ({
        __typename: `${type}Edge`,
        cursor: cursorOf(start + index),
        node: render(entry),
      })),
    pageInfo: {
      __typename: 'PageInfo',
      hasNextPage: end < all.length,
      hasPreviousPage: start > 0,
      startCursor: shown.length === 0 ? null : cursorOf(start),
      endCursor: shown.length === 0 ? null : cursorOf(end - 1),
    },
  };
}

/** A connection without other arguments. */
export const connectionField = <T>(
  type: string,
  name: string,
  all: () => readonly T[] | Promise<readonly T[]>,
  render: (entry: T) => unknown,
) => field<Page>(PAGE, async (page) => connection(type, name, await all(), page, render));
