/** The pull requests that a run is about, as they are now. */
import type { PreviewRules } from '@sealift/core/config/previews';
import type { PullFacts } from '@sealift/core/previews/decide';
import type { GitHubClient } from '@sealift/github/client/client';
import { hasRole, readLabelling } from '@sealift/github/pulls/labelling';
import { hasLabel } from '@sealift/github/pulls/labels';
import { listOpenPulls, type PullState, readPull } from '@sealift/github/pulls/open-pulls';
import type { RepositoryName } from '@sealift/github/repository/repository';

export type AskedPull = PullFacts & {
  /** Commit; empty for one that is gone. */
  readonly head: string;
};

/**
 * All that are labelled, and all that have a preview.
 * @param present numbers of those that have one
 * @param only empty: all
 * @throws Failure those of GitHub
 */
export async function readPulls(
  client: GitHubClient,
  repository: RepositoryName,
  rules: PreviewRules,
  { present, only }: { readonly present: ReadonlySet<number>; readonly only: readonly number[] },
): Promise<readonly AskedPull[]> {
  const open = (await listOpenPulls(client, repository)).filter((pull) => hasLabel(pull, rules.label));
  const known = new Map(open.map((pull) => [pull.number, pull]));
  const numbers = new Set([...known.keys(), ...present, ...only]);
  const wanted = [...numbers]
    .filter((number) => only.length === 0 || only.includes(number))
    .sort((a, b) => a - b);
  const pulls: AskedPull[] = [];
  for (const number of wanted) {
    const pull = known.get(number) ?? (await readPull(client, repository, number)) ?? gone(number);
    const labelled = hasLabel(pull, rules.label);
    const isAsked = pull.open && pull.own && labelled;
    const labelling = isAsked ? await readLabelling(client, repository, number, rules.label) : undefined;
    pulls.push({
      ...{ number, labelled, open: pull.open, own: pull.own, head: pull.head, present: present.has(number) },
      labelling: labelling && {
        ...labelling,
        allowed: await hasRole(client, repository, labelling.by, rules.labelledBy),
      },
    });
  }
  return pulls;
}

/** Numbers that a folder names, and that no pull request has. */
const gone = (number: number): PullState => ({
  ...{ number, open: false, own: false, head: '', author: undefined, labels: [] },
});
