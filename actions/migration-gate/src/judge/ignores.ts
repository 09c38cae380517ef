/** Comments in migrations that take findings out, with a reason that reviewers read. */
import type { Policy } from '../policy/policy.ts';
import { isRuleName, type RuleId } from '../policy/rules.ts';
import type { Revision } from '../revisions/revision.ts';
import type { Finding, Remark } from './finding.ts';

/** `migration-gate: ignore <rule>[, <rule>]: <why>`, above a statement or behind it; `ignore-file` for all of a file. */
export type Ignore = {
  readonly rules: readonly RuleId[];
  readonly reason: string;
  readonly file: string;
  readonly line: number;
  /** The line that it is about; undefined for the whole file. */
  readonly target: number | undefined;
};

const MARK = 'migration-gate:';
const MAX_REASON = 500;

export type Ignores = { readonly accepted: readonly Ignore[]; readonly refused: readonly Remark[] };

export function readIgnores(revision: Revision, policy: Pick<Policy, 'mayBeIgnored'>): Ignores {
  const accepted: Ignore[] = [];
  const refused: Remark[] = [];
  const lines = revision.source.split('\n');
  for (const { text, line } of revision.comments) {
    const at = text.indexOf(MARK);
    if (at === -1) continue;
    const parsed = parseIgnore(text.slice(at + MARK.length).trim());
    const problem = typeof parsed === 'string' ? parsed : forbidden(parsed.rules, policy);
    if (typeof parsed === 'string' || problem !== undefined)
      refused.push({
        rule: 'ignored-without-reason',
        message: `This comment ignores nothing: ${problem}.`,
        file: revision.file,
        line,
        revision: revision.id,
      });
    else
      accepted.push({
        rules: parsed.rules,
        reason: parsed.reason,
        file: revision.file,
        line,
        target: parsed.wholeFile ? undefined : targetOf(lines, line),
      });
  }
  return { accepted, refused };
}

type Parsed = { readonly rules: readonly RuleId[]; readonly reason: string; readonly wholeFile: boolean };

/** @returns what is wrong with it, as a clause */
function parseIgnore(text: string): Parsed | string {
  const blank = text.indexOf(' ');
  const verb = blank === -1 ? text : text.slice(0, blank);
  if (verb !== 'ignore' && verb !== 'ignore-file')
    return 'after "migration-gate:" comes "ignore" or "ignore-file"';
  const rest = blank === -1 ? '' : text.slice(blank + 1);
  const colon = rest.indexOf(':');
  const reason = colon === -1 ? '' : rest.slice(colon + 1).trim();
  if (reason === '') return 'no reason stands behind the rules and a colon';
  const rules: RuleId[] = [];
  for (const name of rest
    .slice(0, colon)
    .split(',')
    .map((each) => each.trim())) {
    if (!isRuleName(name) && !/^squawk\/[a-z][a-z0-9-]*$/.test(name))
      return `"${name.slice(0, 60)}" is no rule`;
    rules.push(name as RuleId);
  }
  return { rules, reason: reason.slice(0, MAX_REASON), wholeFile: verb === 'ignore-file' };
}

const forbidden = (rules: readonly RuleId[], policy: Pick<Policy, 'mayBeIgnored'>): string | undefined => {
  const rule = rules.find((each) => !policy.mayBeIgnored(each));
  return rule === undefined ? undefined : `"${rule}" cannot be ignored by a comment`;
};

/** Its own line when code stands before it, else the next line with code. */
function targetOf(lines: readonly string[], line: number): number {
  const isCode = (text: string) => !/^\s*(?:#|--|$)/.test(text);
  if (isCode(lines[line - 1] ?? '')) return line;
  for (let next = line; next < lines.length; next += 1) if (isCode(lines[next] ?? '')) return next + 1;
  return line;
}

/** Why a finding does not count; undefined when it does. */
export const reasonFor = (
  { rule, file, line }: Pick<Finding, 'rule' | 'file' | 'line'>,
  ignores: readonly Ignore[],
): string | undefined =>
  ignores.find(
    (each) =>
      each.file === file && each.rules.includes(rule) && (each.target === undefined || each.target === line),
  )?.reason;
