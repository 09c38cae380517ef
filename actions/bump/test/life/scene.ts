/**
 * One ops repository for a whole file of life-cycle tests: each scene has a base and a bump branch of its own in it. After
 * every step one check: what the pull request says, its commits and git itself agree.
 */
import { parseMarker } from '@sealift/deploy/pull-request/marker';
import { expect } from 'vitest';
import { COMMIT_0, COMMIT_A, COMMIT_B, newer, type Ops, record } from '../ops.ts';

export const APPS = ['api', 'web', 'jobs', 'mail', 'cron', 'docs', 'auth', 'edge'] as const;
export type App = (typeof APPS)[number];

export const valuesOf = (app: App, tag = 'old'): string =>
  `# of ${app}\nimage:\n  repository: ghcr.io/acme/shop/${app}\n  tag: ${tag}\nreplicas: 2\n`;
export const fileOf = (app: App): string => `deploy/helm/${app}/values-prod.yaml`;
export const FILES: Readonly<Record<string, string>> = {
  'README.md': '# Ops\n',
  ...Object.fromEntries(APPS.map((app) => [fileOf(app), valuesOf(app)])),
};

/** Releases in a row: the first commit of the shop is the oldest. */
export const releaseOf = (app: App, commit: 'first' | 'second' | 'third' = 'second') => {
  if (commit === 'third') return newer(app);
  const sha = commit === 'first' ? COMMIT_0 : COMMIT_A;
  return record(app, { deployTag: `sha-${sha}`, source: { ...record(app).source, commit: sha } });
};
export const TAGS = {
  first: `sha-${COMMIT_0}`,
  second: `sha-${COMMIT_A}`,
  third: `sha-${COMMIT_B}`,
} as const;

type Pull = ReturnType<Ops['pulls']>[number] & { readonly headBranch?: string; readonly baseBranch?: string };

export type Scene = {
  readonly base: string;
  readonly branch: string;
  bump(
    apps: readonly ReturnType<typeof releaseOf>[],
    inputs?: Readonly<Record<string, string>>,
  ): ReturnType<Ops['bump']>;
  /** A person's commit on the base. */
  commit(files: Readonly<Record<string, string>>, message?: string): Promise<string>;
  /** A person's commit on the bump's branch. */
  onBranch(files: Readonly<Record<string, string>>, message?: string): Promise<string>;
  /** Of this scene, the oldest first. */
  pulls(): readonly Pull[];
  states(): readonly string[];
  open(): Pull;
  head(): string;
  tip(): string;
  exists(): boolean;
  /** Log lines since the last call. */
  said(): string;
};

export function sceneOf(ops: Ops, name: string): Scene {
  const base = `base/${name}`;
  const branch = `sealift/${name}`;
  ops.git('branch', base, 'main');
  let read = ops.log.length;
  const pulls = () => (ops.pulls() as readonly Pull[]).filter((pull) => pull.baseBranch === base);
  return {
    ...{ base, branch, pulls },
    bump: (records, inputs = {}) => ops.bump(records, { base, branch, ...inputs }),
    commit: (files, message) => ops.commit(base, files, message),
    onBranch: (files, message) => ops.commit(branch, files, message),
    states: () => pulls().map(({ state }) => state),
    open() {
      const [pull, ...more] = pulls().filter(({ state }) => state === 'open');
      expect(more).toEqual([]);
      if (pull === undefined) throw new Error('No pull request is open.');
      return pull;
    },
    head: () => ops.git('rev-parse', branch).trim(),
    tip: () => ops.git('rev-parse', base).trim(),
    exists: () => ops.refs().includes(`refs/heads/${branch} `),
    said() {
      const lines = ops.log.slice(read).filter((line) => !line.includes('No signature is verified'));
      read = ops.log.length;
      return lines.join('\n');
    },
  };
}

export type Expected = {
  /** Apps and the tags that they get. */
  readonly changes: Partial<Record<App, string>>;
  /** Commits of people on the branch. */
  readonly people?: readonly string[];
  /** false: the branch was left where it is, on an older base. */
  readonly rebased?: boolean;
};

/** Diff, commits, title, rows, marker of the open pull request: all of them say the same. */
export function checkAgreement(
  ops: Ops,
  scene: Scene,
  { changes, people = [], rebased = true }: Expected,
): void {
  const pull = scene.open();
  const head = scene.head();
  const apps = Object.keys(changes).toSorted();
  expect(pull.headSha).toBe(head);

  // What GitHub shows as the diff.
  const from = ops.git('merge-base', scene.base, scene.branch).trim();
  const files = ops.git('diff', '--name-only', from, head).split('\n').filter(Boolean);
  const ofApps = APPS.filter((app) => files.includes(fileOf(app)));
  expect(ofApps.toSorted()).toEqual(apps);
  for (const app of ofApps)
    expect(ops.git('show', `${head}:${fileOf(app)}`)).toContain(`  tag: ${changes[app]}\n`);

  // Exactly one commit of ours, or one on top of people's and one below, and no merge.
  const commits = ops
    .git('rev-list', '--reverse', `${scene.base}..${scene.branch}`)
    .split('\n')
    .filter(Boolean);
  const ours = commits.filter((sha) => !people.includes(sha));
  for (const sha of people) expect(commits).toContain(sha);
  expect(ours.length).toBeLessThanOrEqual(people.length + 1);
  if (people.length === 0) expect(commits).toEqual([head]);
  expect(ops.git('rev-list', '--merges', `${scene.base}..${scene.branch}`)).toBe('');
  if (people.length === 0 && rebased) expect(ops.git('rev-parse', `${head}~1`).trim()).toBe(scene.tip());
  for (const sha of ours) expect(ops.git('cat-file', 'commit', sha)).toMatch(/^gpgsig /m);

  // What is said.
  const body = pull.body ?? '';
  const rows = [...body.matchAll(/<!-- sealift:row:([a-z]+) -->/g)].map(([, app]) => app);
  expect(rows.toSorted()).toEqual(apps);
  for (const app of apps) {
    const row = body.split('\n').find((line) => line.includes(`sealift:row:${app} `)) ?? '';
    expect(row).toContain(`\`${(changes[app as App] ?? '').slice(0, 11)}\``);
  }
  const marker = parseMarker(body);
  expect(Object.keys(marker?.apps ?? {}).toSorted()).toEqual(apps);
  expect(marker?.head).toBe(head);
  const named = (text: string) => APPS.filter((app) => new RegExp(`\\b${app}\\b`).test(text)).toSorted();
  if (apps.length <= 4) expect(named(pull.title)).toEqual(apps);
  const message = ops.git('log', '-1', '--format=%s', ours.at(-1) ?? head);
  if (apps.length <= 4 && people.length === 0) expect(named(message)).toEqual(apps);
}
