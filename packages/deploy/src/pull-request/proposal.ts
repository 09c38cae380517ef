/**
 * What a bump's commit proposes, as its message says it: one line that people need not read. Later runs make the same
 * edits again on a newer base, and tell by it what on the branch is a bump's. A branch moves by compare-and-swap and its
 * message with it, so what two runs propose at once is never lost, as it could be in the text of a pull request.
 *
 * Anybody who may push can write such a line: it counts only in a commit that GitHub vouches to be this token's.
 *
 * The line goes where the commit goes, into squash messages too: so it is compressed, which for forty apps makes an eighth
 * of it, and has no character that does something on GitHub (`#1`, `@name`, an address, `[skip ci]`).
 */
import { brotliCompressSync, brotliDecompressSync } from 'node:zlib';
import { isGuardedFile, isRepositoryFile } from '@sealift/core/config/repository-file';
import { type Digest, isDigest } from '@sealift/core/image/digest';
import { formatImageName, isImageName, isTag } from '@sealift/core/image/reference';
import * as v from 'valibot';
import type { Target } from '../targets/target.ts';

const text = v.pipe(v.string(), v.maxLength(1000));
const Find = v.variant('by', [
  v.strictObject({ by: v.literal('path'), path: text, digestPath: v.exactOptional(text) }),
  v.strictObject({ by: v.literal('image') }),
  v.strictObject({ by: v.literal('marker') }),
  v.strictObject({ by: v.literal('regex'), regex: text }),
  v.strictObject({ by: v.literal('auto'), path: v.exactOptional(text), digestPath: v.exactOptional(text) }),
]);

const Line = v.strictObject({
  app: text,
  environment: v.exactOptional(text),
  /** registry/repository */
  image: text,
  tag: v.pipe(text, v.check(isTag)),
  digest: v.custom<Digest>((value) => typeof value === 'string' && isDigest(value)),
  /** That it was built from; empty when it is not known. */
  commit: v.pipe(text, v.regex(/^(?:[0-9a-f]{40})?$/)),
  /** Address of the run that proposed it; empty when it is not known. */
  run: text,
  file: v.pipe(
    text,
    v.check((path) => isRepositoryFile(path) && !isGuardedFile(path)),
  ),
  find: Find,
  digestMode: v.exactOptional(v.picklist(['suffix', 'field'])),
  writeName: v.exactOptional(v.literal(true)),
  value: v.exactOptional(text),
  /** Lines, since a list has characters that are escaped. */
  mirrors: v.exactOptional(text),
  only: v.exactOptional(text),
  create: v.exactOptional(v.literal(true)),
});

/** One app's image in one file of the branch. */
export type Proposal = {
  readonly target: Target;
  /** 40 hexadecimal digits; empty when it is not known. */
  readonly commit: string;
  /** Address of the run that proposed it; empty when it is not known. */
  readonly run: string;
};

const KEY = 'Sealift-Proposes: ';
/** Characters of a message that are looked at. */
const MAX_MESSAGE = 1_000_000;
/** Bytes of what a line holds: compressed, little can stand for much. */
const MAX_LIST = 4_000_000;
const MAX_PROPOSALS = 5000;
const BASE64 = /^[A-Za-z0-9_-]+$/;

function lineOf({ target, commit, run }: Proposal): v.InferOutput<typeof Line> {
  const { app, environment, release, file, find, digestMode, writeName, value } = target;
  const { mirrors, only, create } = target;
  return {
    app,
    ...(environment === undefined ? {} : { environment }),
    image: formatImageName(release.image),
    tag: release.tag,
    digest: release.digest,
    ...{ commit, run, file, find },
    ...(digestMode === 'none' ? {} : { digestMode }),
    ...(writeName ? { writeName } : {}),
    ...(value === undefined ? {} : { value }),
    ...(mirrors === undefined ? {} : { mirrors: mirrors.join('\n') }),
    ...(only === undefined ? {} : { only: only.join('\n') }),
    ...(create === undefined ? {} : { create }),
  };
}

/** One line of a commit message: a list in JSON, compressed by Brotli, in base64url. */
export const formatProposals = (proposals: readonly Proposal[]): string =>
  `${KEY}${brotliCompressSync(JSON.stringify(proposals.map(lineOf))).toString('base64url')}`;

/**
 * @param message of a commit that GitHub vouches to be this token's
 * @returns what cannot be read is left out: the branch then holds more than its message explains
 */
export function parseProposals(message: string): readonly Proposal[] {
  return message
    .slice(0, MAX_MESSAGE)
    .split('\n')
    .filter((line) => line.startsWith(KEY))
    .flatMap((line) => listIn(line.slice(KEY.length).trimEnd()))
    .slice(0, MAX_PROPOSALS)
    .flatMap(proposalOf);
}

/** What the line holds, whatever it is; nothing when it is no list. */
function listIn(base64: string): readonly unknown[] {
  if (!BASE64.test(base64)) return [];
  try {
    const bytes = brotliDecompressSync(Buffer.from(base64, 'base64url'), { maxOutputLength: MAX_LIST });
    const list: unknown = JSON.parse(bytes.toString('utf8'));
    return Array.isArray(list) ? list : [];
  } catch {
    return [];
  }
}

function proposalOf(said: unknown): readonly Proposal[] {
  const result = v.safeParse(Line, said);
  if (!result.success) return [];
  const line = result.output;
  const slash = line.image.indexOf('/');
  const image = {
    registry: line.image.slice(0, Math.max(0, slash)),
    repository: line.image.slice(slash + 1),
  };
  if (!isImageName(image)) return [];
  const { app, environment, tag, digest, file, find, value, commit, run } = line;
  const { digestMode = 'none', writeName = false, mirrors, only, create } = line;
  const release = { app, image, tag, digest };
  return [
    {
      ...{ commit, run },
      target: {
        ...{ app, environment, file, find, digestMode, writeName, value, release },
        ...{ pattern: undefined, mode: undefined, base: undefined, from: undefined },
        ...(mirrors === undefined ? {} : { mirrors: mirrors.split('\n') }),
        ...(only === undefined ? {} : { only: only.split('\n') }),
        ...(create === undefined ? {} : { create }),
      },
    },
  ];
}

/** Of one place: what a newer run says of it replaces what an older one said. */
export const proposalKey = ({ app, environment, file }: Target): string =>
  JSON.stringify([app, environment, file]);
