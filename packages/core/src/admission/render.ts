/** Admission policies of a cluster as one YAML text, the same for the same `trust:`. */
import { stringify } from 'yaml';
import { TRUST_FILE } from '../config/trust.ts';
import type { TrustSource } from '../config/trust-rule.ts';
import { configurationFailure } from '../failure.ts';
import { type KyvernoOptions, kyvernoPolicy } from './kyverno.ts';
import { outsidePolicy } from './outside.ts';
import { clusterImagePolicy } from './policy-controller.ts';
import { type AdmissionRule, admissionRules, unchecked } from './rules.ts';

export const ENGINES = ['kyverno', 'policy-controller'] as const;
export type Engine = (typeof ENGINES)[number];

export type RenderOptions = KyvernoOptions & {
  readonly engine: Engine;
  readonly environment: string | undefined;
};

/**
 * A policy that trusts another instance than the one that signs would refuse every image, once it is in the cluster.
 * @throws Failure `policies/other-sigstore`
 */
function checkInstance(rule: AdmissionRule, { engine, tuf }: RenderOptions): void {
  const { sigstore, trustedRoot, app } = rule;
  const own = tuf !== undefined;
  if (sigstore === undefined || (trustedRoot !== undefined ? own : sigstore === 'public' && !own)) return;
  const wanted =
    trustedRoot === undefined
      ? sigstore === 'public'
        ? 'the public Sigstore instance'
        : "GitHub's Sigstore instance"
      : `the Sigstore instance of ${trustedRoot.file}`;
  throw configurationFailure({
    code: 'policies/other-sigstore',
    cause: `"${app}" is signed by ${wanted}, and policies of ${engine} ${own ? 'would trust that of "tuf-mirror"' : 'trust the public one'}.`,
    remedy:
      trustedRoot !== undefined && engine === 'kyverno'
        ? 'Give "tuf-mirror" and "tuf-root" of that instance.'
        : own
          ? 'Leave "tuf-mirror" and "tuf-root" out, or render its policies in a step of its own.'
          : 'No policy of this engine can check it: bump and verify do, before anything is deployed.',
    location: rule.at('sigstore'),
  });
}

export type RenderedPolicies = {
  readonly yaml: string;
  /** Keys of `trust:` that no admission policy can look at, by app. */
  readonly unchecked: readonly { readonly app: string; readonly keys: readonly string[] }[];
};

/** @throws Failure `policies/no-images`, `trust/…` */
export function renderPolicies(source: TrustSource, options: RenderOptions): RenderedPolicies {
  const rules = admissionRules(source, options.environment);
  for (const rule of rules) checkInstance(rule, options);
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
