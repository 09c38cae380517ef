import { gzipSync } from 'node:zlib';
import { type Digest, digestHex, digestOf } from '@sealift/core/digest';
import type { ImageName } from '@sealift/core/image';
import type { Clock, Log } from '@sealift/core/log';
import { createRegistryClient, type Manifest, type RegistryClient } from '@sealift/registry/client';
import { OCI_MANIFEST } from '@sealift/registry/manifest';
import { type TarFile, tarOf } from '../bases/tar.ts';
import { answersQuickly } from '../engines/ensure.ts';
import { type Vulnerability, vulnerabilities } from './advisories.ts';
import { vulnerabilityDatabase } from './database.ts';
import { emptyJavaDatabase } from './java-database.ts';

export type VulnerabilityOptions = {
  /** A registry on loopback; what mirror.gcr.io and ghcr.io/aquasecurity lead to in a rehearsal. */
  readonly registry: string;
  readonly log: Log;
  readonly clock: Clock;
  readonly fetch?: typeof globalThis.fetch;
  readonly signal?: AbortSignal;
  /** Whether mirror.gcr.io can be reached; a test gives its own. */
  readonly reachable?: () => Promise<boolean>;
  /** The fixture's content; a test gives its own. */
  readonly advisories?: readonly Vulnerability[];
};

export type VulnerabilityDatabase = {
  /** `trivy`: the published one. `fixture`: a few advisories, made here, that prove the pipeline and nothing more. */
  readonly source: 'trivy' | 'fixture';
  /** When its content was put together; undefined when the publisher does not say. */
  readonly updatedAt: Date | undefined;
  readonly digest: Digest;
};

const ORIGIN = { registry: 'mirror.gcr.io', repository: 'aquasec/trivy-db' } as const;
/** Both names under which Trivy publishes it: at Google and at GitHub. */
const REPOSITORIES = ['aquasec/trivy-db', 'aquasecurity/trivy-db'];
const JAVA_REPOSITORIES = ['aquasec/trivy-java-db', 'aquasecurity/trivy-java-db'];
const TAG = '2';
const JAVA_TAG = '1';
const CREATED = 'org.opencontainers.image.created';
const RECIPE = 'dev.sealift.fixture';

const HOUR = 3_600_000;
/** A fixture younger than this is used again, so that scans of one hour see one database. */
const REUSED_FOR = HOUR;
/** Bytes; the published layer has about 70 MB. */
const LARGEST = 512 * 1024 * 1024;

/**
 * Puts Trivy's vulnerability database into a loopback registry under the names that Trivy asks for: a copy of the
 * published one where it can be reached, else a small fixture; and a Java database without entries.
 * @throws Failure `remote` when the loopback registry fails
 */
export async function ensureVulnerabilityDatabase(
  options: VulnerabilityOptions,
): Promise<VulnerabilityDatabase> {
  const fetch = options.fetch ?? globalThis.fetch;
  const client = createRegistryClient({
    credentials: () => undefined,
    fetch,
    clock: options.clock,
    log: options.log,
    signal: options.signal,
  });
  const reachable = options.reachable ?? (() => answersQuickly('https://mirror.gcr.io/v2/', fetch));
  const copied = (await reachable()) ? await copyPublished(client, options) : undefined;
  const [database] = await Promise.all([copied ?? putFixture(client, options), putJava(client, options)]);
  return database;
}

async function copyPublished(
  client: RegistryClient,
  options: VulnerabilityOptions,
): Promise<VulnerabilityDatabase | undefined> {
  try {
    const manifest = await client.getManifest(ORIGIN, TAG);
    if (manifest?.json.kind !== 'manifest') return undefined;
    const here = imagesAt(options.registry, REPOSITORIES);
    const heads = await Promise.all(here.map((image) => client.headManifest(image, TAG)));
    if (heads.some((head) => head?.digest !== manifest.digest)) {
      options.log.info("Copying Trivy's vulnerability database from mirror.gcr.io.");
      const blobs = [manifest.json.config, ...manifest.json.layers];
      for (const { digest, size } of blobs) {
        const bytes = await client.getBlob(ORIGIN, digest as Digest, LARGEST);
        for (const image of here) await client.uploadBlob(image, { bytes, digest: digest as Digest, size });
      }
      for (const image of here) await client.putManifest(image, TAG, manifest);
    }
    return { source: 'trivy', updatedAt: createdAt(manifest), digest: manifest.digest };
  } catch (error) {
    options.signal?.throwIfAborted();
    options.log.warning(
      `Trivy's vulnerability database cannot be copied (${error instanceof Error ? error.message : error}): a fixture is used.`,
    );
    return undefined;
  }
}

