/** Logins in the forms in which registries know them. */

export type Password = { readonly username: string; readonly password: string };
/** A token that the registry's token service exchanges, as `docker login` keeps it for Azure's registry and others. */
export type IdentityToken = { readonly username: string; readonly identityToken: string };
/** A token that the registry itself takes, as it is. */
export type RegistryToken = { readonly registryToken: string };
export type Credentials = Password | IdentityToken | RegistryToken;

/** Under which name docker keeps a token that has none. */
export const NOBODY = '<token>';

/** Who it is, for messages and for token services; undefined where the token alone says it. */
export const userOf = (login: Credentials): string | undefined =>
  'username' in login && login.username !== NOBODY ? login.username : undefined;

/** `user:password` in base64, as HTTP carries it; undefined for tokens, which are no passwords. */
export const basicLogin = (login: Credentials): string | undefined =>
  'password' in login ? base64(`${login.username}:${login.password}`) : undefined;

/** What of a login nobody may see, in each form in which it is sent or kept. */
export const secretsOf = (login: Credentials): readonly string[] => {
  if ('registryToken' in login) return [login.registryToken];
  if ('identityToken' in login) return [login.identityToken];
  return [login.password, base64(`${login.username}:${login.password}`)];
};

/** An entry of `auths` in Docker's configuration. */
export type DockerEntry = {
  readonly auth?: string;
  readonly identitytoken?: string;
  readonly registrytoken?: string;
};

/** https://pkg.go.dev/github.com/docker/cli/cli/config/types#AuthConfig */
export function toDockerEntry(login: Credentials): DockerEntry {
  if ('registryToken' in login) return { registrytoken: login.registryToken };
  if ('identityToken' in login)
    return { auth: base64(`${login.username}:`), identitytoken: login.identityToken };
  return { auth: base64(`${login.username}:${login.password}`) };
}

const base64 = (text: string): string => Buffer.from(text).toString('base64');
