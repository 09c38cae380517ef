import type { InputReader } from '@sealift/action-kit/inputs';
import { parseTrustPolicy, readTrustInputs, type TrustInputs } from '@sealift/action-kit/trust-policy';
import { configurationFailure } from '@sealift/core/failure';
import type { TrustPolicy } from '@sealift/core/verification/conditions';

export type VerificationInputs = {
  /** undefined: said outright that nothing is verified. */
  readonly policy: TrustPolicy | undefined;
  /** Host that user name and password are for. */
  readonly registry: string | undefined;
  readonly username: string | undefined;
  readonly password: string | undefined;
  readonly registryAuths?: string | undefined;
};

type Given = Omit<VerificationInputs, 'policy'> & { readonly off: boolean; readonly trust: TrustInputs };

export const readVerification = (reader: InputReader): Given => ({
  off: reader.choice('verify', ['required', 'off']) === 'off',
  trust: readTrustInputs(reader),
  registry: reader.optional('registry')?.toLowerCase(),
  username: reader.optional('username'),
  password: reader.optional('password'),
  registryAuths: reader.optional('registry-auths'),
});

/** @throws Failure `configuration` */
export function parseVerification({ off, trust, ...logins }: Given): VerificationInputs {
  // A record comes from an artifact: it must not decide which host gets a password.
  if (logins.password !== undefined && logins.registry === undefined)
    throw configurationFailure({
      code: 'bump/bad-input',
      cause: 'A "password" is given without saying for which registry.',
      remedy: 'Give its host as "registry": the password is sent nowhere else.',
    });
  if (off) return { policy: undefined, ...logins };
  if (trust.identities.length === 0)
    throw configurationFailure({
      code: 'bump/bad-input',
      cause: 'Nothing says who must have signed the images: "certificate-identity" is empty.',
      remedy:
        'Give the workflow that signs with its ref, for example https://github.com/sealift/sealift/.github/workflows/release-app.yml@refs/tags/v1, or say "verify: off".',
    });
  return { policy: parseTrustPolicy(trust), ...logins };
}
