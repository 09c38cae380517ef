/**
 * What GitHub grants to the token of each job: `permissions:` of the called workflow's jobs, cut down to what the
 * calling job has. https://docs.github.com/en/actions/reference/workflows-and-actions/reusable-workflows
 */
import * as v from 'valibot';

export type Access = 'read' | 'write' | 'none';
/** Scope → access. What is not listed is `none`, once any scope is listed. */
export type Permissions = Readonly<Record<string, Access>>;

const PermissionsBlock = v.union([
  v.picklist(['read-all', 'write-all']),
  v.pipe(
    v.record(v.string(), v.picklist(['read', 'write', 'none'])),
    v.transform((scopes): Permissions => scopes),
  ),
]);

const ALL_SCOPES = [
  'actions',
  'attestations',
  'checks',
  'contents',
  'deployments',
  'discussions',
  'issues',
  'packages',
  'pages',
  'pull-requests',
  'security-events',
  'statuses',
] as const;

/** The default of new repositories, where a workflow says nothing. */
const DEFAULT: Permissions = { contents: 'read', packages: 'read' };

/** `permissions:` as written, or undefined when the key is absent. */
export function parsePermissions(block: unknown): Permissions | undefined {
  if (block === undefined) return undefined;
  const parsed = v.parse(PermissionsBlock, block ?? {});
  if (parsed !== 'read-all' && parsed !== 'write-all') return parsed;
  const access = parsed === 'read-all' ? 'read' : 'write';
  return Object.fromEntries(
    [...ALL_SCOPES, ...(access === 'write' ? ['id-token'] : [])].map((scope) => [scope, access]),
  );
}

/** A job's own block wins over the workflow's. */
export const jobPermissions = (workflow: unknown, job: unknown): Permissions =>
  parsePermissions(job) ?? parsePermissions(workflow) ?? DEFAULT;

const RANK = { none: 0, read: 1, write: 2 } as const satisfies Record<Access, number>;

/** Scopes that a called job asks for beyond what its caller has: GitHub refuses to start such a workflow. */
export function exceeding(asked: Permissions, ceiling: Permissions): readonly string[] {
  return Object.entries(asked)
    .filter(([scope, access]) => RANK[access] > RANK[ceiling[scope] ?? 'none'])
    .map(([scope, access]) => `${scope}: ${access}`);
}
