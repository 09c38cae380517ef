/** The inputs that say who must have signed: the same names and rules in every action that verifies. */
import { configurationFailure } from '@sealift/core/failure';
import type { TrustPolicy } from '@sealift/core/verification/conditions';
import {
  parseIdentity,
  RELEASE_TAGS,
  type TrustedIdentities,
  type TrustedIdentity,
} from '@sealift/core/verification/identity';
import type { SigstoreInstance } from '@sealift/core/verification/sigstore';
import { parseRef } from '@sealift/core/verification/source-ref';
import type { InputReader } from './inputs.ts';
import { readSigstore } from './sigstore-input.ts';

export type TrustInputs = {
  /** One a line. */
  readonly identities: readonly string[];
  readonly issuer: string;
  readonly sourceRepository: string;
  readonly sourceRef: string;
  readonly sigstore: SigstoreInstance | undefined;
};

/** Said outright, since it lets a release from any branch through. */
const ANY_REF = '*';

export const readTrustInputs = (reader: InputReader): TrustInputs => ({
  identities: reader.lines('certificate-identity'),
  issuer: reader.required('certificate-oidc-issuer'),
  sourceRepository: reader.required('source-repository'),
  sourceRef: reader.required('source-ref'),
  sigstore: readSigstore(reader),
});

/** @throws Failure `configuration` when one is not exact */
export function parseTrustPolicy(given: TrustInputs): TrustPolicy {
  const [first, ...others] = given.identities;
  if (first === undefined)
    throw configurationFailure({
      code: 'action/input',
      cause: 'Nothing says who must have signed: "certificate-identity" is empty.',
      remedy: `Give ${EXAMPLE}.`,
    });
  return {
    identities: identitiesOf(first, others),
    issuer: url('certificate-oidc-issuer', given.issuer),
    sourceRepository: repository(given.sourceRepository),
    sourceRef: given.sourceRef === ANY_REF ? undefined : ref(given.sourceRef),
    sigstore: given.sigstore,
  };
}

const EXAMPLE =
  'the workflow that signed with its ref, for example https://github.com/acme/sealift/.github/workflows/release-app.yml@refs/tags/v1';

const wrong = (name: string, value: string, expected: string) =>
  configurationFailure({
    code: 'action/input',
    cause: `The input "${name}" is "${value}".`,
    remedy: `Give ${expected}.`,
  });

function url(name: string, value: string): string {
  if (URL.canParse(value) && !/[\s*]/.test(value)) return value;
  throw wrong(name, value, 'an exact URL, without patterns');
}

const identitiesOf = (first: string, others: readonly string[]): TrustedIdentities => [
  identity(first),
  ...others.map(identity),
];

function identity(value: string): TrustedIdentity {
  const parsed = parseIdentity(value);
  if (parsed !== undefined) return parsed;
  throw wrong(
    'certificate-identity',
    value,
    `${EXAMPLE}, or with @${RELEASE_TAGS} for all of its release tags`,
  );
}

function repository(value: string): string {
  if (/^[A-Za-z0-9._-]+\/[A-Za-z0-9._-]+$/.test(value)) return value;
  throw wrong('source-repository', value, 'owner/repository');
}

function ref(value: string): string {
  if (parseRef(value)?.kind === 'exact') return value;
  throw wrong('source-ref', value, `a full ref such as refs/heads/main, or "${ANY_REF}" to accept every ref`);
}
