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
/** The name under which a token of Google's is a password. */
const USER = 'oauth2accesstoken';
/** Seconds. The longest that accounts give without a policy for more. */
const LIFETIME = 3600;
const token = v.pipe(v.string(), v.regex(/^[\x21-\x7e]+$/));
/** How long a token lasts is told to people and no more: an answer without it is one. */
const seconds = v.fallback(v.optional(v.pipe(v.number(), v.minValue(0), v.maxValue(86_400))), undefined);
const moment = v.fallback(v.optional(v.pipe(v.string(), v.isoTimestamp())), undefined);

/**
 * The federated token ends with the job's OIDC token, after five minutes; one of an account has its own hour
 * (google-github-actions/auth#474).
 * @throws Failure `login/refused`, `login/unavailable`, `action/id-token-permission` */
export async function loginToGoogle(
  { provider, serviceAccount }: GoogleLogin,
  dependencies: CloudDependencies & Pick<Runtime, 'oidc'> & { readonly endpoints: Endpoints },
): Promise<{ readonly credentials: Password; readonly until: Date | undefined }> {
  const { clock, endpoints, log, oidc } = dependencies;
  const subjectToken = await oidc(`https://iam.googleapis.com/${provider}`);
  const { access_token: federated, expires_in: lifetime } = await askCloud(
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
      answer: v.object({ access_token: token, expires_in: seconds }),
      remedy:
        'Check "gcp-workload-identity-provider", and the attribute condition of the provider against the repository and ref of this job.',
    },
    dependencies,
  );
  log.secret(federated);
  if (serviceAccount === undefined) {
    const until = lifetime === undefined ? undefined : new Date(clock.now() + lifetime * 1000);
    return { credentials: { username: USER, password: federated }, until };
  }
  const { accessToken, expireTime } = await askCloud(
    {
      whom: `The service account ${serviceAccount}`,
      url: `${endpoints.googleIam}/v1/projects/-/serviceAccounts/${encodeURIComponent(serviceAccount)}:generateAccessToken`,
      body: { scope: [SCOPE], lifetime: `${LIFETIME}s` },
      authorization: `Bearer ${federated}`,
      answer: v.object({ accessToken: token, expireTime: moment }),
      remedy:
        'Give the federated identity of this repository the role "Workload Identity User" on that service account.',
    },
    dependencies,
  );
  const until = expireTime === undefined ? undefined : new Date(expireTime);
  return { credentials: { username: USER, password: accessToken }, until };
}
