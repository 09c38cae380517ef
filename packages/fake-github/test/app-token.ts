import { createPrivateKey } from 'node:crypto';
import { SignJWT } from 'jose';
import type { CreatedApp } from '../src/apps.ts';
import type { StandIn } from './octokit.ts';

/** The JWT of an App, made as its users make it. */
export function createAppJwt(
  standIn: StandIn,
  app: CreatedApp,
  change: { issuer?: string; issued?: number; expires?: number; key?: string } = {},
): Promise<string> {
  const now = Math.floor(standIn.clock.now() / 1_000);
  return new SignJWT({})
    .setProtectedHeader({ alg: 'RS256', typ: 'JWT' })
    .setIssuer(change.issuer ?? app.clientId)
    .setIssuedAt(now + (change.issued ?? -30))
    .setExpirationTime(now + (change.expires ?? 570))
    .sign(createPrivateKey(change.key ?? app.privateKeyPem));
}

export async function createAppToken(standIn: StandIn, app: CreatedApp, repository: string): Promise<string> {
  const octokit = standIn.octokit(await createAppJwt(standIn, app));
  const [owner = '', repo = ''] = repository.split('/');
  const { data } = await octokit.rest.apps.getRepoInstallation({ owner, repo });
  const token = await octokit.rest.apps.createInstallationAccessToken({ installation_id: data.id });
  return token.data.token;
}
