/** `trust:` as Kyverno's ImageValidatingPolicy. https://kyverno.io/docs/policy-types/image-validating-policy/ */
import { RELEASE_RECORD_TYPE, SIGNATURE_TYPE } from '../release/record.ts';
import { identityPattern, type TrustedIdentity } from '../verification/identity.ts';
import { parseRequirement, predicateTypeOf } from '../verification/requirements.ts';
import { recordConditions } from './record-conditions.ts';
import type { AdmissionRule } from './rules.ts';

export type KyvernoOptions = {
  readonly namespaces: readonly string[];
  /** Of a Sigstore instance of one's own; the public one without it. */
  readonly tuf?: { readonly mirror: string /** Base64 of root.json. */; readonly root: string };
};

/** Kyverno gives up on a webhook after at most 30 seconds. */
const TIMEOUT = 25;

export const kyvernoPolicy = (rule: AdmissionRule, options: KyvernoOptions): object => {
  const types = [SIGNATURE_TYPE, RELEASE_RECORD_TYPE, ...extraTypes(rule)];
  const verified = (attestation: string) =>
    `verifyAttestationSignatures(image, attestations.${attestation}, [attestors.pipeline]) > 0`;
  const [signature = '', record = '', ...others] = types.map((_type, index) => `s${index}`);
  return {
    apiVersion: 'policies.kyverno.io/v1',
    kind: 'ImageValidatingPolicy',
    metadata: { name: rule.name },
    spec: {
      validationActions: ['Deny'],
      failurePolicy: 'Fail',
      webhookConfiguration: { timeoutSeconds: TIMEOUT },
      evaluation: { background: { enabled: false } },
      // What runs is what was verified: the other policy asks for a digest.
      validationConfigurations: { mutateDigest: false, verifyDigest: true, required: true },
      matchConstraints: {
        namespaceSelector: {
          matchExpressions: [
            { key: 'kubernetes.io/metadata.name', operator: 'In', values: options.namespaces },
          ],
        },
        resourceRules: [
          {
            apiGroups: [''],
            apiVersions: ['v1'],
            operations: ['CREATE', 'UPDATE'],
            resources: ['pods', 'pods/ephemeralcontainers'],
          },
        ],
      },
      matchImageReferences: rule.images.flatMap(references),
      attestors: [
        {
          name: 'pipeline',
          cosign: {
            keyless: { identities: rule.identities.map((identity) => identityOf(rule.issuer, identity)) },
            ...(options.tuf === undefined
              ? {}
              : { tuf: { mirror: options.tuf.mirror, root: { data: options.tuf.root } } }),
          },
        },
      ],
      attestations: types.map((type, index) => ({ name: `s${index}`, intoto: { type } })),
      validations: [
        // `verifyImageSignatures` takes whatever the identity has signed: an image that was only attested is not signed.
        validation(verified(signature), `an image of "${rule.app}" is not signed by the pipeline`),
        validation(verified(record), `an image of "${rule.app}" has no release record`),
        ...recordConditions(rule, `extractPayload(image, attestations.${record}).predicate`).map(
          ({ expression, message }) => validation(expression, `an image of "${rule.app}" ${message}`),
        ),
        ...others.map((name, index) =>
          validation(verified(name), `an image of "${rule.app}" has no ${types[index + 2]}`),
        ),
      ],
    },
  };
};

/** Of every kind of container. */
const validation = (expression: string, message: string) => ({
  expression: KINDS.map((kind) => `images.${kind}.all(image, ${expression})`).join(' && '),
  message,
});

const KINDS = ['containers', 'initContainers', 'ephemeralContainers'] as const;

/** A pattern of Kyverno takes tag and digest with it, and `*` over slashes: too much is checked, never too little. */
const references = (image: string): readonly { readonly glob: string }[] => [
  { glob: image },
  { glob: `${image}:*` },
  { glob: `${image}@*` },
];

const identityOf = (issuer: string, identity: TrustedIdentity) =>
  identity.kind === 'exact'
    ? { issuer, subject: identity.identity }
    : { issuer, subjectRegExp: identityPattern([identity]) };

/** Those that stand on the index: SBOM and verdict are about platforms, and the record speaks for them. */
const extraTypes = ({ require }: AdmissionRule): readonly string[] =>
  require.flatMap((name) => {
    const requirement = parseRequirement(name);
    return requirement === undefined || ['signature', 'record', 'sbom', 'verdict'].includes(requirement)
      ? []
      : [predicateTypeOf(requirement)];
  });
