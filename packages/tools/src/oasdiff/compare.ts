/**
 * One run of `oasdiff changelog` on two documents, without the network and without the user's files.
 * https://www.oasdiff.com/docs
 */
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { configurationFailure, type Failure, remoteFailure } from '@sealift/core/failure';
import type { Log } from '@sealift/core/log';
import { singleLine } from '@sealift/core/text/sanitize';
import * as v from 'valibot';
import { childEnvironment, type Exec } from '../exec.ts';

export type CompareOptions = {
  /** Path of the executable. */
  readonly oasdiff: string;
  readonly exec: Exec;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly log: Pick<Log, 'debug'>;
  readonly signal?: AbortSignal;
  /** JSON texts without references to other documents. */
  readonly base: string;
  readonly revision: string;
  /** Days between the announcement that an operation goes and its removal. */
  readonly sunsetDays: number;
  /** Both in the words of OpenAPI's newest version first: for two that are written for different ones. */
  readonly upgrade: boolean;
  /** An existing private folder. */
  readonly work: string;
};

export type FoundChange = {
  readonly id: string;
  readonly level: 'error' | 'warning' | 'info';
  readonly text: string;
  readonly method: string | undefined;
  readonly path: string | undefined;
  /** 1-based lines of the two texts, where the change shows. */
  readonly baseLine: number | undefined;
  readonly revisionLine: number | undefined;
};

/** Milliseconds. A description of 12 MB takes some seconds. */
const DEADLINE = 120_000;
/** Characters of the answer. */
const MAX_ANSWER = 64 * 1024 * 1024;
/** Bytes that Go's collector tries to stay below: hostile schemas multiply. */
const MEMORY = '2GiB';
const LONGEST_REASON = 600;
/** Nobody listens on the discard port: whatever it would fetch fails at once. */
const NO_NETWORK = { HTTP_PROXY: 'http://127.0.0.1:9', HTTPS_PROXY: 'http://127.0.0.1:9', NO_PROXY: '' };

const Source = v.optional(v.object({ line: v.optional(v.number()) }));
const Answer = v.array(
  v.object({
    id: v.string(),
    text: v.string(),
    level: v.picklist([1, 2, 3]),
    operation: v.optional(v.string(), ''),
    path: v.optional(v.string(), ''),
    baseSource: Source,
    revisionSource: Source,
  }),
);
const LEVELS = { 1: 'info', 2: 'warning', 3: 'error' } as const;

export function compareArguments(options: Pick<CompareOptions, 'sunsetDays' | 'upgrade'>): readonly string[] {
  const days = String(options.sunsetDays);
  return [
    'changelog',
    'base.json',
    'revision.json',
    '--format=json',
    '--lang=en',
    '--allow-external-refs=false',
    `--deprecation-days-stable=${days}`,
    `--deprecation-days-beta=${days}`,
    ...(options.upgrade ? ['--auto-upgrade'] : []),
  ];
}

/**
 * All changes, the compatible ones too.
 * @throws Failure `oasdiff/not-comparable` for documents that it cannot read, `oasdiff/timeout`, `oasdiff/bad-output`
 */
export async function compareDocuments(options: CompareOptions): Promise<readonly FoundChange[]> {
  // Its own folder: it looks for configuration where it is started and in the home folder.
  const folder = path.join(options.work, 'oasdiff');
  await mkdir(folder, { mode: 0o700 });
  await writeFile(path.join(folder, 'base.json'), options.base, { mode: 0o600, flag: 'wx' });
  await writeFile(path.join(folder, 'revision.json'), options.revision, { mode: 0o600, flag: 'wx' });
  const result = await options.exec(options.oasdiff, compareArguments(options), {
    cwd: folder,
    env: childEnvironment(options.env, [], {
      HOME: folder,
      GOMEMLIMIT: MEMORY,
      NO_COLOR: '1',
      ...NO_NETWORK,
    }),
    timeout: DEADLINE,
    onLine: (line, stream) => {
      if (stream === 'stderr') options.log.debug(line);
    },
    ...(options.signal === undefined ? {} : { signal: options.signal }),
  });
  if (result.timedOut) throw tooSlow();
  if (result.exitCode !== 0) throw notComparable(result.stderr, result.exitCode);
  return readAnswer(result.stdout).map(({ id, text, level, operation, path: place, ...sources }) => ({
    id,
    text,
    level: LEVELS[level],
    method: operation === '' ? undefined : operation.toUpperCase(),
    path: place === '' ? undefined : place,
    baseLine: sources.baseSource?.line,
    revisionLine: sources.revisionSource?.line,
  }));
}

function readAnswer(text: string): v.InferOutput<typeof Answer> {
  // Nothing changed.
  if (text.trim() === '' || text.trim() === 'null') return [];
  if (text.length > MAX_ANSWER) throw badOutput(`has more than ${MAX_ANSWER} characters`);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw badOutput('is not JSON');
  }
  const result = v.safeParse(Answer, value);
  if (result.success) return result.output;
  throw badOutput(`has another form at "${v.getDotPath(result.issues[0]) ?? ''}"`);
}

function notComparable(stderr: string, exitCode: number): Failure {
  const text = singleLine(stripVTControlCharacters(stderr))
    .replace(/^Error: /, '')
    .trim()
    .replace(/\.+$/, '');
  const reason =
    text === '' ? `it ended with ${exitCode} and without a message` : text.slice(0, LONGEST_REASON);
  return configurationFailure({
    code: 'oasdiff/not-comparable',
    cause: `oasdiff cannot compare the two documents: ${reason}.`,
    remedy:
      'Correct the document that the message names; "base" is the released one, "revision" the snapshot.',
  });
}

const tooSlow = (): Failure =>
  remoteFailure({
    code: 'oasdiff/timeout',
    cause: `oasdiff did not compare the two documents within ${DEADLINE / 1_000} seconds.`,
    remedy:
      'Run the job again; if it happens again, look for schemas that refer to each other many times over.',
  });

const badOutput = (what: string): Failure =>
  remoteFailure({
    code: 'oasdiff/bad-output',
    cause: `The answer of oasdiff ${what}.`,
    remedy: 'Use the pinned release (tools: pinned), or report this with the debug log of this step.',
  });
