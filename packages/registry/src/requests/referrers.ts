/** https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#listing-referrers */
import type { Digest } from '@sealift/core/image/digest';
import type { ImageName } from '@sealift/core/image/reference';
import { discard } from '@sealift/net/body';
import { readBytes } from '../answer.ts';
import { type Connection, follow, retrying } from '../connection.ts';
import { apiUrl, resolveLocation } from '../endpoint.ts';
import { formatTarget, type Operation, refusal, tooManyReferrers, wrongContent } from '../failures.ts';
import {
  countChildren,
  type ImageIndex,
  MAX_CHILDREN,
  MAX_MANIFEST_SIZE,
  OCI_INDEX,
  parseManifest,
} from '../manifest.ts';
import { nextLink } from '../next-link.ts';

/** Pages of one list. What refers to an image grows by a few with each release of the same bytes. */
const MAX_PAGES = 20;

export type ReferrersOptions = {
  /** Asks for those of one type. A registry may ignore it: what is listed is not always of that type. */
  readonly artifactType?: string;
};

/**
 * GET of what refers to a digest, page by page; undefined where the registry has no such API.
 * @throws Failure `registry/too-many-referrers` when the list is longer than anybody can read; `registry/wrong-content`
 * when it is no list
 */
export async function getReferrers(
  connection: Connection,
  image: ImageName,
  digest: Digest,
  { artifactType }: ReferrersOptions = {},
): Promise<ImageIndex | undefined> {
  const what = `list of referrers of ${formatTarget(image, digest)}`;
  const operation: Operation = { image, access: 'pull', what };
  const read = (url: URL) => retrying(connection, operation, () => readPage(connection, operation, url));
  const first = await read(apiUrl(image, `referrers/${digest}${filterOf(artifactType)}`));
  if (first === undefined) return undefined;
  const manifests = [...first.index.manifests];
  let { next } = first;
  for (let pages = 1; next !== undefined; pages += 1) {
    if (pages === MAX_PAGES) throw tooManyReferrers(operation, `it has more than ${MAX_PAGES} pages`);
    const page: Page | undefined = await read(next);
    // Half a list may lack the newest statement, or one that says no.
    if (page === undefined) throw wrongContent(operation, 'one of its pages is missing');
    manifests.push(...page.index.manifests);
    if (manifests.length > MAX_CHILDREN) throw tooManyReferrers(operation, overLimit(manifests.length));
    ({ next } = page);
  }
  return { ...first.index, manifests };
}

const filterOf = (artifactType: string | undefined): string =>
  artifactType === undefined ? '' : `?artifactType=${encodeURIComponent(artifactType)}`;

const overLimit = (count: number): string => `it has at least ${count} entries, and ${MAX_CHILDREN} are read`;

type Page = { readonly index: ImageIndex; readonly next: URL | undefined };

async function readPage(connection: Connection, operation: Operation, asked: URL): Promise<Page | undefined> {
  const { response, url } = await follow(connection, operation, {
    method: 'GET',
    url: asked,
    headers: { accept: OCI_INDEX },
  });
  const type = response.headers.get('content-type') ?? '';
  // A registry without the API answers 404, or with something that is not an index.
  if (response.status !== 200 || !type.startsWith(OCI_INDEX)) {
    await discard(response);
    // Quay answers 400 for a subject that is not there.
    if ([200, 400, 404, 405].includes(response.status)) return undefined;
    throw refusal(operation, response.status, []);
  }
  const bytes = await readBytes(response, url, MAX_MANIFEST_SIZE, () =>
    tooManyReferrers(operation, `it is larger than ${MAX_MANIFEST_SIZE} bytes`),
  );
  const count = countChildren(bytes);
  if (count > MAX_CHILDREN) throw tooManyReferrers(operation, overLimit(count));
  const index = parseManifest(bytes, OCI_INDEX, (reason) => wrongContent(operation, reason));
  if (index.kind !== 'index') return undefined;
  const link = nextLink(response.headers.get('link') ?? '');
  return { index, next: link === undefined ? undefined : resolveLocation(url, link) };
}
