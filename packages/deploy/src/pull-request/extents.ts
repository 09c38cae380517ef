/** How long the lists of an app are. */

/** How many rows of each list are shown. */
export type Extent = {
  readonly vulnerabilities: number;
  readonly packages: number;
  readonly commits: number;
  readonly edits: number;
  /** The table of statements and the scans. */
  readonly statements: boolean;
};

/** From everything to the least that a reviewer needs; the order in which a text is shortened. */
export const EXTENTS: readonly Extent[] = [
  { vulnerabilities: 200, packages: 150, commits: 100, edits: 20, statements: true },
  { vulnerabilities: 60, packages: 60, commits: 50, edits: 20, statements: true },
  { vulnerabilities: 20, packages: 15, commits: 15, edits: 20, statements: true },
  { vulnerabilities: 8, packages: 0, commits: 5, edits: 10, statements: true },
  { vulnerabilities: 0, packages: 0, commits: 0, edits: 3, statements: false },
];
