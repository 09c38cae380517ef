import type { InputReader } from '@sealift/action-kit/inputs';
import { parseTrustPolicy, readTrustInputs } from '@sealift/action-kit/trust-policy';
import { isAppName } from '@sealift/core/config/app-name';
import { isRepositoryFile } from '@sealift/core/config/repository-file';
import { configurationFailure } from '@sealift/core/failure';
import { type ImageReference, parseImageReference } from '@sealift/core/image/reference';
import { LEVELS, type Level } from '@sealift/core/openapi/change';
import type { TrustPolicy } from '@sealift/core/verification/conditions';
import { TOOL_SOURCES, type ToolSource } from '@sealift/tools/tool';

/** What the app exports now. */
export type ExportSource =
  | { readonly kind: 'command'; readonly command: string }
  | { readonly kind: 'file'; readonly file: string };

/** What the snapshot is compared with. */
export type BaseSource =
  | { readonly kind: 'ref'; readonly ref: string }
  | {
      readonly kind: 'release';
      readonly image: ImageReference;
      readonly policy: TrustPolicy;
      readonly predicateType: string;
    }
  /** A first push, for example. */
  | { readonly kind: 'none' };

export type Inputs = {
  readonly app: string;
  /** From the top of the checkout, as are all files. */
  readonly snapshot: string;
  readonly export: ExportSource;
  /** undefined: no types are looked at. */
  readonly types: { readonly command: string; readonly files: readonly string[] } | undefined;
  readonly base: BaseSource;
  /** Where the policy file is read when the document comes from a release; undefined: nowhere. */
  readonly baseRef: string | undefined;
  readonly failOn: Level | 'never';
  readonly reportFrom: Level;
  readonly sunsetDays: number;
  readonly policy: string;
  /** undefined: no label accepts anything. */
  readonly acceptLabel: string | undefined;
  readonly acceptBy: 'reviewer' | 'writer';
  readonly drift: 'fail' | 'warn';
  readonly uploadSarif: 'auto' | 'true' | 'false';
  readonly category: string;
  readonly waitForProcessing: boolean;
  readonly comment: 'auto' | 'true' | 'false';
  readonly token: string | undefined;
  readonly registry: string | undefined;
  readonly username: string | undefined;
  readonly password: string | undefined;
  readonly registryAuths?: string | undefined;
  readonly tools: ToolSource;
};

const wrong = (cause: string, remedy: string) =>
  configurationFailure({ code: 'openapi/bad-input', cause, remedy });

/** @throws Failure `openapi/bad-input`, `action/input`, `image/…` */
export function loadInputs(reader: InputReader): Inputs {
  // Everything is read before anything is judged.
  const app = reader.required('app');
  const snapshot = reader.required('snapshot');
  const command = reader.optional('export');
  const document = reader.optional('document');
  const typesCommand = reader.optional('types-command');
  const types = reader.list('types');
  const baseRef = reader.optional('base-ref');
  const released = reader.optional('released-image');
  const predicateType = reader.required('predicate-type');
  const trust = readTrustInputs(reader);
  const category = reader.optional('category');
  const rest = {
    failOn: reader.choice('fail-on', [...LEVELS, 'never']),
    reportFrom: reader.choice('report-from', LEVELS),
    sunsetDays: reader.integer('sunset-days', { min: 0, max: 3650 }),
    policy: reader.required('policy'),
    acceptLabel: reader.optional('accept-label'),
    acceptBy: reader.choice('accept-by', ['reviewer', 'writer']),
    drift: reader.choice('drift', ['fail', 'warn']),
    uploadSarif: reader.choice('upload-sarif', ['auto', 'true', 'false']),
    waitForProcessing: reader.boolean('wait-for-processing'),
    comment: reader.choice('comment', ['auto', 'true', 'false']),
    token: reader.optional('token'),
    registry: reader.optional('registry')?.toLowerCase(),
    username: reader.optional('username'),
    password: reader.optional('password'),
    registryAuths: reader.optional('registry-auths'),
    tools: reader.choice('tools', TOOL_SOURCES),
  };
  if (!isAppName(app)) throw wrong(`The input "app" is "${app}".`, 'Give the name of an app.');
  for (const [name, file] of [
    ['snapshot', snapshot],
    ['policy', rest.policy],
    ...types.map((each) => ['types', each] as const),
  ] as const)
    if (!isRepositoryFile(file))
      throw wrong(
        `The input "${name}" names "${file}".`,
        'Write the path of a file from the top of the repository.',
      );
  return {
    app,
    snapshot,
    export: exportSource(command, document),
    types: typesOf(typesCommand, types),
    base: baseOf({ released, baseRef, predicateType }, () => parseTrustPolicy(trust)),
    baseRef: commitOrBranch(baseRef),
    category: category ?? `sealift-openapi/${app}`,
    ...rest,
  };
}

function exportSource(command: string | undefined, file: string | undefined): ExportSource {
  if (command !== undefined && file === undefined) return { kind: 'command', command };
  if (file !== undefined && command === undefined) return { kind: 'file', file };
  throw wrong(
    command === undefined
      ? 'Nothing says where the app\'s document comes from: neither "export" nor "document" is given.'
      : '"export" and "document" are both given.',
    'Give the command that prints the document as "export", or the file that holds it as "document".',
  );
}

function typesOf(command: string | undefined, files: readonly string[]): Inputs['types'] {
  if (command === undefined && files.length === 0) return undefined;
  if (command !== undefined && files.length > 0) return { command, files };
  throw wrong(
    `"${command === undefined ? 'types' : 'types-command'}" is given alone.`,
    'Give the command that generates the types as "types-command", and the files that it writes as "types".',
  );
}

function baseOf(
  given: {
    readonly released: string | undefined;
    readonly baseRef: string | undefined;
    readonly predicateType: string;
  },
  policyOf: () => TrustPolicy,
): BaseSource {
  const { released, predicateType } = given;
  if (released === undefined) {
    const ref = commitOrBranch(given.baseRef);
    return ref === undefined ? { kind: 'none' } : { kind: 'ref', ref };
  }
  if (!/^[a-z][a-z0-9+.-]*:[!-~]+$/.test(predicateType) || !URL.canParse(predicateType))
    throw wrong(`The input "predicate-type" is "${predicateType}".`, 'Give a URI, as it was given to sign.');
  return { kind: 'release', image: parseImageReference(released), policy: policyOf(), predicateType };
}

/** What git calls no commit at all: a branch that was pushed for the first time had none before. */
const NONE = /^0+$/;

function commitOrBranch(ref: string | undefined): string | undefined {
  if (ref === undefined || NONE.test(ref)) return undefined;
  if (/^[^\s~^:?*[\\]{1,250}$/.test(ref) && !ref.includes('..') && !ref.startsWith('-')) return ref;
  throw wrong(`The input "base-ref" is "${ref}".`, 'Give the name of a branch or a full commit.');
}
