/**
 * Any registry with the distribution API. It lists tags and nothing else: what no tag leads to cannot be seen, and so is
 * never deleted. Nor does it say when something came: what the images, and the statements about them, say of themselves
 * is all that there is, and the newest of that counts.
 */
import { mapBounded } from '@sealift/core/bounded';
import type { Digest } from '@sealift/core/image/digest';
import type { ImageName } from '@sealift/core/image/reference';
import { subjectsOfTags, type Version } from '@sealift/core/retention/version';
import type { RegistryClient } from '@sealift/registry/client';
import * as v from 'valibot';
import { type Document, timeOf } from './document.ts';
import { type DocumentReader, type Found, type Repository, versionsOf } from './repository.ts';

const PARALLEL = 8;
const PAUSE = 50;
/** Bytes of an image's configuration. */
const MAX_CONFIG = 4 * 1024 * 1024;

/** @param deleter the same registry, for deletions alone: a group that is begun is finished when the job is cancelled */
export function createRegistryRepository(
  client: RegistryClient,
  deleter: RegistryClient,
  image: ImageName,
  read: DocumentReader,
): Repository {
  const times = new Map<Digest, number | undefined>();
  /** Whether there is a referrers API; not known before it was asked. */
  let referrers: boolean | undefined;

  const referrersOf = async (digest: Digest): Promise<readonly Digest[]> => {
    if (referrers === false) return [];
    const listed = await client.getReferrers(image, digest);
    referrers ??= listed !== undefined;
    return listed?.manifests.map((each) => each.digest) ?? [];
  };

  const claimedTime = async (document: Document): Promise<number | undefined> => {
    if (!times.has(document.digest))
      times.set(document.digest, newest([document.created, await configTime(client, image, document)]));
    return times.get(document.digest);
  };

  const tagsByDigest = async (): Promise<ReadonlyMap<Digest, readonly string[]>> => {
    const names = await client.listTags(image);
    const heads = await mapBounded(names, PARALLEL, async (tag) => ({
      tag,
      digest: (await client.headManifest(image, tag))?.digest,
    }));
    const tags = new Map<Digest, string[]>();
    for (const { tag, digest } of heads)
      if (digest !== undefined) tags.set(digest, [...(tags.get(digest) ?? []), tag]);
    return tags;
  };

  return {
    pause: PAUSE,
    async versions() {
      const tags = await tagsByDigest();
      const documents = new Map<Digest, Document>();
      let waiting: readonly Digest[] = [...tags.keys()];
      while (waiting.length > 0) {
        const pages = await mapBounded(waiting, PARALLEL, async (digest) => {
          const document = await read(digest);
          if (document === undefined) return undefined;
          // What a statement is about may have no tag, and is there all the same.
          const subjects = [document.subject ?? [], subjectsOfTags(tags.get(digest) ?? [])].flat();
          return { document, next: [...document.children, ...subjects, ...(await referrersOf(digest))] };
        });
        for (const each of pages) if (each !== undefined) documents.set(each.document.digest, each.document);
        waiting = [...new Set(pages.flatMap((each) => each?.next ?? []))].filter(
          (each) => !documents.has(each),
        );
      }
      const found = await mapBounded([...documents.values()], PARALLEL, async (document): Promise<Found> => {
        const parts = document.children.flatMap((child) => documents.get(child) ?? []);
        const claims = await Promise.all([document, ...parts].map(claimedTime));
        return { document, tags: tags.get(document.digest) ?? [], pushed: newest(claims) };
      });
      return versionsOf(found);
    },
    async remove({ digest, tags }: Version) {
      for (const tag of tags) {
        const now = await deleter.headManifest(image, tag);
        if (now !== undefined && now.digest !== digest) return 'changed';
      }
      return deleter.deleteManifest(image, digest);
    },
  };
}

const newest = (times: readonly (number | undefined)[]): number | undefined => {
  const known = times.filter((time) => time !== undefined);
  return known.length === 0 ? undefined : Math.max(...known);
};

const Config = v.object({ created: v.optional(v.unknown()) });

async function configTime(
  client: RegistryClient,
  image: ImageName,
  { config }: Document,
): Promise<number | undefined> {
  // The empty configuration of what is no image has two bytes.
  if (config === undefined || config.size <= 2 || config.size > MAX_CONFIG) return undefined;
  const bytes = await client.getBlob(image, config.digest, MAX_CONFIG);
  try {
    const parsed = v.safeParse(Config, JSON.parse(Buffer.from(bytes).toString('utf8')));
    return parsed.success ? timeOf(parsed.output.created) : undefined;
  } catch {
    return undefined;
  }
}
