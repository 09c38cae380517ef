/** Who put a label on a pull request, and whether that person may write to the repository. */
import * as v from 'valibot';
import { orAbsent, parseAnswer } from '../client/answer.ts';
import type { GitHubClient } from '../client/client.ts';
import { policy } from '../client/policy.ts';
import type { RepositoryName } from '../repository/repository.ts';
import { isSameLabel } from './labels.ts';

export type Labelling = {
  /** Login. */
  readonly by: string;
  /** Milliseconds since 1970. */
  readonly at: number;
};

const Event = v.object({
  event: v.string(),
  created_at: v.string(),
  /** null when the account is gone. */
  actor: v.nullish(v.object({ login: v.string() })),
  label: v.nullish(v.object({ name: v.optional(v.nullable(v.string())) })),
});

/**
 * The newest labelling with this label; undefined when it is not known who it was.
 * https://docs.github.com/en/rest/issues/events#list-issue-events
 * @throws Failure `github/…`
 */
export async function readLabelling(
  client: GitHubClient,
  repository: RepositoryName,
  pull: number,
  label: string,
): Promise<Labelling | undefined> {
  const events = await client.paginate(
    client.rest.issues.listEvents,
    {
      ...repository,
      issue_number: pull,
      per_page: 100,
      request: policy({ permission: 'issues: read' }),
    },
    (page) => parseAnswer(v.array(Event), page),
  );
  const newest = events.findLast(
    ({ event, label: found }) => event === 'labeled' && found?.name != null && isSameLabel(found.name, label),
  );
  return newest?.actor == null ? undefined : { by: newest.actor.login, at: Date.parse(newest.created_at) };
}

/** From the least to the most. */
export const ROLES = ['write', 'maintain', 'admin'] as const;
export type Role = (typeof ROLES)[number];

const Permission = v.object({
  permission: v.string(),
  role_name: v.optional(v.string(), ''),
});

/**
 * Whether somebody has at least this role. A role that an organisation made itself counts as what it is built on.
 * https://docs.github.com/en/rest/collaborators/collaborators#get-repository-permissions-for-a-user
 * @throws Failure `github/…`
 */
export async function hasRole(
  client: GitHubClient,
  repository: RepositoryName,
  login: string,
  least: Role,
): Promise<boolean> {
  const response = await orAbsent(
    client.rest.repos.getCollaboratorPermissionLevel({
      ...repository,
      username: login,
      request: policy({ permission: 'metadata: read' }),
    }),
  );
  if (response === undefined) return false;
  const { permission, role_name: role } = parseAnswer(Permission, response);
  // "maintain" is told as "write" by the older field, "triage" as "read".
  const has =
    permission === 'admin'
      ? 'admin'
      : permission !== 'write'
        ? undefined
        : role === 'maintain'
          ? 'maintain'
          : 'write';
  return has !== undefined && ROLES.indexOf(has) >= ROLES.indexOf(least);
}
