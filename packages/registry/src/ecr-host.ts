/** Amazon's registries by their names. https://docs.aws.amazon.com/general/latest/gr/ecr.html */

const PRIVATE =
  /^(?<account>[0-9]{12})\.dkr[.-]ecr(?:-fips)?\.(?<region>[a-z0-9-]{1,40})\.(?:amazonaws\.(?:com|com\.cn|eu)|on\.(?:aws|amazonwebservices\.com\.cn))$/;

/** A private registry of an account. */
export type EcrHost = { readonly account: string; readonly region: string };

/** Undefined for any other registry. @param host as image references write it */
export function parseEcrHost(host: string): EcrHost | undefined {
  const { account, region } = PRIVATE.exec(host)?.groups ?? {};
  return account === undefined || region === undefined ? undefined : { account, region };
}

export const ECR_PUBLIC = 'public.ecr.aws';

export const isEcr = (host: string): boolean => host === ECR_PUBLIC || parseEcrHost(host) !== undefined;
