/** What a registry's refusal means to the person who reads the log. */
import { configurationFailure, Failure, remoteFailure } from '@sealift/core/failure';
import { isDigest } from '@sealift/core/image/digest';
import { formatImageName, type ImageName } from '@sealift/core/image/reference';
import { singleLine } from '@sealift/core/text/sanitize';
import { MAX_HEADER_SIZE } from '@sealift/net/limits';
import { networkError } from '@sealift/net/network-error';
import { transientError, transientOf } from '@sealift/net/retry';
import * as v from 'valibot';
import type { RegistryFailureCode } from './failure-codes.ts';
import { knownRefusal } from './known-refusals.ts';
import type { Access } from './scope.ts';

/** What was being done, for messages: "upload of sha256:… to ghcr.io/acme/shop". */
export type Operation = { readonly image: ImageName; readonly access: Access; readonly what: string };

export type RegistryError = { readonly code: string; readonly message: string };

const ErrorBody = v.object({
  errors: v.array(v.object({ code: v.optional(v.string(), ''), message: v.optional(v.string(), '') })),
});

const MAX_TEXT = 300;
const shown = (text: string): string => singleLine(text).slice(0, MAX_TEXT);

/** https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#error-codes */
export function parseErrors(body: string): readonly RegistryError[] {
  try {
    const result = v.safeParse(ErrorBody, JSON.parse(body));
    if (!result.success) return [];
    return result.output.errors.slice(0, 3).map(({ code, message }) => ({
      code: shown(code).toUpperCase(),
      message: shown(message),
    }));
  } catch {
    return [];
  }
}

/** The Failure for a refusal that repeating does not change. */
export function refusal(operation: Operation, status: number, errors: readonly RegistryError[]): Failure {
  const { image, what } = operation;
  const name = formatImageName(image);
  const said = describeAnswer(status, errors);
  const cause = `The registry ${image.registry} refused the ${what} (${said}).`;
  const has = (code: string) => errors.some((error) => error.code === code);
  const configuration = (code: RegistryFailureCode, remedy: string) =>
    configurationFailure({ code, cause, remedy });

  const [known] = errors.flatMap(({ message }) => knownRefusal(message, name) ?? []);
  if (known?.code === 'registry/unavailable') return remoteFailure({ ...known, cause });
  if (known !== undefined) return configurationFailure({ ...known, cause });
  if (errors.some(isMissingBlob))
    return remoteFailure({
      code: 'registry/unavailable',
      cause,
      remedy:
        'Run the job again, which uploads what is missing; let no clean-up delete untagged content while images are pushed.',
    });
  if (has('MANIFEST_INVALID') || has('MANIFEST_UNVERIFIED'))
    return configuration(
      'registry/not-accepted',
      'Build the image with OCI media types, or use a registry that supports OCI images and attestations: this one does not accept this image format.',
    );
  if (has('SIZE_INVALID') || status === 413)
    return configuration(
      'registry/not-accepted',
      'Raise the limit on the size of uploads in the registry or in the proxy in front of it, or make the layer smaller.',
    );
  if (has('DIGEST_INVALID'))
    return remoteFailure({
      code: 'registry/wrong-content',
      cause: `${cause.slice(0, -1)}: the bytes that arrived have another digest.`,
      remedy:
        'Run the job again, without the proxy between it and the registry if there is one: something on the way changes bytes.',
    });
  if (status === 401 || status === 403 || has('DENIED') || has('UNAUTHORIZED'))
    return configuration('registry/denied', accessRemedy(operation));
  if (has('NAME_UNKNOWN') || status === 404)
    return configuration(
      'registry/not-found',
      `Check the name ${name}, and create the repository first where the registry does not make one on the first push.`,
    );
  if (has('NAME_INVALID'))
    return configuration('registry/bad-name', `Choose another repository name than ${image.repository}.`);
  if (operation.access === 'delete' && (has('UNSUPPORTED') || status === 405))
    return configuration(
      'registry/not-deletable',
      'Enable deletion in the registry (distribution: "storage.delete.enabled"), or use its own retention rules.',
    );
  if (has('UNSUPPORTED') || status === 405)
    return configuration(
      'registry/not-accepted',
      'Use a registry that implements pushing by the OCI distribution specification.',
    );
  return remoteFailure({
    code: 'registry/unavailable',
    cause,
    remedy: 'Run the job again; if it happens again, ask the operator of the registry.',
  });
}

const MISSING = /\b(?:unknown|missing|not found|not exist|does not exist)\b/i;
const BLOB = /\b(?:blob|layer|config)s?\b/i;

/** Whether a manifest was refused because something that it names is not there (yet). */
export const isMissingBlob = ({ code, message }: RegistryError): boolean =>
  code === 'MANIFEST_BLOB_UNKNOWN' ||
  code === 'BLOB_UNKNOWN' ||
  knownRefusal(message, '')?.passing === true ||
  ((code === 'MANIFEST_INVALID' || code === 'MANIFEST_UNKNOWN') &&
    MISSING.test(message) &&
    BLOB.test(message));

/** The Failure for a login that the registry itself does not take. */
export const refusedLogin = (operation: Operation, user: string, errors: readonly RegistryError[]): Failure =>
  configurationFailure({
    code: 'registry/denied',
    cause: `${operation.image.registry} refused the login of "${singleLine(user)}" for the ${operation.what} (${describeAnswer(401, errors)}).`,
    remedy: loginRemedy(operation, user),
  });

