/** https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#listing-tags */
import { remoteFailure } from '@sealift/core/failure';
import { formatImageName, type ImageName } from '@sealift/core/image/reference';
import { discard } from '@sealift/net/body';
import * as v from 'valibot';
import { readBytes, readRefusal } from '../answer.ts';
import { type Connection, follow, retrying } from '../connection.ts';
import { apiUrl, resolveLocation } from '../endpoint.ts';
import { type Operation, wrongContent } from '../failures.ts';
import { nextLink } from '../next-link.ts';

/** As many as distribution gives at most. */
const PAGE = 1000;
/** Far more than a repository has that somebody looks after. */
export const MAX_TAGS = 50_000;
/** Bytes: a tag has at most 128 characters. */
const MAX_PAGE_SIZE = 4 * 1024 * 1024;

// Registries write null for none.
const Page = v.object({ tags: v.nullish(v.array(v.pipe(v.string(), v.maxLength(200)))) });

/**
 * All tags of a repository, page by page; none for a repository that is not there.
 * @throws Failure `registry/too-many-tags` when there are more than {@link MAX_TAGS}; `registry/wrong-content`
 */
export async function listTags(connection: Connection, image: ImageName): Promise<readonly string[]> {
  const operation: Operation = { image, access: 'pull', what: `list of tags of ${formatImageName(image)}` };
  const tags = new Set<string>();
  let next: URL | undefined = new URL(`?n=${PAGE}`, apiUrl(image, 'tags/list'));
  for (let pages = 0; next !== undefined; pages += 1) {
    const asked: URL = next;
    const before = tags.size;
    const page = await retrying(connection, operation, () => readPage(connection, operation, asked));
    // A list that loses its second half would make tags look gone.
    if (page === undefined && pages > 0) throw wrongContent(operation, 'one of its pages is missing');
    for (const tag of page?.tags ?? []) tags.add(tag);
    next = page?.next;
    // A page without anything new that leads to another one leads in a circle.
    if (tags.size > MAX_TAGS || (next !== undefined && tags.size === before)) throw tooMany(image);
  }
  return [...tags];
}

async function readPage(
  connection: Connection,
  operation: Operation,
  asked: URL,
): Promise<{ readonly tags: readonly string[]; readonly next: URL | undefined } | undefined> {
  const { response, url } = await follow(connection, operation, {
    method: 'GET',
    url: asked,
    headers: { accept: 'application/json' },
  });
  if (response.status === 404) {
    await discard(response);
    return undefined;
  }
  if (response.status !== 200) throw await readRefusal(operation, url, response);
  const bytes = await readBytes(response, url, MAX_PAGE_SIZE, () => tooMany(operation.image));
  const page = v.safeParse(Page, jsonOf(bytes));
  if (!page.success) throw wrongContent(operation, 'it is no list of tags');
  const link = nextLink(response.headers.get('link') ?? '');
  return { tags: page.output.tags ?? [], next: link === undefined ? undefined : resolveLocation(url, link) };
}

function jsonOf(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(bytes).toString('utf8'));
  } catch {
    return undefined;
  }
}

const tooMany = (image: ImageName) =>
  remoteFailure({
    code: 'registry/too-many-tags',
    cause: `${formatImageName(image)} has more than ${MAX_TAGS} tags, or a list that does not end.`,
    remedy: 'Delete tags by hand until there are fewer.',
  });
