/** What changed between two versions of an API, judged. */

/** How bad a change is for the API's clients: breaks them, may break some, does not. From the worst. */
export const LEVELS = ['error', 'warning', 'info'] as const;
export type Level = (typeof LEVELS)[number];

export const atLeast = (level: Level, least: Level): boolean =>
  LEVELS.indexOf(level) <= LEVELS.indexOf(least);

/** As the tool found it, at its place in the snapshot. */
export type Change = {
  /** Rule of oasdiff, for example `response-property-removed`. */
  readonly id: string;
  readonly level: Level;
  /** Upper case; undefined for what belongs to no operation. */
  readonly method: string | undefined;
  readonly path: string | undefined;
  /** A sentence without full stop. Outside text. */
  readonly text: string;
  /** 1-based line of the snapshot. */
  readonly line: number;
};

/** `GET /items`, or `-` for what belongs to no operation. */
export const operationOf = ({ method, path }: Pick<Change, 'method' | 'path'>): string =>
  path === undefined ? '-' : method === undefined ? path : `${method} ${path}`;

/** Who says that a break is intended. */
export type Acceptance =
  | { readonly by: 'file'; readonly reason: string }
  /** Login of whoever set the label. */
  | { readonly by: 'label'; readonly login: string };

export type JudgedChange = Change & { readonly accepted?: Acceptance };
