/** What `trust:` says to a cluster: rules by image name, since a cluster sees images and neither apps nor files. */
import type { TrustSource } from '../config/trust-rule.ts';
import { type TrustRule, trustRuleOf } from '../config/trust-rule.ts';
import { configurationFailure } from '../failure.ts';
import { escapePattern } from '../verification/identity.ts';

export type AdmissionRule = TrustRule & {
  /** Name of Kubernetes objects for it. */
  readonly name: string;
  /** At least one; patterns of `registry/repository`. */
  readonly images: readonly [string, ...string[]];
};

/**
 * One rule an app, in the order of their names.
 * @param environment whose rules count; undefined for those of no environment
 * @throws Failure `policies/no-images` when a rule says not which images it is about, `trust/…`
 */
export function admissionRules(
  source: TrustSource,
  environment: string | undefined,
): readonly AdmissionRule[] {
  return Object.keys(source.config.apps)
    .toSorted()
    .map((app): AdmissionRule => {
      // What stands for any app in a pattern stands for any name.
      const rule = trustRuleOf(source, app, environment);
      const [first, ...others] = rule.images ?? [];
      if (first !== undefined) return { ...rule, name: nameOf(app, environment), images: [first, ...others] };
      throw configurationFailure({
        code: 'policies/no-images',
        cause: `"trust" does not say which images "${app}" is: an admission policy knows an app by its image alone.`,
        remedy: 'Say "images" for it, for example ghcr.io/acme/shop/{app} under trust.defaults.',
        location: rule.at('images'),
      });
    });
}

const nameOf = (app: string, environment: string | undefined): string =>
  objectName(app === '*' ? 'sealift.any' : `sealift-${app}`, environment);

/**
 * With its environment: policies are objects of the cluster, and those of two environments in one cluster would
 * overwrite each other. An underscore is the only character of both that the name of an object cannot have.
 */
export const objectName = (name: string, environment: string | undefined): string =>
  [name, ...(environment === undefined ? [] : [environment])].join('.').replaceAll('_', '-u-');

/** `:tag` of a reference. */
const TAG = '(?::[A-Za-z0-9_][A-Za-z0-9_.-]{0,127})?';

/** A regular expression (RE2) about references by digest of exactly these images. */
export const referencePattern = (images: readonly string[]): string =>
  `^(?:${images.map(namePattern).join('|')})${TAG}@sha256:[0-9a-f]{64}$`;

/** `*` stands for anything between two slashes. */
const namePattern = (image: string): string => image.split('*').map(escapePattern).join('[^/:@]*');

/** What of a rule no admission policy can look at, by key of `trust:`. */
export function unchecked(rule: TrustRule): readonly string[] {
  return [
    // The keys come from the TUF repository that is named to the engine, which need not be those of the file.
    ...(rule.trustedRoot === undefined ? [] : ['sigstore']),
    ...(rule.callerWorkflow === undefined ? [] : ['caller-workflow']),
    ...(rule.triggers === undefined ? [] : ['triggers']),
    ...(rule.runnerEnvironment === undefined ? [] : ['runner-environment']),
    ...(rule.maxScanAge === undefined ? [] : ['max-scan-age']),
    ...rule.require.filter((name) => name === 'sbom' || name === 'verdict'),
  ];
}
