import { withoutDoubledStops } from './text/clause.ts';

/**
 * What kind of reader a failure is for, and what its annotation is called:
 * - `configuration`: the user must change something
 * - `policy`: a gate says no
 * - `remote`: a service failed after retries
 * - `internal`: our bug
 *
 * For people only. Programs that decide by a failure look at its code.
 */
export type FailureCategory = 'configuration' | 'policy' | 'remote' | 'internal';

/** `<subject>/<reason>`, for programs and for searching. Each package lists its own in `failure-codes.ts`. */
export type FailureCode = `${string}/${string}`;

/** The anchor of a code on the page docs/troubleshooting.md: for who makes the page and for who links to it. */
export const anchorOf = (code: string): string => code.replace('/', '-');

export type FailureDetails = {
  readonly code: FailureCode;
  /** One sentence: what is wrong, with the value, file or permission it is about. */
  readonly cause: string;
  /** One sentence: what the reader does about it. */
  readonly remedy: string;
  /** The error underneath, shown only in debug logs. */
  readonly error?: unknown;
  /** Where in the user's repository the cause stands. */
  readonly location?: { readonly file: string; readonly line?: number };
};

/** The only error that leaves a Sealift module on purpose; anything else is reported as `internal`. */
export class Failure extends Error {
  override readonly name = 'Failure';
  readonly category: FailureCategory;
  readonly code: FailureCode;
  readonly remedy: string;
  readonly location: FailureDetails['location'];

  constructor(category: FailureCategory, details: FailureDetails) {
    super(
      withoutDoubledStops(details.cause),
      details.error === undefined ? undefined : { cause: details.error },
    );
    this.category = category;
    this.code = details.code;
    this.remedy = details.remedy;
    this.location = details.location;
  }
}

export const configurationFailure = (details: FailureDetails): Failure =>
  new Failure('configuration', details);
export const policyFailure = (details: FailureDetails): Failure => new Failure('policy', details);
export const remoteFailure = (details: FailureDetails): Failure => new Failure('remote', details);
export const internalFailure = (details: FailureDetails): Failure => new Failure('internal', details);

/** Whether something thrown is a failure with one of these codes. */
export const failedWith = <Code extends FailureCode>(
  thrown: unknown,
  ...codes: readonly Code[]
): thrown is Failure & { readonly code: Code } =>
  thrown instanceof Failure && codes.some((code) => code === thrown.code);

/** Whatever was thrown, as a Failure. */
export function asFailure(thrown: unknown): Failure {
  if (thrown instanceof Failure) return thrown;
  return internalFailure({
    code: 'sealift/bug',
    cause: thrown instanceof Error ? thrown.message : String(thrown),
    remedy: 'This is a bug in Sealift: please report it with the debug log of this step.',
    error: thrown,
  });
}
