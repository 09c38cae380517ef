/** The registries that images are in, and the login to each of those that belong to a cloud. */
import { configurationFailure, type Failure } from '@sealift/core/failure';
import { ECR_PUBLIC, isEcr, parseEcrHost } from '@sealift/registry/ecr-host';
import { isAzureRegistry, isGoogleRegistry } from './endpoints.ts';
import type { Login } from './logins.ts';

export type Identities = {
  readonly role: string | undefined;
  /** Of ECR, where its name does not say it. */
  readonly region: string | undefined;
  readonly provider: string | undefined;
  readonly serviceAccount: string | undefined;
  readonly client: { readonly clientId: string; readonly tenantId: string } | undefined;
};

export type Place = {
  readonly registry: string;
  /** Empty for a registry alone. */
  readonly repository: string;
};

/**
 * Each identity goes to the registries of its own cloud, and to all of them.
 * @param create whether repositories that ECR does not have are made
 * @throws Failure `login/bad-input` for an identity that none of the places has a use for
 */
export function loginsFor(
  places: readonly Place[],
  { role, region, provider, serviceAccount, client }: Identities,
  create: boolean,
): readonly Login[] {
  const registries = [...new Set(places.map(({ registry }) => registry))];
  const of = (input: string, is: (host: string) => boolean): readonly string[] => {
    const own = registries.filter(is);
    if (own.length === 0) throw idle(input, registries);
    return own;
  };
  const aws = role === undefined ? [] : of('aws-role', isEcr);
  const google = provider === undefined ? [] : of('gcp-workload-identity-provider', isGoogleRegistry);
  const azure = client === undefined ? [] : of('azure-client-id', isAzureRegistry);
  return [
    ...aws.map(
      (registry): Login => ({
        kind: 'aws',
        registry,
        // The public one answers in a single region.
        region: registry === ECR_PUBLIC ? 'us-east-1' : (region ?? parseEcrHost(registry)?.region ?? ''),
        role,
        keys: undefined,
        repositories: create ? repositoriesIn(registry, places) : [],
      }),
    ),
    ...google.flatMap((registry): readonly Login[] =>
      provider === undefined ? [] : [{ kind: 'google', registry, provider, serviceAccount }],
    ),
    ...azure.flatMap((registry): readonly Login[] =>
      client === undefined ? [] : [{ kind: 'azure', registry, ...client }],
    ),
  ];
}

const repositoriesIn = (registry: string, places: readonly Place[]): readonly string[] => [
  ...new Set(
    places
      .filter((place) => place.registry === registry && place.repository !== '')
      .map((place) => place.repository),
  ),
];

const idle = (input: string, registries: readonly string[]): Failure =>
  configurationFailure({
    code: 'login/bad-input',
    cause: `"${input}" is given, and none of ${registries.join(', ')} is a registry of that cloud.`,
    remedy:
      'Leave it out, or name an image in <account>.dkr.ecr.<region>.amazonaws.com, <location>-docker.pkg.dev or <name>.azurecr.io.',
  });
