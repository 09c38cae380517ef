/**
 * What a type checker does not see: inputs that are well-formed and wrong. Each rule looks at what a module is given, as
 * its types and defaults leave it.
 */
import { ACCESS_RULES } from './access-rules.ts';
import { CLUSTER_RULES } from './cluster-rules.ts';
import type { Given, ModuleCall, Plan } from './plans.ts';
import type { Expectations, Rule } from './rule.ts';
import { STORE_RULES } from './store-rules.ts';

export const RULES: readonly Rule[] = [...CLUSTER_RULES, ...STORE_RULES, ...ACCESS_RULES];

export type Finding = { readonly rule: string; readonly address: string; readonly fault: string };

export function judge(plan: Pick<Plan, 'given' | 'calls'>, expected: Expectations): readonly Finding[] {
  const findings = plan.given.flatMap(({ address, inputs }: Given) =>
    RULES.filter(({ of }) => of.every((name) => name in inputs)).flatMap(({ name, check }) => {
      const fault = check(inputs, expected);
      return fault === undefined ? [] : [{ rule: name, address, fault }];
    }),
  );
  return [...findings, ...plan.calls.flatMap(pinned)];
}

/** What is not pinned is another module tomorrow. */
const pinned = ({ source, version }: ModuleCall): readonly Finding[] =>
  version !== undefined && /^\d+\.\d+\.\d+$/.test(version)
    ? []
    : [
        {
          rule: 'modules/exact-version',
          address: source,
          fault: `version is ${version ?? 'whatever is newest'}`,
        },
      ];