async function putFixture(
  client: RegistryClient,
  options: VulnerabilityOptions,
): Promise<VulnerabilityDatabase> {
  const database = vulnerabilityDatabase(options.advisories ?? vulnerabilities);
  const recipe = digestHex(digestOf(database));
  const now = options.clock.now();
  const here = imagesAt(options.registry, REPOSITORIES);
  const known = await Promise.all(here.map((image) => client.getManifest(image, TAG)));
  const [first] = known;
  const made = first === undefined ? undefined : createdAt(first);
  if (
    first !== undefined &&
    made !== undefined &&
    now - made.getTime() < REUSED_FOR &&
    known.every((each) => each !== undefined && annotationsOf(each)[RECIPE] === recipe)
  )
    return { source: 'fixture', updatedAt: made, digest: first.digest };

  const updatedAt = new Date(now);
  const files = [
    { name: 'trivy.db', mode: 0o644, bytes: database },
    { name: 'metadata.json', mode: 0o644, bytes: metadata(2, updatedAt) },
  ];
  const digest = await putArtifact(client, here, TAG, files, 'db', {
    [CREATED]: updatedAt.toISOString(),
    [RECIPE]: recipe,
  });
  return { source: 'fixture', updatedAt, digest };
}

async function putJava(client: RegistryClient, options: VulnerabilityOptions): Promise<void> {
  const here = imagesAt(options.registry, JAVA_REPOSITORIES);
  const known = await Promise.all(here.map((image) => client.getManifest(image, JAVA_TAG)));
  const now = options.clock.now();
  if (known.every((each) => each && now - (createdAt(each)?.getTime() ?? 0) < REUSED_FOR)) return;
  const updatedAt = new Date(now);
  const files = [
    { name: 'trivy-java.db', mode: 0o644, bytes: await emptyJavaDatabase() },
    { name: 'metadata.json', mode: 0o644, bytes: metadata(1, updatedAt) },
  ];
  await putArtifact(client, here, JAVA_TAG, files, 'javadb', { [CREATED]: updatedAt.toISOString() });
}

/** https://github.com/aquasecurity/trivy-db/blob/main/pkg/metadata/metadata.go */
const metadata = (version: number, updatedAt: Date): Buffer =>
  Buffer.from(
    `${JSON.stringify({
      Version: version,
      NextUpdate: new Date(updatedAt.getTime() + 24 * HOUR).toISOString(),
      UpdatedAt: updatedAt.toISOString(),
      DownloadedAt: '0001-01-01T00:00:00Z',
    })}\n`,
  );

/** The artifact of https://github.com/aquasecurity/trivy/blob/main/pkg/oci/artifact.go */
async function putArtifact(
  client: RegistryClient,
  images: readonly ImageName[],
  tag: string,
  files: readonly TarFile[],
  kind: 'db' | 'javadb',
  annotations: Readonly<Record<string, string>>,
): Promise<Digest> {
  const layer = gzipSync(tarOf(files));
  const config = Buffer.from('{}');
  const [layerDigest, configDigest] = [digestOf(layer), digestOf(config)];
  const bytes = Buffer.from(
    JSON.stringify({
      schemaVersion: 2,
      mediaType: OCI_MANIFEST,
      config: {
        mediaType: 'application/vnd.aquasec.trivy.config.v1+json',
        digest: configDigest,
        size: config.length,
      },
      layers: [
        {
          mediaType: `application/vnd.aquasec.trivy.${kind}.layer.v1.tar+gzip`,
          digest: layerDigest,
          size: layer.length,
          annotations: { 'org.opencontainers.image.title': `${kind}.tar.gz` },
        },
      ],
      annotations,
    }),
  );
  for (const image of images) {
    await client.uploadBlob(image, { bytes: layer, digest: layerDigest, size: layer.length });
    await client.uploadBlob(image, { bytes: config, digest: configDigest, size: config.length });
    await client.putManifest(image, tag, { bytes, mediaType: OCI_MANIFEST });
  }
  return digestOf(bytes);
}

const imagesAt = (registry: string, repositories: readonly string[]): ImageName[] =>
  repositories.map((repository) => ({ registry, repository }));

const annotationsOf = (manifest: Manifest): Readonly<Record<string, string>> =>
  manifest.json.annotations ?? {};

function createdAt(manifest: Manifest): Date | undefined {
  const time = Date.parse(annotationsOf(manifest)[CREATED] ?? '');
  return Number.isNaN(time) ? undefined : new Date(time);
}
