/**
 * Azure's registries by a federated credential: the job's OIDC token is the client's assertion, and what that gives is
 * exchanged at the registry for a refresh token of its own, as `az acr login` does.
 * https://learn.microsoft.com/en-us/entra/workload-id/workload-identity-federation, https://azure.github.io/acr/AAD-OAuth.html
 */
import type { Runtime } from '@sealift/action-kit/action';
import type { IdentityToken } from '@sealift/registry/login';
import * as v from 'valibot';
import { askCloud, type CloudDependencies } from './ask-cloud.ts';
import type { Endpoints } from './endpoints.ts';
import type { AzureLogin } from './logins.ts';

/** The name under which a token stands for the user. */
const NOBODY = '00000000-0000-0000-0000-000000000000';
const token = v.pipe(v.string(), v.regex(/^[\x21-\x7e]+$/));

/** @throws Failure `login/refused`, `login/unavailable`, `action/id-token-permission` */
export async function loginToAzure(
  { registry, clientId, tenantId }: AzureLogin,
  dependencies: CloudDependencies & Pick<Runtime, 'oidc'> & { readonly endpoints: Endpoints },
): Promise<IdentityToken> {
  const { endpoints, log, oidc } = dependencies;
  const { access_token: access } = await askCloud(
    {
      whom: 'Microsoft Entra',
      url: `${endpoints.azure(registry)}/${tenantId}/oauth2/v2.0/token`,
      body: new URLSearchParams({
        client_id: clientId,
        scope: 'https://containerregistry.azure.net/.default',
        client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
        client_assertion: await oidc('api://AzureADTokenExchange'),
        grant_type: 'client_credentials',
      }),
      answer: v.object({ access_token: token }),
      remedy:
        'Check "azure-client-id" and "azure-tenant-id", and that the application has a federated credential for the subject of this job (repository with branch, tag or environment).',
    },
    dependencies,
  );
  log.secret(access);
  const { refresh_token: identityToken } = await askCloud(
    {
      whom: `The registry ${registry}`,
      url: `${endpoints.registry(registry)}/oauth2/exchange`,
      body: new URLSearchParams({
        grant_type: 'access_token',
        service: registry,
        tenant: tenantId,
        access_token: access,
      }),
      answer: v.object({ refresh_token: token }),
      remedy:
        'Give the application the role "AcrPush" (or "AcrPull", to read) on that registry; where it says no to an IP, let its firewall take this runner in.',
    },
    dependencies,
  );
  return { username: NOBODY, identityToken };
}
