/** What counts, from the workflow's inputs and from the base branch, which a pull request cannot weaken. */
import type { Inputs } from '../inputs.ts';
import type { PolicyFile } from './policy-file.ts';
import { defaultLevel, isRuleName, type Level, RULES, type RuleId, stricter } from './rules.ts';

export type Policy = {
  readonly gate: 'fail' | 'warn';
  readonly contractLabel: string;
  readonly contractDays: number;
  /** Whether the base has a file for it. */
  readonly fromBase: boolean;
  levelOf(rule: RuleId): Level;
  /** Whether a comment may take it out. */
  mayBeIgnored(rule: RuleId): boolean;
};

/** @param file the base's, when there is one */
export function createPolicy(
  inputs: Pick<Inputs, 'severity' | 'gate' | 'contractLabel' | 'contractDays'>,
  file: PolicyFile | undefined,
): Policy {
  const { severity = {}, ignorable, contract = {} } = file ?? {};
  return {
    gate: file?.gate === 'fail' ? 'fail' : inputs.gate,
    contractLabel: contract.label ?? inputs.contractLabel,
    contractDays: Math.max(contract.days ?? 0, inputs.contractDays),
    fromBase: file !== undefined,
    levelOf(rule) {
      const given = inputs.severity.get(rule);
      const own = severity[rule] ?? defaultLevel(rule);
      if (file === undefined) return given ?? own;
      return given === undefined ? own : stricter(own, given);
    },
    mayBeIgnored(rule) {
      if (isRuleName(rule) && 'fixed' in RULES[rule]) return false;
      return ignorable === undefined || ignorable.includes(rule);
    },
  };
}
