/** A repository of a registry, as deletion sees it. */
import type { Digest } from '@sealift/core/image/digest';
import type { ImageName } from '@sealift/core/image/reference';
import { subjectsOfTags, type Version } from '@sealift/core/retention/version';
import type { RegistryClient } from '@sealift/registry/client';
import { type Document, readDocument } from './document.ts';

/** `changed`: its tags are others than they were, and it was left alone. */
export type Removal = 'deleted' | 'absent' | 'changed';

export type Repository = {
  /** All that it holds now. What was read once is not read again: a digest is of the same bytes for ever. */
  versions(): Promise<readonly Version[]>;
  /** Deletes it with its tags, if they are still what they were. */
  remove(version: Version): Promise<Removal>;
  /** Milliseconds between two deletions: registries limit them. */
  readonly pause: number;
};

export type DocumentReader = (digest: Digest) => Promise<Document | undefined>;

/** Reads each document once. Undefined for what is not, or no longer, there. */
export function createDocumentReader(client: RegistryClient, image: ImageName): DocumentReader {
  const known = new Map<Digest, Document>();
  return async (digest) => {
    const present = known.get(digest);
    if (present !== undefined) return present;
    const found = await client.getDocument(image, digest);
    if (found === undefined) return undefined;
    const document = readDocument(found);
    known.set(digest, document);
    return document;
  };
}

export type Found = {
  readonly document: Document;
  readonly tags: readonly string[];
  /** Milliseconds. */
  readonly pushed: number | undefined;
};

/** What the documents of a repository say of each other. */
export function versionsOf(found: readonly Found[]): readonly Version[] {
  const about = new Map<Digest, Digest[]>();
  const add = (digest: Digest, subject: Digest) => about.set(digest, [...(about.get(digest) ?? []), subject]);
  for (const { document, tags } of found) {
    if (document.subject !== undefined) add(document.digest, document.subject);
    for (const subject of subjectsOfTags(tags)) add(document.digest, subject);
  }
  return found.map(({ document: { digest, names, record, content }, tags, pushed }) => ({
    ...{ digest, tags, pushed, names, record, content },
    about: about.get(digest) ?? [],
  }));
}

export const sameTags = (a: readonly string[], b: readonly string[]): boolean =>
  a.toSorted().join('\n') === b.toSorted().join('\n');
