/** Addresses of the clouds' token services. Tests give their own. */
export type Endpoints = {
  /** https://cloud.google.com/iam/docs/reference/sts/rest */
  readonly googleSts: string;
  /** https://cloud.google.com/iam/docs/reference/credentials/rest */
  readonly googleIam: string;
  /** The authority that a registry of Azure belongs to, by its host. */
  readonly azure: (registry: string) => string;
  /** Where the registry itself answers. */
  readonly registry: (registry: string) => string;
  /** undefined: where the AWS SDK finds them. */
  readonly aws: string | undefined;
};

/** Azure's clouds. https://learn.microsoft.com/en-us/entra/identity-platform/authentication-national-cloud */
const AUTHORITIES: readonly (readonly [suffix: string, authority: string])[] = [
  ['.azurecr.io', 'https://login.microsoftonline.com'],
  ['.azurecr.us', 'https://login.microsoftonline.us'],
  ['.azurecr.cn', 'https://login.partner.microsoftonline.cn'],
];

export const isAzureRegistry = (registry: string): boolean =>
  AUTHORITIES.some(([suffix]) => registry.endsWith(suffix));

export const isGoogleRegistry = (registry: string): boolean =>
  registry.endsWith('-docker.pkg.dev') || registry === 'gcr.io' || registry.endsWith('.gcr.io');

export const CLOUDS: Endpoints = {
  googleSts: 'https://sts.googleapis.com',
  googleIam: 'https://iamcredentials.googleapis.com',
  azure: (registry) =>
    AUTHORITIES.find(([suffix]) => registry.endsWith(suffix))?.[1] ?? 'https://login.microsoftonline.com',
  registry: (registry) => `https://${registry}`,
  aws: undefined,
};
