/** What somebody with `packages: write`, or the registry itself, does behind the back of the API. */
import { type Digest, digestOf } from '@sealift/core/image/digest';
import { MEDIA } from '@sealift/testing/image-layouts';
import { makeBundle } from '@sealift/testing/sigstore/bundle';
import type { Claims } from '@sealift/testing/sigstore/tokens';
import { parseBundle } from '@sealift/tools/cosign/output';
import { REPOSITORY, type ReleaseWorld } from './world.ts';

/** The manifests of the release's repository. */
export function manifestsIn({ registry }: ReleaseWorld) {
  const all = registry.manifests.get(REPOSITORY) ?? new Map<string, { bytes: Buffer; mediaType: string }>();
  registry.manifests.set(REPOSITORY, all);
  return {
    all,
    put(manifest: object, mediaType: string = MEDIA.manifest): Digest {
      const bytes = Buffer.from(JSON.stringify(manifest));
      const digest = digestOf(bytes);
      all.set(digest, { bytes, mediaType });
      return digest;
    },
    remove(reference: string): void {
      if (!all.delete(reference)) throw new Error(`there is no ${reference}`);
    },
    digestOf(reference: string): Digest {
      const found = all.get(reference);
      if (found === undefined) throw new Error(`there is no ${reference}`);
      return digestOf(found.bytes);
    },
  };
}

export function putBlob(
  { registry }: ReleaseWorld,
  content: string | Buffer,
): { digest: Digest; size: number } {
  const bytes = Buffer.from(content);
  const blobs = registry.blobs.get(REPOSITORY) ?? new Map<string, Buffer>();
  registry.blobs.set(REPOSITORY, blobs.set(digestOf(bytes), bytes));
  return { digest: digestOf(bytes), size: bytes.length };
}

/** An index for the planned platforms, of an image that nobody here built. */
export function foreignImage(world: ReleaseWorld, salt = 'backdoor'): Digest {
  const { put, all } = manifestsIn(world);
  const entries = ['amd64', 'arm64'].map((architecture) => {
    const config = putBlob(world, JSON.stringify({ os: 'linux', architecture, salt }));
    const layer = putBlob(world, `${salt} ${architecture}`);
    const digest = put({
      schemaVersion: 2,
      mediaType: MEDIA.manifest,
      config: { mediaType: MEDIA.config, ...config },
      layers: [{ mediaType: MEDIA.layer, ...layer }],
    });
    const size = all.get(digest)?.bytes.length ?? 0;
    return { mediaType: MEDIA.manifest, digest, size, platform: { os: 'linux', architecture } };
  });
  return put({ schemaVersion: 2, mediaType: MEDIA.index, manifests: entries }, MEDIA.index);
}

/** Points a tag to a manifest that is there. */
export function tag(world: ReleaseWorld, name: string, digest: Digest): void {
  const { all } = manifestsIn(world);
  const found = all.get(digest);
  if (found === undefined) throw new Error(`there is no ${digest}`);
  all.set(name, found);
}

const BUNDLE = 'application/vnd.dev.sigstore.bundle.v0.3+json';

/** Attaches a bundle to a manifest, as the registry lists it. */
export function attach(world: ReleaseWorld, subject: Digest, bundle: string, announced?: string): Digest {
  const blob = putBlob(world, bundle);
  const empty = putBlob(world, '{}');
  return manifestsIn(world).put({
    schemaVersion: 2,
    mediaType: MEDIA.manifest,
    artifactType: BUNDLE,
    config: { mediaType: 'application/vnd.oci.empty.v1+json', ...empty },
    layers: [{ mediaType: BUNDLE, ...blob }],
    subject: { mediaType: MEDIA.index, digest: subject, size: 1 },
    annotations: { 'dev.sigstore.bundle.predicateType': announced ?? parseBundle(bundle).statement.type },
  });
}

type Statement = { readonly predicateType: string; readonly predicate: unknown };

/** The statements on a manifest, as their bundles hold them. */
export function statementsOn(world: ReleaseWorld, subject: Digest) {
  const { all } = manifestsIn(world);
  const blobs = world.registry.blobs.get(REPOSITORY);
  return [...all].flatMap(([digest, { bytes }]) => {
    const manifest = JSON.parse(bytes.toString()) as {
      subject?: { digest: Digest };
      artifactType?: string;
      layers?: { digest: string }[];
    };
    if (manifest.subject?.digest !== subject || manifest.artifactType !== BUNDLE) return [];
    const bundle = blobs?.get(manifest.layers?.[0]?.digest ?? '')?.toString() ?? '';
    const { payload } = (JSON.parse(bundle) as { dsseEnvelope: { payload: string } }).dsseEnvelope;
    const text = Buffer.from(payload, 'base64').toString();
    return [{ digest, bundle, text, statement: JSON.parse(text) as Statement }];
  });
}

/** Index and platforms of the release. */
export const subjectsOf = (world: ReleaseWorld): readonly Digest[] => [
  ...(world.digest === undefined ? [] : [world.digest]),
  ...world.legs.map(({ image }) => image),
];

/** The same statements about the same image, signed by somebody else in place of whom they are from. */
export function signAgainAs(world: ReleaseWorld, claims: Claims): void {
  for (const subject of subjectsOf(world))
    for (const { digest, text, statement } of statementsOn(world, subject)) {
      manifestsIn(world).remove(digest);
      const { predicateType: type, predicate } = statement;
      attach(world, subject, makeBundle({ subject, type, predicate, claims, statement: text }));
    }
}

/** Takes the statements of one type off a manifest. */
export function strip(world: ReleaseWorld, subject: Digest, type: string): void {
  const found = statementsOn(world, subject).filter(({ statement }) => statement.predicateType === type);
  if (found.length === 0) throw new Error(`there is no ${type} on ${subject}`);
  for (const { digest } of found) manifestsIn(world).remove(digest);
}
