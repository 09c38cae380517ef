/** Admission policies of a cluster as one YAML text, the same for the same `trust:`. */
import { stringify } from 'yaml';
import { TRUST_FILE } from '../config/trust.ts';
import type { TrustSource } from '../config/trust-rule.ts';
import { type KyvernoOptions, kyvernoPolicy } from './kyverno.ts';
import { outsidePolicy } from './outside.ts';
import { clusterImagePolicy } from './policy-controller.ts';
import { admissionRules, unchecked } from './rules.ts';

export const ENGINES = ['kyverno', 'policy-controller'] as const;
export type Engine = (typeof ENGINES)[number];

export type RenderOptions = KyvernoOptions & {
  readonly engine: Engine;
  readonly environment: string | undefined;
};

export type RenderedPolicies = {
  readonly yaml: string;
  /** Keys of `trust:` that no admission policy can look at, by app. */
  readonly unchecked: readonly { readonly app: string; readonly keys: readonly string[] }[];
};

/** @throws Failure `policies/no-images`, `trust/…` */
export function renderPolicies(source: TrustSource, options: RenderOptions): RenderedPolicies {
  const rules = admissionRules(source, options.environment);
  const documents = [
    ...rules.map((rule) =>
      options.engine === 'kyverno' ? kyvernoPolicy(rule, options) : clusterImagePolicy(rule),
    ),
    ...outsidePolicy(rules, options.namespaces, options.environment),
  ];
  const head = `# Rendered from trust: of ${TRUST_FILE}${options.environment === undefined ? '' : ` for ${options.environment}`}. Change it there.\n`;
  return {
    yaml: head + documents.map((document) => `---\n${stringify(document, { lineWidth: 0 })}`).join(''),
    unchecked: rules.flatMap((rule) => {
      const keys = unchecked(rule);
      return keys.length === 0 ? [] : [{ app: rule.app, keys }];
    }),
  };
}
