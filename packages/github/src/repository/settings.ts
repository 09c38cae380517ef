/** How a repository is set up, as far as a token may see it. Nothing here changes anything. */
import * as v from 'valibot';
import { orAbsent, parseAnswer } from '../client/answer.ts';
import type { GitHubClient } from '../client/client.ts';
import { GitHubFailure } from '../client/github-failure.ts';
import { policy } from '../client/policy.ts';
import { isCodeScanningOff } from '../code-scanning/upload.ts';
import type { RepositoryName } from './repository.ts';

/** At most so many names are read of one list: GitHub allows fewer. */
const MAX_NAMES = 2_000;

type Page = { readonly url: string; readonly data: unknown };

/** All names of a paginated list, of which each page is an array of objects with a name. */
async function namesIn(pages: AsyncIterable<Page>): Promise<ReadonlySet<string>> {
  const names = new Set<string>();
  for await (const page of pages) {
    for (const { name } of parseAnswer(v.array(v.object({ name: v.string() })), page)) names.add(name);
    if (names.size >= MAX_NAMES) break;
  }
  return names;
}

export type Kind = 'secret' | 'variable';

/**
 * Names of the secrets or variables that jobs of the repository get: its own, those that its organisation shares with
 * it, and those of an environment.
 * @throws GitHubFailure 403 or 404 when the token may not see them
 */
export async function readNames(
  client: GitHubClient,
  repository: RepositoryName,
  kind: Kind,
  environment: string | undefined,
): Promise<ReadonlySet<string>> {
  const { actions } = client.rest;
  const all = { ...repository, per_page: 30, request: policy({ permission: `${kind}s: read` }) };
  const { own, shared, inEnvironment } =
    kind === 'secret'
      ? {
          own: client.paginate.iterator(actions.listRepoSecrets, all),
          shared: () => client.paginate.iterator(actions.listRepoOrganizationSecrets, all),
          inEnvironment: (environment_name: string) =>
            client.paginate.iterator(actions.listEnvironmentSecrets, { ...all, environment_name }),
        }
      : {
          own: client.paginate.iterator(actions.listRepoVariables, all),
          shared: () => client.paginate.iterator(actions.listRepoOrganizationVariables, all),
          inEnvironment: (environment_name: string) =>
            client.paginate.iterator(actions.listEnvironmentVariables, { ...all, environment_name }),
        };
  const names = new Set(await namesIn(own));
  for (const name of await namesIn(shared())) names.add(name);
  if (environment !== undefined)
    for (const name of await namesIn(inEnvironment(environment))) names.add(name);
  return names;
}

/** @throws GitHubFailure 403 or 404 when the token may not see them */
export const readEnvironments = (
  client: GitHubClient,
  repository: RepositoryName,
): Promise<ReadonlySet<string>> =>
  namesIn(
    client.paginate.iterator(client.rest.repos.getAllEnvironments, {
      ...repository,
      per_page: 100,
      request: policy({ permission: 'actions: read' }),
    }),
  );

export type BranchRules = {
  readonly pullRequest: boolean;
  /** Names of required checks. */
  readonly checks: readonly string[];
  /** Classic protection: whether it asks for a pull request only an administrator sees. */
  readonly classic: boolean;
};

const Rules = v.array(
  v.object({
    type: v.string(),
    parameters: v.optional(
      v.object({ required_status_checks: v.optional(v.array(v.object({ context: v.string() }))) }),
    ),
  }),
);
const Branch = v.object({
  protection: v.optional(
    v.object({
      enabled: v.optional(v.boolean()),
      required_status_checks: v.optional(v.object({ contexts: v.optional(v.array(v.string())) })),
    }),
  ),
});

/** What a branch asks of whoever writes to it, by rulesets and by classic protection. @throws GitHubFailure */
export async function readBranchRules(
  client: GitHubClient,
  repository: RepositoryName,
  branch: string,
): Promise<BranchRules> {
  const asked = { ...repository, branch, per_page: 100 };
  const rules = parseAnswer(
    Rules,
    await client.rest.repos.getBranchRules({ ...asked, request: policy({ permission: 'metadata: read' }) }),
  );
  const { protection } = parseAnswer(
    Branch,
    await client.rest.repos.getBranch({
      ...{ ...repository, branch },
      request: policy({ permission: 'contents: read' }),
    }),
  );
  return {
    pullRequest: rules.some(({ type }) => type === 'pull_request'),
    // Both tell of a check that a ruleset asks for.
    checks: [
      ...new Set([
        ...rules
          .flatMap(({ parameters }) => parameters?.required_status_checks ?? [])
          .map(({ context }) => context),
        ...(protection?.required_status_checks?.contexts ?? []),
      ]),
    ],
    classic: protection?.enabled === true,
  };
}

/**
 * Whether code scanning takes findings.
 * @throws GitHubFailure when the token may not see it
 */
export async function readCodeScanning(
  client: GitHubClient,
  repository: RepositoryName,
): Promise<'on' | 'off'> {
  try {
    await client.rest.codeScanning.listAlertsForRepo({
      ...repository,
      per_page: 1,
      request: policy({ permission: 'security-events: read' }),
    });
    return 'on';
  } catch (failure) {
    if (!(failure instanceof GitHubFailure)) throw failure;
    if (isCodeScanningOff(failure)) return 'off';
    // Nothing was uploaded yet.
    if (failure.status === 404 && /no analysis found/i.test(failure.answer)) return 'on';
    throw failure;
  }
}

/**
 * The repository that a container package is linked to, `owner/name`; null for none.
 * @returns undefined when there is no such package, or none that the token may see
 * @throws GitHubFailure 403 when it may not ask
 */
export async function readLinkedRepository(
  client: GitHubClient,
  { owner, name }: { readonly owner: string; readonly name: string },
): Promise<string | null | undefined> {
  const { packages } = client.rest;
  const asked = {
    ...{ package_type: 'container' as const, package_name: name },
    request: policy({ permission: 'packages: read' }),
  };
  const answer =
    (await orAbsent<Page>(packages.getPackageForOrganization({ ...asked, org: owner }))) ??
    (await orAbsent<Page>(packages.getPackageForUser({ ...asked, username: owner })));
  if (answer === undefined) return undefined;
  const { repository } = parseAnswer(
    v.object({ repository: v.nullish(v.object({ full_name: v.string() })) }),
    answer,
  );
  return repository?.full_name ?? null;
}

/** Bytes; configuration and values are far smaller. */
const MAX_TEXT = 4 * 1024 * 1024;

/**
 * Text of a file on the default branch.
 * @returns undefined when there is none
 * @throws GitHubFailure
 * @throws Failure `github/unexpected-answer` for one of more than 4 MiB
 */
export async function readTextFile(
  client: GitHubClient,
  repository: RepositoryName,
  path: string,
): Promise<string | undefined> {
  const answer = await orAbsent<Page>(
    client.rest.repos.getContent({
      ...{ ...repository, path, mediaType: { format: 'raw' } },
      request: policy({ permission: 'contents: read', maxBytes: MAX_TEXT }),
    }),
  );
  if (answer === undefined) return undefined;
  return new TextDecoder().decode(parseAnswer(v.instance(Uint8Array), answer));
}
