/**
 * The cache service of GitHub Actions, version 2, as @actions/cache and BuildKit's `type=gha` speak it.
 * https://docs.github.com/en/actions/reference/workflows-and-actions/dependency-caching#restrictions-for-accessing-a-cache
 */
import { randomUUID } from 'node:crypto';
import * as v from 'valibot';
import type { Artifacts, Blob } from '../artifacts/store.ts';
import { snakeCase, TwirpError, type TwirpMethods } from '../artifacts/twirp.ts';
import type { JobOfRun } from '../run.ts';
import { cacheScopes } from './scopes.ts';

/** Letters of a key. */
const MAX_KEY = 512;
/** Bytes of all entries of a repository: GitHub's own limit, after which it drops the oldest. */
const MAX_SIZE = 10 * 1024 ** 3;

const Key = v.pipe(v.string(), v.minLength(1), v.maxLength(MAX_KEY), v.regex(/^[^,]+$/));
const Version = v.pipe(v.string(), v.minLength(1), v.maxLength(MAX_KEY));
const Entry = v.object({ key: Key, version: Version });
const Finalize = v.object({
  ...Entry.entries,
  size_bytes: v.pipe(v.union([v.string(), v.number()]), v.transform(Number), v.integer(), v.minValue(0)),
});
const Get = v.object({
  ...Entry.entries,
  restore_keys: v.optional(v.pipe(v.array(Key), v.maxLength(10)), []),
});

type CacheEntry = {
  readonly id: number;
  readonly repository: number;
  /** The ref that wrote it. */
  readonly scope: string;
  readonly key: string;
  readonly version: string;
  readonly blob: Blob;
  finalized: boolean;
};

export function createCacheMethods(artifacts: Artifacts): TwirpMethods {
  /** The newest last. */
  const entries: CacheEntry[] = [];
  let last = 0;
  const own = ({ run }: JobOfRun, { key, version }: v.InferOutput<typeof Entry>) => {
    const [scope] = cacheScopes(run);
    const found = entries.find(
      (entry) =>
        entry.repository === run.repository.id &&
        entry.scope === scope?.ref &&
        entry.key === key &&
        entry.version === version,
    );
    return { scope: scope?.ref ?? '', found };
  };
  const makeRoom = (repository: number) => {
    const ofRepository = entries.filter((entry) => entry.repository === repository && entry.finalized);
    let size = ofRepository.reduce((sum, { blob }) => sum + (blob.committed?.size ?? 0), 0);
    for (const entry of ofRepository) {
      if (size <= MAX_SIZE) return;
      size -= entry.blob.committed?.size ?? 0;
      entries.splice(entries.indexOf(entry), 1);
    }
  };

  return {
    CreateCacheEntry: (body, caller) => {
      const { key, version } = read(Entry, body);
      const { scope, found } = own(caller, { key, version });
      if (found !== undefined)
        throw new TwirpError('already_exists', 'cache entry with the same key already exists');
      const blob = artifacts.createBlob(`/actions-cache/${randomUUID()}`, 'application/octet-stream');
      last += 1;
      entries.push({
        id: last,
        repository: caller.run.repository.id,
        scope,
        key,
        version,
        blob,
        finalized: false,
      });
      return { ok: true, signed_upload_url: artifacts.signedUrl(blob, 'cw'), message: '' };
    },
    FinalizeCacheEntryUpload: (body, caller) => {
      const { size_bytes: size, ...entry } = read(Finalize, body);
      const { found } = own(caller, entry);
      if (found === undefined || found.finalized) throw new TwirpError('not_found', 'cache entry not found');
      if (found.blob.committed?.size !== size)
        throw new TwirpError(
          'failed_precondition',
          `the entry has ${found.blob.committed?.size ?? 'no'} bytes, not ${size}`,
        );
      found.finalized = true;
      makeRoom(caller.run.repository.id);
      return { ok: true, entry_id: String(found.id), message: '' };
    },
    GetCacheEntryDownloadURL: (body, { run }) => {
      const { key, version, restore_keys: restoreKeys } = read(Get, body);
      for (const { ref } of cacheScopes(run)) {
        const there = entries.filter(
          (entry) =>
            entry.finalized &&
            entry.repository === run.repository.id &&
            entry.scope === ref &&
            entry.version === version,
        );
        const match =
          there.find((entry) => entry.key === key) ??
          restoreKeys
            .map((prefix) => there.findLast((entry) => entry.key.startsWith(prefix)))
            .find((entry) => entry !== undefined);
        if (match !== undefined)
          return {
            ok: true,
            signed_download_url: artifacts.signedUrl(match.blob, 'r'),
            matched_key: match.key,
          };
      }
      return { ok: false, signed_download_url: '', matched_key: '' };
    },
  };
}

function read<TSchema extends v.GenericSchema>(schema: TSchema, body: unknown): v.InferOutput<TSchema> {
  const parsed = v.safeParse(schema, snakeCase(body));
  if (parsed.success) return parsed.output;
  const [issue] = parsed.issues;
  throw new TwirpError('invalid_argument', `${v.getDotPath(issue) ?? 'request'}: ${issue.message}`);
}
