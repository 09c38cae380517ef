/** What only GitHub knows. With a token it is asked; without one, each check says that it was not made, and how to ask. */
import { parseImageName } from '@sealift/core/image/reference';
import { createAppToken, revokeAppToken } from '@sealift/github/client/app-token';
import {
  createGitHubClient,
  type GitHubClient,
  type GitHubClientOptions,
} from '@sealift/github/client/client';
import { GitHubFailure } from '@sealift/github/client/github-failure';
import {
  parseRepositoryName,
  type RepositoryName,
  readRepository,
} from '@sealift/github/repository/repository';
import {
  type BranchRules,
  type Kind,
  readBranchRules,
  readCodeScanning,
  readEnvironments,
  readLinkedRepository,
  readNames,
  readTextFile,
} from '@sealift/github/repository/settings';
import type { Caller } from '@sealift/rehearsal/workflow/caller';
import { type AppSide, opsSecrets } from './app-side.ts';
import { type Finding, fromFailure, missing, ok, unknown } from './finding.ts';
import type { ReadOpsFile } from './ops-side.ts';

/** How GitHub is reached, and by whom: all of it from the environment, nothing from arguments that others can list. */
export type Access = Omit<GitHubClientOptions, 'token'> & {
  readonly token: string | undefined;
  /** The App of the ops repository, to try what the release will do. */
  readonly app?: { readonly id: string; readonly privateKey: string } | undefined;
};

type Check = {
  readonly what: string;
  /** A clause: what is to be found out. */
  readonly question: string;
  /** How a person asks. */
  readonly command: string;
  readonly ask: (client: GitHubClient) => Promise<Finding>;
};

/**
 * @param slug `owner/name` of the app repository
 * @param access without a token nothing is asked
 */
export async function askGitHub(slug: string, app: AppSide, access: Access): Promise<readonly Finding[]> {
  const { caller } = app;
  const ops = caller?.inputs['ops-repository'] || undefined;
  const checks = [
    ...(caller === undefined || ops === undefined ? [] : accessChecks(slug, caller)),
    ...[...app.images.values()].filter((image) => image.startsWith('ghcr.io/')).map(packageCheck(slug)),
    codeScanningCheck(slug),
    rulesCheck(slug, 'Images'),
    ...(ops === undefined ? [] : [rulesCheck(ops)]),
  ];
  const { token } = access;
  const client = token === undefined ? undefined : createGitHubClient({ ...access, token });
  const findings: Finding[] = [];
  for (const check of checks) findings.push(await answer(check, client));
  const tried = ops !== undefined && usesApp(caller) ? [await tryApp(ops, access)] : [];
  return [...findings, ...tried];
}

/** The text of files of the ops repository, where there is a token and no checkout. */
export function inRepository(ops: string, { token, ...access }: Access): ReadOpsFile | undefined {
  if (token === undefined) return undefined;
  const client = createGitHubClient({ ...access, token });
  const name = parseRepositoryName(ops);
  return (file) => readTextFile(client, name, file);
}

async function answer(check: Check, client: GitHubClient | undefined): Promise<Finding> {
  const { what, question, command } = check;
  if (client === undefined) return unknown(what, `${question} (there is no token)`, command);
  try {
    return await check.ask(client);
  } catch (failure) {
    if (!(failure instanceof GitHubFailure)) return fromFailure(what, failure);
    return unknown(what, `${question}. ${failure.message}`, `${failure.remedy} Or ask yourself: ${command}`);
  }
}

const usesApp = (caller: Caller | undefined): boolean =>
  caller !== undefined && opsSecrets(caller).key !== undefined;

/** What the job that opens the pull request is given. */
function accessChecks(slug: string, caller: Caller): readonly Check[] {
  const { environment = '', 'ops-app-id': id = '' } = caller.inputs;
  const { key, token } = opsSecrets(caller);
  const secret = key ?? token;
  return [
    ...(environment === '' ? [] : [environmentCheck(slug, environment)]),
    ...(secret === undefined ? [] : [namedCheck(slug, 'secret', secret, environment)]),
    ...(key === undefined || id !== '' ? [] : [namedCheck(slug, 'variable', 'OPS_APP_ID', environment)]),
  ];
}

function namedCheck(slug: string, kind: Kind, name: string, environment: string): Check {
  const of = environment === '' ? '' : ` --env ${environment}`;
  return {
    what: `${kind} ${name}`,
    question: 'whether it is set',
    command: `gh ${kind} list --repo ${slug}${of}`,
    ask: async (client) => {
      const names = await readNames(
        client,
        parseRepositoryName(slug),
        kind,
        // One that is an expression, or is not there, has no names of its own.
        /^[\w.-]+$/.test(environment) ? environment : undefined,
      );
      return names.has(name)
        ? ok(`${kind} ${name}`, 'is set')
        : missing(
            `${kind} ${name}`,
            `${slug} does not have it`,
            `gh ${kind} set ${name} --repo ${slug}${of}; see docs/first-release.md.`,
          );
    },
  };
}

