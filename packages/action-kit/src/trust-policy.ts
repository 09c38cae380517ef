/** The inputs that say who must have signed: the same names and rules in every action that verifies. */
import { configurationFailure } from '@sealift/core/failure';
import type { TrustPolicy } from '@sealift/core/verification/conditions';
import type { InputReader } from './inputs.ts';

export type TrustInputs = {
  readonly identity: string | undefined;
  readonly issuer: string;
  readonly sourceRepository: string;
  readonly sourceRef: string;
};

/** Said outright, since it lets a release from any branch through. */
const ANY_REF = '*';

export const readTrustInputs = (reader: InputReader): TrustInputs => ({
  identity: reader.optional('certificate-identity'),
  issuer: reader.required('certificate-oidc-issuer'),
  sourceRepository: reader.required('source-repository'),
  sourceRef: reader.required('source-ref'),
});

/** @throws Failure `configuration` when one is not exact */
export function parseTrustPolicy(given: TrustInputs): TrustPolicy {
  if (given.identity === undefined)
    throw configurationFailure({
      code: 'action/input',
      cause: 'It is not said who must have signed: "certificate-identity" is empty.',
      remedy: `Give ${EXAMPLE}.`,
    });
  return {
    identity: identity(given.identity),
    issuer: url('certificate-oidc-issuer', given.issuer),
    sourceRepository: repository(given.sourceRepository),
    sourceRef: given.sourceRef === ANY_REF ? undefined : ref(given.sourceRef),
  };
}

const EXAMPLE =
  'the workflow that signed with its ref, for example https://github.com/acme/sealift/.github/workflows/build-and-push.yml@refs/tags/v1';

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

function identity(value: string): string {
  const name = 'certificate-identity';
  url(name, value);
  if (/^https:\/\/[^/]+\/[^/@]+\/[^/@]+\/[^@]+@\S+$/.test(value)) return value;
  throw wrong(name, value, EXAMPLE);
}

function repository(value: string): string {
  if (/^[A-Za-z0-9._-]+\/[A-Za-z0-9._-]+$/.test(value)) return value;
  throw wrong('source-repository', value, 'owner/repository');
}

function ref(value: string): string {
  if (/^refs\/[^\s*?[\\^~:]+$/.test(value)) return value;
  throw wrong('source-ref', value, `a full ref such as refs/heads/main, or "${ANY_REF}" to accept every ref`);
}
