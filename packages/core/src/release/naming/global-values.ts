/** What `{{name}}` stands for in tags, labels and annotations. */
import { configurationFailure } from '../../failure.ts';
import { formatDate } from './date-format.ts';
import { type Call, evaluate, namesIn, type Values } from './expression.ts';
import { branchOf, gitTagOf, isDefaultBranch, type NamingFacts } from './facts.ts';

/** Characters of an abbreviated commit, as git and docker/metadata-action have them. */
export const SHORT_COMMIT = 7;

/** Those that a branch, a git tag or a pull request chooses by its name. */
const OF_THE_REF: readonly string[] = ['branch', 'tag', 'base_ref'];
/** Those that change from run to run of one commit. */
const OF_THE_RUN: readonly string[] = ['date'];

/** Whether the text is made of the name of a ref, so that who names the ref chooses it. */
export const usesRefName = (text: string): boolean => namesIn(text).some((name) => OF_THE_REF.includes(name));
export const usesClock = (text: string): boolean => namesIn(text).some((name) => OF_THE_RUN.includes(name));

export function globalValues(facts: NamingFacts): Values {
  const isDefault = isDefaultBranch(facts);
  return {
    branch: branchOf(facts.ref) ?? '',
    tag: gitTagOf(facts.ref) ?? '',
    sha: facts.commit.slice(0, SHORT_COMMIT),
    base_ref: (branchOf(facts.ref) === undefined && facts.baseRef?.replace(/^refs\/heads\//, '')) || '',
    is_default_branch: String(isDefault),
    is_not_default_branch: String(!isDefault),
    ...dateValues(facts),
  };
}

export const dateValues = ({ now, commitDate = now }: NamingFacts): Values => ({
  date: dated('date', now),
  commit_date: dated('commit_date', commitDate),
});

const dated =
  (name: string, time: number) =>
  ({ argument, named }: Call): string => {
    const { tz = 'UTC', ...others } = named;
    const [other] = Object.keys(others);
    if (argument !== undefined && other === undefined) return formatDate(time, argument, tz);
    throw configurationFailure({
      code: 'plan/bad-tags',
      cause:
        other === undefined ? `"{{${name}}}" has no format.` : `"{{${name}}}" has no argument "${other}".`,
      remedy: `Write {{${name} 'YYYYMMDD'}} or {{${name} 'YYYYMMDD' tz='Europe/Berlin'}}.`,
    });
  };

/** @throws Failure `plan/bad-tags` */
export const evaluateGlobal = (text: string, facts: NamingFacts): string =>
  evaluate(text, globalValues(facts));
