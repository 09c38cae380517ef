/** What an owner has set up, as the API shows it to those who may see it. */
import { nodeId, stableId } from '../identity.ts';
import { protectionOf } from '../protection.ts';
import { apiUrl, pageUrl } from '../render/repositories.ts';
import { ok, paginate, type RepositoryCall, type Route, repositoryRoute } from '../rest/call.ts';
import { toTime } from '../state.ts';

const REPOSITORY = '/repos/{owner}/{repo}';

function rulesOf({ repository, path }: RepositoryCall): readonly object[] {
  const rules = protectionOf(repository, String(path['branch']));
  if (rules === undefined || rules.by === 'classic') return [];
  const source = {
    ruleset_source_type: 'Repository',
    ruleset_source: repository.fullName,
    ruleset_id: stableId('ruleset', `${repository.id}/${String(path['branch'])}`),
  };
  const checks = rules.requiredChecks ?? [];
  return [
    { type: 'deletion', ...source },
    { type: 'non_fast_forward', ...source },
    ...(rules.requiresSignatures ? [{ type: 'required_signatures', ...source }] : []),
    ...(rules.requiresPullRequest
      ? [
          {
            type: 'pull_request',
            parameters: {
              required_approving_review_count: rules.requiredApprovals ?? 0,
              dismiss_stale_reviews_on_push: false,
              require_code_owner_review: false,
              require_last_push_approval: false,
              required_review_thread_resolution: false,
            },
            ...source,
          },
        ]
      : []),
    ...(checks.length > 0
      ? [
          {
            type: 'required_status_checks',
            parameters: {
              strict_required_status_checks_policy: false,
              required_status_checks: checks.map((context) => ({ context })),
            },
            ...source,
          },
        ]
      : []),
  ];
}

const times = ({ repository }: RepositoryCall) => ({
  created_at: toTime(repository.createdAt),
  updated_at: toTime(repository.createdAt),
});

/** The two have one form but for the value, which a variable has and a secret keeps. */
const LISTS = [
  { kind: 'secrets', shown: () => ({}) },
  { kind: 'variables', shown: (value: string) => ({ value }) },
] as const;

const namedRoutes = ({ kind, shown }: (typeof LISTS)[number]): readonly Route[] => {
  const list = (call: RepositoryCall, named: Readonly<Record<string, string>>) => {
    const all = Object.entries(named);
    const { entries, headers } = paginate(call, all);
    return ok(
      {
        total_count: all.length,
        [kind]: entries.map(([name, value]) => ({ name, ...shown(value), ...times(call) })),
      },
      headers,
    );
  };
  const own = (call: RepositoryCall) => list(call, call.repository.settings[kind]);
  const needs = [[kind, 'read']] as const;
  const hidden = { public: false };
  return [
    repositoryRoute(`GET ${REPOSITORY}/actions/${kind}`, needs, async (call) => own(call), hidden),
    repositoryRoute(
      `GET ${REPOSITORY}/actions/organization-${kind}`,
      needs,
      async (call) => list(call, {}),
      hidden,
    ),
    repositoryRoute(
      `GET ${REPOSITORY}/environments/{environment_name}/${kind}`,
      needs,
      async (call) =>
        list(
          call,
          call.repository.settings.environments[String(call.path['environment_name'])]?.[kind] ?? {},
        ),
      hidden,
    ),
  ];
};

export const settingRoutes: readonly Route[] = [
  repositoryRoute(`GET ${REPOSITORY}/rules/branches/{branch}`, [], async (call) => {
    const { entries, headers } = paginate(call, rulesOf(call));
    return ok(entries, headers);
  }),
  repositoryRoute(`GET ${REPOSITORY}/environments`, [['actions', 'read']], async (call) => {
    const { world, repository } = call;
    const names = Object.keys(repository.settings.environments);
    const { entries, headers } = paginate(call, names);
    const environments = entries.map((name) => {
      const id = stableId('environment', `${repository.id}/${name}`);
      return {
        id,
        node_id: nodeId('EN', id),
        name,
        url: `${apiUrl(world, repository)}/environments/${encodeURIComponent(name)}`,
        html_url: `${pageUrl(world, repository)}/deployments/activity_log?environments_filter=${encodeURIComponent(name)}`,
        ...times(call),
        protection_rules: [],
        deployment_branch_policy: null,
      };
    });
    return ok({ total_count: names.length, environments }, headers);
  }),
  ...LISTS.flatMap(namedRoutes),
];
