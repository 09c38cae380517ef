/** What happens once a pull request is merged, as the configuration says it. Nothing is decided by it. */
import type { OnMergeConfig } from '@sealift/core/config/pull-request';
import { fillTemplate } from '@sealift/core/text/template';
import { code, link, text } from './format.ts';
import type { NamedChange } from './summary-line.ts';

/** Links of one environment, and environments; more are counted. */
const MAX_LINKS = 6;
const MAX_ENVIRONMENTS = 8;

/**
 * A section with an item for each environment that changes and of which something is said.
 * @param rules by environment; the key `""` is for all that have nothing of their own
 * @param baseUrl page with the commits of the base, where their statuses are seen
 */
export function onMergeLines(
  changes: readonly NamedChange[],
  rules: ReadonlyMap<string, OnMergeConfig>,
  baseUrl: string | undefined,
): readonly string[] {
  const items = [...Map.groupBy(changes, ({ environment }) => environment ?? '')].flatMap(
    ([environment, members]) => {
      const rule = rules.get(environment) ?? rules.get('');
      const said = rule === undefined ? [] : sentences(rule, members, baseUrl);
      if (said.length === 0) return [];
      return [`- **${environment === '' ? 'After it' : text(environment, 60)}**: ${said.join(' ')}`];
    },
  );
  if (items.length === 0) return [];
  return [
    '**When this is merged**',
    '',
    ...items.slice(0, MAX_ENVIRONMENTS),
    ...(items.length > MAX_ENVIRONMENTS
      ? [`- … and so on in ${items.length - MAX_ENVIRONMENTS} more environments: see the configuration.`]
      : []),
  ];
}

const SYNC = { automatic: 'is rolled out by itself', manual: 'waits until somebody starts it' } as const;

function sentences(
  rule: OnMergeConfig,
  members: readonly NamedChange[],
  baseUrl: string | undefined,
): readonly string[] {
  const { sync, canary, approval, text: words, argocd, 'status-context': context } = rule;
  const who = argocd === undefined ? 'It' : 'Argo CD sees it, and it';
  return [
    ...(sync === undefined ? [] : [`${who} ${SYNC[sync]}.`]),
    ...(canary === undefined ? [] : [`Canary: ${sentence(canary)}`]),
    ...(approval === undefined ? [] : [`Approval: ${sentence(approval)}`]),
    ...(words === undefined ? [] : [sentence(words)]),
    ...(argocd === undefined
      ? []
      : [`Watch it in Argo CD: ${listed(members, (member) => applicationLink(argocd, member))}.`]),
    ...(context === undefined
      ? []
      : [
          `The commit status ${listed(members, (member) => link(code(filled(context, member)), baseUrl))} says how it went.`,
        ]),
  ];
}

/** With a full stop, unless it ends otherwise. */
const sentence = (words: string): string => `${text(words, 300)}${/[.!?…:]$/.test(words.trim()) ? '' : '.'}`;

function listed(members: readonly NamedChange[], show: (member: NamedChange) => string): string {
  const all = [...new Set(members.map(show))];
  const shown = all.slice(0, MAX_LINKS).join(', ');
  return all.length > MAX_LINKS ? `${shown} and ${all.length - MAX_LINKS} more` : shown;
}

const filled = (template: string, { app, environment = '' }: NamedChange): string =>
  fillTemplate(template, { app, environment }, 'on-merge');

function applicationLink(
  { url, application, namespace }: NonNullable<OnMergeConfig['argocd']>,
  member: NamedChange,
): string {
  const name = filled(application, member);
  const path = [...(namespace === undefined ? [] : [filled(namespace, member)]), name];
  return link(
    code(name, 100),
    `${url.replace(/\/+$/, '')}/applications/${path.map(encodeURIComponent).join('/')}`,
  );
}