function environmentCheck(slug: string, name: string): Check {
  const what = `environment ${name}`;
  return {
    what,
    question: 'whether it exists',
    command: `gh api repos/${slug}/environments --jq .environments[].name`,
    ask: async (client) =>
      (await readEnvironments(client, parseRepositoryName(slug))).has(name)
        ? ok(what, 'exists')
        : missing(
            what,
            `${slug} does not have it, and GitHub would make one without any protection`,
            'Make it under Settings → Environments, with who must approve and which branches may use it.',
          ),
  };
}

const packageCheck =
  (slug: string) =>
  (image: string): Check => {
    const [owner = '', ...rest] = parseImageName(image).repository.split('/');
    const name = rest.join('/');
    const what = `package ${image}`;
    const question = 'whether it is linked to the repository, once it exists';
    const command = `gh api orgs/${owner}/packages/container/${encodeURIComponent(name)} --jq .repository.full_name; a package that the workflow makes is linked by itself`;
    return {
      what,
      question,
      command,
      ask: async (client) => {
        const linked = await readLinkedRepository(client, { owner, name });
        if (linked === undefined)
          return unknown(
            what,
            'there is none yet, or this token may not see it',
            'Nothing to do before the first release: a package that the workflow makes is linked by itself.',
          );
        if (linked?.toLowerCase() === slug.toLowerCase()) return ok(what, `linked to ${linked}`);
        return missing(
          what,
          linked === null ? 'it is linked to no repository' : `it is linked to ${linked}, not ${slug}`,
          `In the settings of the package, under "Manage Actions access", add ${slug} with the role Write.`,
        );
      },
    };
  };

function codeScanningCheck(slug: string): Check {
  const what = 'code scanning';
  return {
    what,
    question: 'whether it takes findings (private repositories need GitHub Code Security)',
    command: `gh api repos/${slug} --jq .security_and_analysis`,
    ask: async (client) =>
      (await readCodeScanning(client, parseRepositoryName(slug))) === 'on'
        ? ok(what, 'takes findings')
        : missing(
            what,
            `it is not enabled for ${slug}`,
            'Enable it under Settings → Advanced Security, or leave it: findings are then in the job summary alone.',
          ),
  };
}

/** @param check the required check, if there has to be one */
function rulesCheck(slug: string, check?: string): Check {
  const what = `rules of ${slug}`;
  const settings = 'action-templates/settings/README.md has rulesets to apply';
  return {
    what,
    question: `whether the default branch asks for a pull request${check === undefined ? '' : ` and the check ${check}`}`,
    command: `gh api repos/${slug}/rules/branches/<default branch>; ${settings}`,
    ask: async (client) => {
      const name: RepositoryName = parseRepositoryName(slug);
      const { defaultBranch } = await readRepository(client, name);
      const rules = await readBranchRules(client, name, defaultBranch);
      const lacking = lackingRules(rules, check);
      if (lacking.length > 0)
        return missing(what, `${defaultBranch} does not ask for ${lacking.join(' and ')}`, `${settings}.`);
      if (!rules.pullRequest)
        return unknown(
          what,
          `whether the classic protection of ${defaultBranch} asks for a pull request, which only an administrator sees`,
          `gh api repos/${slug}/branches/${defaultBranch}/protection --jq .required_pull_request_reviews`,
        );
      return ok(
        what,
        `${defaultBranch} asks for ${['a pull request', ...(check ? [`the check ${check}`] : [])].join(' and ')}`,
      );
    },
  };
}

const lackingRules = ({ pullRequest, classic, checks }: BranchRules, check?: string): readonly string[] => [
  ...(pullRequest || classic ? [] : ['a pull request']),
  ...(check === undefined || checks.some((name) => name === check || name.endsWith(` / ${check}`))
    ? []
    : [`the check ${check}`]),
];

const NEEDED = { contents: 'write', pull_requests: 'write' } as const;

/** Asks for the very token that the release will ask for, and gives it back. */
async function tryApp(ops: string, { app, ...access }: Access): Promise<Finding> {
  const what = 'App';
  const wanted = 'contents: write and pull-requests: write';
  if (app === undefined)
    return unknown(
      what,
      `whether it is installed on ${ops} with ${wanted}`,
      'Run this with OPS_APP_ID and OPS_APP_PRIVATE_KEY in the environment, or look at its page under Settings → GitHub Apps.',
    );
  try {
    const repository = parseRepositoryName(ops);
    const { id: appId, privateKey } = app;
    const token = await createAppToken({ ...access, appId, privateKey, repository, permissions: NEEDED });
    await revokeAppToken({ ...access, token });
    return ok(what, `gets a token for ${ops} with ${wanted}`);
  } catch (failure) {
    return fromFailure(what, failure);
  }
}
