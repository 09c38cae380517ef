import { configurationFailure } from '@sealift/core/failure';
import { parseYamlPath } from '@sealift/core/ops-config';
import { parseRepositoryName, type RepositoryName } from '@sealift/github/repository';
import type { InputReader } from '@sealift/runtime/inputs';

export type Credentials =
  | { readonly kind: 'app'; readonly appId: string; readonly privateKey: string }
  | { readonly kind: 'token'; readonly token: string };

export type Inputs = {
  readonly repository: RepositoryName;
  /** undefined: the repository's default branch. */
  readonly base: string | undefined;
  readonly releases:
    | { readonly kind: 'evidence'; readonly folder: string }
    | { readonly kind: 'images'; readonly lines: readonly string[] };
  /** Templates. */
  readonly file: string;
  readonly path: string;
  readonly value: string;
  readonly branch: string;
  readonly title: string;
  readonly credentials: Credentials;
  readonly labels: readonly string[];
  readonly requireVerified: boolean;
  readonly dryRun: boolean;
};

/** @throws Failure `configuration` */
export function loadInputs(reader: InputReader): Inputs {
  const repository = reader.required('repository');
  const evidence = reader.optional('evidence');
  const images = reader.lines('images');
  const secrets = {
    appId: reader.optional('app-id'),
    privateKey: reader.optional('private-key'),
    token: reader.optional('token'),
  };
  const rest = {
    base: reader.optional('base'),
    file: reader.required('file'),
    path: reader.required('path'),
    value: reader.required('value'),
    branch: reader.required('branch'),
    title: reader.required('title'),
    labels: reader.list('labels'),
    requireVerified: reader.choice('commit-verification', ['required', 'optional']) === 'required',
    dryRun: reader.boolean('dry-run'),
  };
  parseYamlPath(rest.path);
  const long = rest.labels.find((label) => label.length > 50);
  if (long !== undefined)
    throw configurationFailure({
      cause: `The label "${long}" is longer than GitHub's 50 characters.`,
      remedy: 'Shorten it; labels are separated by commas or line breaks.',
    });
  return {
    repository: parseRepositoryName(repository),
    releases: releasesFrom(evidence, images),
    credentials: credentialsFrom(secrets),
    ...rest,
  };
}

function releasesFrom(evidence: string | undefined, lines: readonly string[]): Inputs['releases'] {
  if (evidence !== undefined && lines.length === 0) return { kind: 'evidence', folder: evidence };
  if (evidence === undefined && lines.length > 0) return { kind: 'images', lines };
  throw configurationFailure({
    cause:
      evidence === undefined
        ? 'Neither "evidence" nor "images" is given.'
        : 'Both "evidence" and "images" are given.',
    remedy: 'Give the folder with the release records as "evidence", or lines of images as "images".',
  });
}

function credentialsFrom(given: {
  readonly appId: string | undefined;
  readonly privateKey: string | undefined;
  readonly token: string | undefined;
}): Credentials {
  const { appId, privateKey, token } = given;
  if (privateKey !== undefined) {
    if (appId !== undefined) return { kind: 'app', appId, privateKey };
    throw configurationFailure({
      cause: 'There is a private key but no "app-id".',
      remedy: 'Give the id or the client id of the GitHub App that the key belongs to.',
    });
  }
  if (token !== undefined) return { kind: 'token', token };
  throw configurationFailure({
    cause:
      appId === undefined
        ? 'There is neither a private key of a GitHub App nor a token for the ops repository.'
        : 'There is an "app-id" but neither "private-key" nor "token" has a value.',
    remedy:
      'Give "app-id" and "private-key" of a GitHub App that is installed on the ops repository, or "token"; a secret that is not set arrives empty.',
  });
}
