/** From what was seen to what counts. */
import type { Policy } from '../policy/policy.ts';
import { isRuleName, LEVELS, RULES } from '../policy/rules.ts';
import type { UnusedAnswer } from '../repository/unused.ts';
import type { Revision } from '../revisions/revision.ts';
import type { Finding, Remark } from './finding.ts';
import { type Ignore, readIgnores, reasonFor } from './ignores.ts';

export type JudgeOptions = {
  readonly policy: Policy;
  /** New migrations: only their comments are read. */
  readonly revisions: readonly Revision[];
  /** Whether the pull request has the contract label. */
  readonly contracting: boolean;
  /** Whether the application has not mentioned a name for long enough. */
  readonly wasUnused: (name: string) => Promise<UnusedAnswer>;
};

/** The most serious first; equals in the order in which they were found. */
export async function judge(remarks: readonly Remark[], options: JudgeOptions): Promise<readonly Finding[]> {
  const read = options.revisions.map((revision) => readIgnores(revision, options.policy));
  const ignores = read.flatMap(({ accepted }) => accepted);
  const findings: Finding[] = [];
  for (const remark of [...remarks, ...read.flatMap(({ refused }) => refused)]) {
    const finding = await judgeRemark(remark, ignores, options);
    if (finding !== undefined) findings.push(finding);
  }
  return withoutDoubles(findings).toSorted((a, b) => LEVELS.indexOf(b.level) - LEVELS.indexOf(a.level));
}

async function judgeRemark(
  remark: Remark,
  ignores: readonly Ignore[],
  { policy, contracting, wasUnused }: JudgeOptions,
): Promise<Finding | undefined> {
  const { removes = [], ...rest } = remark;
  const level = policy.levelOf(remark.rule);
  if (level === 'off') return undefined;
  const ignored = reasonFor(remark, ignores);
  const finding: Finding = { ...rest, level, ...(ignored === undefined ? {} : { ignored }) };
  const isContract = isRuleName(remark.rule) && 'contract' in RULES[remark.rule];
  if (!isContract || level === 'note') return finding;
  if (!contracting)
    return {
      ...finding,
      message: `${remark.message} The label "${policy.contractLabel}" would allow it once it is unused.`,
    };
  const answers: UnusedAnswer[] = [];
  for (const name of removes) answers.push(await wasUnused(name));
  const used = answers.find(({ unused }) => !unused);
  if (answers.length === 0) return finding;
  if (used !== undefined)
    return {
      ...finding,
      message: `${remark.message} It was not unused for ${policy.contractDays} days: ${used.evidence}.`,
    };
  return { ...finding, level: 'note', evidence: answers.map(({ evidence }) => evidence).join('; ') };
}

function withoutDoubles(findings: readonly Finding[]): readonly Finding[] {
  const seen = new Set<string>();
  return findings.filter(({ rule, file, line, message }) => {
    const key = JSON.stringify([rule, file, line, message]);
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

/** Errors that no comment took out. */
export const blockingOf = (findings: readonly Finding[]): readonly Finding[] =>
  findings.filter(({ level, ignored }) => level === 'error' && ignored === undefined);
