/** What a registry that attacks may answer. */
import type { Call } from '@sealift/testing/registry-double';

export const ALWAYS = 1e6;

export const OCI_INDEX = 'application/vnd.oci.image.index.v1+json';

/** What is asked for a digest of the release, or by any digest. */
export const manifestOf = (digest = 'sha256:'): RegExp => new RegExp(`/manifests/${digest}`);

export const answer =
  (bytes: string | Buffer, headers: Record<string, string> = {}) =>
  async ({ response, body }: Call) => {
    await body();
    response.writeHead(200, { 'content-type': OCI_INDEX, ...headers });
    response.end(bytes);
  };
