/** `permissions:` as data. https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#permissions */

export type Access = 'none' | 'read' | 'write';
/** Scope → access. A scope that is not listed has none. */
export type Permissions = Readonly<Record<string, Access>>;

const RANK: Readonly<Record<Access, number>> = { none: 0, read: 1, write: 2 };

/** Scopes of `read-all` and `write-all`. `id-token` and `copilot-requests` cannot be read, `models` cannot be written. */
const SCOPES = [
  'actions',
  'artifact-metadata',
  'attestations',
  'checks',
  'code-quality',
  'contents',
  'deployments',
  'discussions',
  'issues',
  'models',
  'packages',
  'pages',
  'pull-requests',
  'repository-projects',
  'security-events',
  'statuses',
  'vulnerability-alerts',
] as const;
const READ_ONLY = new Set<string>(['models', 'vulnerability-alerts']);

export const READ_ALL = Object.fromEntries(SCOPES.map((scope) => [scope, 'read'] as const));
export const WRITE_ALL: Readonly<Record<string, 'read' | 'write'>> = {
  ...Object.fromEntries(SCOPES.map((scope) => [scope, READ_ONLY.has(scope) ? 'read' : 'write'] as const)),
  'id-token': 'write',
};
/** What a repository's setting gives to a workflow that says nothing: the restricted default of new repositories. */
export const DEFAULT_READ: Permissions = { contents: 'read', packages: 'read' };

/** Scopes that go beyond a ceiling, each with what was asked and what is allowed. */
export function exceeding(
  asked: Permissions,
  ceiling: Permissions,
): readonly { readonly scope: string; readonly asked: Access; readonly allowed: Access }[] {
  return Object.entries(asked)
    .map(([scope, access]) => ({ scope, asked: access, allowed: ceiling[scope] ?? 'none' }) as const)
    .filter((one) => RANK[one.asked] > RANK[one.allowed]);
}

/** A pull request from a fork: whatever could write may read, and there is no identity token. */
export const readOnly = (permissions: Permissions): Permissions =>
  Object.fromEntries(
    Object.entries(permissions).flatMap(([scope, access]): [string, Access][] => {
      if (scope === 'id-token' || scope === 'copilot-requests') return [];
      return [[scope, access === 'write' ? 'read' : access]];
    }),
  );
