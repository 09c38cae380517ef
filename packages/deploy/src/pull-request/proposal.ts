/**
 * What a bump's commit proposes, as its message says it: one line for each place. Later runs make the same edits again on
 * a newer base, and tell by it what on the branch is a bump's. A branch moves by compare-and-swap and its message with it,
 * so what two runs propose at once is never lost, as it could be in the text of a pull request.
 *
 * Anybody who may push can write such lines: they count only in a commit that GitHub vouches to be this token's.
 */
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
  digestMode: v.picklist(['none', 'suffix', 'field']),
  writeName: v.boolean(),
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
/** Characters of a message that are looked at, and lines in it. */
const MAX_MESSAGE = 1_000_000;
const MAX_LINES = 5000;

/**
 * Characters by which a commit message does something on GitHub are not written as they are: `#1` and addresses close
 * issues, `@name` tells people, `[skip ci]` keeps checks from running.
 */
const escaped = (json: string): string =>
  json
    .replace(/[#@[\]<>]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .replaceAll('://', ':\\/\\/');

/** One line of a commit message. */
export function formatProposal({ target, commit, run }: Proposal): string {
  const { app, environment, release, file, find, digestMode, writeName, value } = target;
  const { mirrors, only, create } = target;
  const line: v.InferOutput<typeof Line> = {
    app,
    ...(environment === undefined ? {} : { environment }),
    image: formatImageName(release.image),
    tag: release.tag,
    digest: release.digest,
    ...{ commit, run, file, find, digestMode, writeName },
    ...(value === undefined ? {} : { value }),
    ...(mirrors === undefined ? {} : { mirrors: mirrors.join('\n') }),
    ...(only === undefined ? {} : { only: only.join('\n') }),
    ...(create === undefined ? {} : { create }),
  };
  return `${KEY}${escaped(JSON.stringify(line))}`;
}

/**
 * @param message of a commit that GitHub vouches to be this token's
 * @returns what cannot be read is left out: the branch then holds more than its message explains
 */
export function parseProposals(message: string): readonly Proposal[] {
  return message
    .slice(0, MAX_MESSAGE)
    .split('\n')
    .filter((line) => line.startsWith(KEY))
    .slice(0, MAX_LINES)
    .flatMap((line) => proposalOf(line.slice(KEY.length)));
}

function proposalOf(json: string): readonly Proposal[] {
  const line = read(json);
  if (line === undefined) return [];
  const slash = line.image.indexOf('/');
  const image = {
    registry: line.image.slice(0, Math.max(0, slash)),
    repository: line.image.slice(slash + 1),
  };
  if (!isImageName(image)) return [];
  const { app, environment, tag, digest, file, find, digestMode, writeName, value, commit, run } = line;
  const { mirrors, only, create } = line;
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

function read(json: string): v.InferOutput<typeof Line> | undefined {
  try {
    const result = v.safeParse(Line, JSON.parse(json));
    return result.success ? result.output : undefined;
  } catch {
    return undefined;
  }
}

/** Of one place: what a newer run says of it replaces what an older one said. */
export const proposalKey = ({ app, environment, file }: Target): string =>
  JSON.stringify([app, environment, file]);
