import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import path from 'node:path';
import type { Job, Run } from '../run.ts';
import type { GitHubState } from '../state.ts';

/** A block blob on disk. */
export type Blob = {
  /** Below the host, with a leading slash. */
  readonly urlPath: string;
  readonly file: string;
  /** Block id → its file, until the list of blocks is given. */
  readonly blocks: Map<string, string>;
  contentType: string;
  /** undefined until all of it is there */
  committed: { readonly size: number; readonly sha256: string } | undefined;
};

export type Artifact = {
  readonly id: number;
  readonly name: string;
  readonly run: Run;
  readonly job: Job;
  readonly blob: Blob;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
  readonly expiresAt: number;
  finalized: boolean;
};

export type Artifacts = {
  readonly all: Map<number, Artifact>;
  create(run: Run, job: Job, name: string, contentType: string, expiresAt: number): Artifact;
  createBlob(urlPath: string, contentType: string): Blob;
  blobAt(urlPath: string): Blob | undefined;
  remove(artifact: Artifact): void;
  /** An address that needs no other credential. `cw`: to write · `r`: to read. */
  signedUrl(blob: Blob, use: 'cw' | 'r', fileName?: string): string;
  /** Whether an address was made by {@link signedUrl} for this use and is still good. */
  isSigned(url: URL, use: 'cw' | 'r'): boolean;
};

/** Milliseconds. */
const SIGNATURE_LIFE = { cw: 60 * 60_000, r: 10 * 60_000 } as const;
/** Version of the storage service's rules. */
const SERVICE_VERSION = '2025-11-05';

export function createArtifacts(world: GitHubState): Artifacts {
  const all = new Map<number, Artifact>();
  const blobs = new Map<string, Blob>();
  const secret = randomBytes(32);
  let next = 1_000_000_000;

  const signature = (urlPath: string, parameters: URLSearchParams): string =>
    createHmac('sha256', secret)
      .update(
        [urlPath, ...['se', 'sp', 'sr', 'sv', 'rscd', 'rsct'].map((name) => parameters.get(name) ?? '')].join(
          '\n',
        ),
      )
      .digest('base64');

  const createBlob = (urlPath: string, contentType: string): Blob => {
    const blob: Blob = {
      urlPath,
      file: path.join(world.dir, 'blobs', randomBytes(32).toString('hex')),
      blocks: new Map(),
      contentType,
      committed: undefined,
    };
    blobs.set(urlPath, blob);
    return blob;
  };

  return {
    all,
    createBlob,
    create: (run, job, name, contentType, expiresAt) => {
      const id = randomBytes(32).toString('hex');
      const urlPath = `/actions-results/${run.backendId}/workflow-job-run-${job.backendId}/artifacts/${id}.zip`;
      const blob = createBlob(urlPath, contentType);
      const artifact: Artifact = {
        id: ++next,
        name,
        run,
        job,
        blob,
        createdAt: world.clock.now(),
        expiresAt,
        finalized: false,
      };
      all.set(artifact.id, artifact);
      return artifact;
    },
    blobAt: (urlPath) => blobs.get(urlPath),
    remove: (artifact) => {
      all.delete(artifact.id);
      blobs.delete(artifact.blob.urlPath);
    },
    signedUrl: (blob, use, fileName) => {
      const url = new URL(blob.urlPath, world.urls.blobs);
      const expires = new Date(world.clock.now() + SIGNATURE_LIFE[use]).toISOString();
      url.searchParams.set('se', expires);
      url.searchParams.set('sp', use);
      url.searchParams.set('sr', 'b');
      url.searchParams.set('sv', SERVICE_VERSION);
      if (fileName !== undefined) {
        url.searchParams.set('rscd', `attachment; filename="${fileName.replaceAll(/["\\\r\n]/g, '_')}"`);
        url.searchParams.set('rsct', blob.contentType);
      }
      url.searchParams.set('sig', signature(blob.urlPath, url.searchParams));
      return url.href;
    },
    isSigned: (url, use) => {
      const given = Buffer.from(url.searchParams.get('sig') ?? '');
      const expected = Buffer.from(signature(url.pathname, url.searchParams));
      const expires = Date.parse(url.searchParams.get('se') ?? '');
      return (
        given.length === expected.length &&
        timingSafeEqual(given, expected) &&
        url.searchParams.get('sp') === use &&
        expires > world.clock.now()
      );
    },
  };
}

/** What a run may see: its own artifacts, of this and of earlier attempts. */
export const artifactsOf = (artifacts: Artifacts, run: Run): readonly Artifact[] =>
  [...artifacts.all.values()].filter(
    ({ run: owner, finalized }) => owner.backendId === run.backendId && finalized,
  );