/** How long the logins last that clouds give, by the user's name that all of them share. */
const LIFETIMES: ReadonlyMap<string, string> = new Map([
  [
    'oauth2accesstoken',
    'a token of Google lasts an hour, and only five minutes where the job logs in without "gcp-service-account"',
  ],
  ['00000000-0000-0000-0000-000000000000', "a login to a registry of Azure's lasts three hours"],
  ['AWS', 'a login to ECR lasts twelve hours'],
]);

/** What to do when a login was given and is not taken: it is there, so that "give one" would mislead. */
export function loginRemedy(operation: Operation, user: string): string {
  const { image, access } = operation;
  const name = formatImageName(image);
  const lifetime = LIFETIMES.get(user);
  if (lifetime !== undefined)
    return `Log in again after the steps that take long: ${lifetime}. Otherwise check that the identity has the right to ${access} ${name}.`;
  const renew = `Check the password or access token of "${singleLine(user)}": it is wrong, has expired, or lacks the right to ${access} ${name}.`;
  return image.registry === 'ghcr.io'
    ? `${renew} Where it is the job's own token: ${accessRemedy(operation)}`
    : renew;
}

/** What to do when the registry knows the caller too little. */
export function accessRemedy({ image, access }: Operation): string {
  const name = formatImageName(image);
  if (image.registry !== 'ghcr.io')
    return `Give "username" and "password" (or a docker login) with the right to ${access} ${name}.`;
  const permission = access === 'pull' ? 'packages: read' : 'packages: write';
  const role = { pull: 'Read', push: 'Write', delete: 'Admin' }[access];
  return `Give the job "${permission}" under "permissions:", and the calling job too when this is a reusable workflow; if the package ${name} exists already, give this repository the role ${role} under the package's settings, "Manage Actions access".`;
}

/** What a failed fetch or socket means: passing trouble, or something that will not become good by itself. */
export function brokenConnection(url: URL, error: unknown): unknown {
  if (error instanceof Failure || transientOf(error) !== undefined) return error;
  const broken = networkError(error);
  if (broken === undefined) return error;
  switch (broken.kind) {
    case 'tls':
      return configurationFailure({
        code: 'registry/connection',
        cause: `No protected connection to ${url.host}: ${broken.code}.`,
        remedy:
          'Check the host name; behind a private certificate authority, set NODE_EXTRA_CA_CERTS to its certificate file.',
        error,
      });
    case 'proxy':
      return configurationFailure({
        code: 'registry/connection',
        cause: `No connection to ${url.host}: ${broken.code}.`,
        remedy:
          'Correct HTTPS_PROXY and the login in it, let the proxy allow this host, or name the host in NO_PROXY.',
        error,
      });
    case 'headers':
      return remoteFailure({
        code: 'registry/bad-answer',
        cause: `${url.host} answered with more than ${MAX_HEADER_SIZE} bytes of headers.`,
        remedy: 'Check that the address is that of a registry.',
        error,
      });
    case 'not-sent':
    case 'unknown': {
      const reason = `${url.host} could not be reached or ended the connection (${broken.code})`;
      return transientError({ reason, applied: broken.kind === 'unknown' ? 'unknown' : 'no' }, error);
    }
  }
}

/** The Failure when all attempts failed. */
export const exhausted = (operation: Operation, reason: string, attempts: number, error: unknown): Failure =>
  remoteFailure({
    code: 'registry/unavailable',
    cause: `The ${operation.what} failed ${attempts === 1 ? 'at the first attempt' : `after ${attempts} attempts`}: ${shown(reason)}.`,
    remedy: `Run the job again when ${operation.image.registry} answers normally; what is uploaded already is kept and skipped.`,
    error,
  });

export const cancelled = (operation: Operation, error: unknown): Failure =>
  remoteFailure({
    code: 'registry/cancelled',
    cause: `The ${operation.what} was cancelled.`,
    remedy: 'Run the job again; what is uploaded already is kept and skipped.',
    error,
  });

export const redirectLoop = (operation: Operation, redirects: number): Failure =>
  remoteFailure({
    code: 'registry/bad-answer',
    cause: `${operation.image.registry} redirected the ${operation.what} more than ${redirects} times.`,
    remedy: 'Ask the operator of the registry.',
  });

/** The registry gave something else than what was asked for. */
export const wrongContent = (operation: Operation, reason: string): Failure =>
  remoteFailure({
    code: 'registry/wrong-content',
    cause: `The ${operation.what} gave something else: ${reason}.`,
    remedy: 'Do not use this image: ask the operator of the registry, and push it again from a new build.',
  });

/** @param reason a clause about their list */
export const tooManyReferrers = ({ what }: Pick<Operation, 'what'>, reason: string): Failure =>
  remoteFailure({
    code: 'registry/too-many-referrers',
    cause: `The ${what} is too long to be read whole, and an entry that is not read could be a refusal: ${reason}.`,
    remedy:
      'Find out who may write packages here and attaches so many documents, and delete those that no release made; until then give verify the statements as files (its input "bundles").',
  });

export const tooMuchText = (url: URL): Failure =>
  remoteFailure({
    code: 'registry/bad-answer',
    cause: `${url.host} answered with far more text than expected.`,
    remedy: 'Check that the address is that of a registry.',
  });

/** `ghcr.io/acme/shop:1.0`, `ghcr.io/acme/shop@sha256:…` */
export const formatTarget = (image: ImageName, reference: string): string =>
  `${formatImageName(image)}${isDigest(reference) ? '@' : ':'}${reference}`;

/** `403 DENIED: permission denied` */
export const describeAnswer = (status: number, errors: readonly RegistryError[]): string =>
  [
    String(status),
    ...errors.map(({ code, message }) => (message === '' ? code : `${code}: ${message}`)),
  ].join(' ');
