import type { InputReader } from '@sealift/action-kit/inputs';
import { configurationFailure } from '@sealift/core/failure';

/** How bump gets into the ops repository. */
export type Credentials =
  | { readonly kind: 'app'; readonly appId: string; readonly privateKey: string }
  | { readonly kind: 'token'; readonly token: string };

type Secrets = {
  readonly appId: string | undefined;
  readonly privateKey: string | undefined;
  readonly token: string | undefined;
};

export const readSecrets = (reader: InputReader): Secrets => ({
  appId: reader.optional('app-id'),
  privateKey: reader.optional('private-key'),
  token: reader.optional('token'),
});

/** @throws Failure `configuration` */
export function credentialsFrom({ appId, privateKey, token }: Secrets): Credentials {
  if (privateKey !== undefined) {
    if (appId !== undefined) return { kind: 'app', appId, privateKey };
    throw configurationFailure({
      code: 'bump/bad-input',
      cause: 'There is a private key but no "app-id".',
      remedy: 'Give the id or the client id of the GitHub App that the key belongs to.',
    });
  }
  if (token !== undefined) return { kind: 'token', token };
  throw configurationFailure({
    code: 'bump/bad-input',
    cause:
      appId === undefined
        ? 'There is neither a private key of a GitHub App nor a token for the ops repository.'
        : 'There is an "app-id" but neither "private-key" nor "token" has a value.',
    remedy:
      'Give "app-id" and "private-key" of a GitHub App that is installed on the ops repository, or "token"; a secret that is not set arrives empty.',
  });
}
