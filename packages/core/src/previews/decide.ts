/** Which pull requests get a preview. What an event said is nowhere asked: only how things are now. */
import type { PreviewRules } from '../config/previews.ts';

/** A pull request as the API knows it now. */
export type PullFacts = {
  readonly number: number;
  readonly open: boolean;
  /** Its branch is in the repository itself. */
  readonly own: boolean;
  readonly labelled: boolean;
  /** Who set the label; undefined where nobody asked, or nobody can tell. */
  readonly labelling: { readonly by: string; readonly at: number; readonly allowed: boolean } | undefined;
  /** Whether it has a preview now. */
  readonly present: boolean;
};

export type Decision =
  /** `since`: milliseconds since 1970, when it was asked for. */
  | { readonly kind: 'wanted'; readonly since: number }
  /** Nobody asks for it any more. */
  | { readonly kind: 'over'; readonly why: string }
  /** Asked for, and not given. */
  | { readonly kind: 'refused'; readonly why: string }
  /** Asked for, and not given yet. */
  | { readonly kind: 'waiting'; readonly why: string };

/** Whether a pull request may have a preview at all. The reasons are sentences for people. */
export function eligible(pull: PullFacts, { label, labelledBy }: PreviewRules): Decision {
  if (!pull.open) return { kind: 'over', why: 'The pull request is closed.' };
  if (!pull.labelled) return { kind: 'over', why: `The label "${label}" was taken off.` };
  if (!pull.own)
    return {
      kind: 'refused',
      why: 'Pull requests from forks get no preview, whatever their labels: their code would run beside what others trust.',
    };
  if (pull.labelling === undefined)
    return { kind: 'refused', why: `It cannot be seen who set the label "${label}".` };
  if (!pull.labelling.allowed)
    return {
      kind: 'refused',
      why: `The label "${label}" counts when somebody sets it whose role in the repository is at least "${labelledBy}".`,
    };
  return { kind: 'wanted', since: pull.labelling.at };
}

/**
 * Those that are there keep their place; of the others, who asked first. The same facts give the same answer.
 * @param taken places that previews of other repositories have
 */
export function withinLimit(
  pulls: readonly PullFacts[],
  rules: PreviewRules,
  taken: number,
): ReadonlyMap<number, Decision> {
  const decisions = new Map(pulls.map((pull) => [pull.number, eligible(pull, rules)]));
  const since = ({ number }: PullFacts): number => {
    const decision = decisions.get(number);
    return decision?.kind === 'wanted' ? decision.since : 0;
  };
  const wanted = pulls
    .filter(({ number }) => decisions.get(number)?.kind === 'wanted')
    .toSorted((a, b) => Number(b.present) - Number(a.present) || since(a) - since(b) || a.number - b.number);
  for (const pull of wanted.slice(Math.max(0, rules.limit - taken)))
    decisions.set(pull.number, {
      kind: 'waiting',
      why: `${rules.limit} pull requests have a preview already. It comes when one of them is closed.`,
    });
  return decisions;
}

/** Milliseconds since 1970: some time after the last push that was released, and after the label. */
export const expiryOf = (since: number, releasedAt: number, { timeToLive }: PreviewRules): number =>
  Math.max(since, releasedAt) + timeToLive;
