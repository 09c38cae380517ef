import { configurationFailure } from '@sealift/core/failure';
import { READ_ALL, WRITE_ALL } from '@sealift/workflow-runner/permissions';

export type Level = 'read' | 'write';

/** By the names of a workflow's `permissions:`. What is absent is not granted. */
export type Permissions = Readonly<Record<string, Level>>;

/** As it is written in a workflow. */
export type WrittenPermissions = 'read-all' | 'write-all' | Readonly<Record<string, string>>;

const ORDER = { read: 1, write: 2 } as const;

/** @throws Failure `configuration` on a name or level that GitHub refuses */
export function readPermissions(written: WrittenPermissions): Permissions {
  if (written === 'read-all') return READ_ALL;
  if (written === 'write-all') return WRITE_ALL;
  const known = Object.keys(WRITE_ALL);
  const granted: Record<string, Level> = {};
  for (const [name, level] of Object.entries(written)) {
    if (!known.includes(name))
      throw configurationFailure({
        code: 'fake-github/bad-permission',
        cause: `"${name}" is not a permission of a workflow.`,
        remedy: `Use one of ${known.join(', ')}.`,
      });
    if (level === 'none') continue;
    if (level !== 'write' && (level !== 'read' || name === 'id-token'))
      throw configurationFailure({
        code: 'fake-github/bad-permission',
        cause: `"${name}: ${level}" is not a permission of a workflow.`,
        remedy: name === 'id-token' ? 'Write "write" or "none".' : 'Write "read", "write" or "none".',
      });
    granted[name] = level;
  }
  return granted;
}

/** GitHub Apps name the same permissions with underscores. */
export const fromAppName = (name: string): string => name.replaceAll('_', '-');
export const toAppName = (name: string): string => name.replaceAll('-', '_');
export const toAppPermissions = (permissions: Permissions): Record<string, Level> =>
  Object.fromEntries(
    Object.entries({ metadata: 'read' as const, ...permissions }).map(([name, level]) => [
      toAppName(name),
      level,
    ]),
  );

export const atLeast = (granted: Level | undefined, needed: Level): boolean =>
  granted !== undefined && ORDER[granted] >= ORDER[needed];

/** What both allow. */
export function intersect(left: Permissions, right: Permissions): Permissions {
  const both: Record<string, Level> = {};
  for (const [name, level] of Object.entries(left)) {
    const other = right[name];
    if (other !== undefined) both[name] = ORDER[level] < ORDER[other] ? level : other;
  }
  return both;
}

/** A pull request from a fork: everything can be read, nothing written, and there is no OIDC token. */
export const downgradeForFork = (permissions: Permissions): Permissions =>
  Object.fromEntries(
    Object.keys(permissions)
      .filter((name) => name !== 'id-token')
      .map((name) => [name, 'read' as const]),
  );

export type Excess = { readonly permission: string; readonly asked: Level; readonly allowed: Level | 'none' };

/** What `asked` wants beyond `ceiling`: GitHub refuses to start a run of which a called job wants more than its caller has. */
export const excess = (asked: Permissions, ceiling: Permissions): readonly Excess[] =>
  Object.entries(asked)
    .filter(([name, level]) => !atLeast(ceiling[name], level))
    .map(([permission, level]) => ({ permission, asked: level, allowed: ceiling[permission] ?? 'none' }));

/** Permissions together with what was really made use of. */
export type Grant = { readonly permissions: Permissions; readonly used: Map<string, Level> };

export const createGrant = (permissions: Permissions): Grant => ({ permissions, used: new Map() });

export function recordUse(grant: Grant, permission: string, level: Level): void {
  if (!atLeast(grant.used.get(permission), level)) grant.used.set(permission, level);
}

export type Use = {
  readonly granted: Permissions;
  readonly used: Permissions;
  /** Granted, and the work would have gone the same way without, or with `read` only. */
  readonly unused: readonly {
    readonly permission: string;
    readonly granted: Level;
    readonly used: Level | 'none';
  }[];
};

export const describeUse = (grant: Grant): Use => ({
  granted: grant.permissions,
  used: Object.fromEntries(grant.used),
  unused: Object.entries(grant.permissions)
    .filter(([name, level]) => !atLeast(grant.used.get(name), level))
    .map(([permission, granted]) => ({ permission, granted, used: grant.used.get(permission) ?? 'none' })),
});
