/**
 * Artifact Registry by workload identity federation: the job's OIDC token is exchanged for one of Google, and that, where
 * a service account is named, for a token of the account.
 * https://cloud.google.com/artifact-registry/docs/docker/authentication#token
 */
import type { Runtime } from '@sealift/action-kit/action';
import type { Password } from '@sealift/registry/login';
import * as v from 'valibot';
import { askCloud, type CloudDependencies } from './ask-cloud.ts';
import type { Endpoints } from './endpoints.ts';
import type { GoogleLogin } from './logins.ts';

const SCOPE = 'https://www.googleapis.com/auth/cloud-platform';
/** Seconds. The longest that accounts give without a policy for more. */
const LIFETIME = 3600;
const token = v.pipe(v.string(), v.regex(/^[\x21-\x7e]+$/));

/** @throws Failure `login/refused`, `login/unavailable`, `action/id-token-permission` */
export async function loginToGoogle(
  { provider, serviceAccount }: GoogleLogin,
  dependencies: CloudDependencies & Pick<Runtime, 'oidc'> & { readonly endpoints: Endpoints },
): Promise<Password> {
  const { endpoints, log, oidc } = dependencies;
  const subjectToken = await oidc(`https://iam.googleapis.com/${provider}`);
  const { access_token: federated } = await askCloud(
    {
      whom: "Google's token service",
      url: `${endpoints.googleSts}/v1/token`,
      body: {
        audience: `//iam.googleapis.com/${provider}`,
        grantType: 'urn:ietf:params:oauth:grant-type:token-exchange',
        requestedTokenType: 'urn:ietf:params:oauth:token-type:access_token',
        scope: SCOPE,
        subjectTokenType: 'urn:ietf:params:oauth:token-type:jwt',
        subjectToken,
      },
      answer: v.object({ access_token: token }),
      remedy:
        'Check "gcp-workload-identity-provider", and the attribute condition of the provider against the repository and ref of this job.',
    },
    dependencies,
  );
  log.secret(federated);
  if (serviceAccount === undefined) return { username: 'oauth2accesstoken', password: federated };
  const { accessToken } = await askCloud(
    {
      whom: `The service account ${serviceAccount}`,
      url: `${endpoints.googleIam}/v1/projects/-/serviceAccounts/${encodeURIComponent(serviceAccount)}:generateAccessToken`,
      body: { scope: [SCOPE], lifetime: `${LIFETIME}s` },
      authorization: `Bearer ${federated}`,
      answer: v.object({ accessToken: token }),
      remedy:
        'Give the federated identity of this repository the role "Workload Identity User" on that service account.',
    },
    dependencies,
  );
  return { username: 'oauth2accesstoken', password: accessToken };
}
