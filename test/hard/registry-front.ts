/** A cloud's registry before a real one that asks for no login: what the doubles of clouds have in common. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { digestOf } from '@sealift/core/image/digest';
import { forward } from '@sealift/sandbox/proxy/forward';
import { peekBody } from '@sealift/sandbox/proxy/peek';

/** Claims of a job's token that a cloud was shown. */
export type Shown = Readonly<Record<'aud' | 'sub' | 'repository' | 'ref' | 'job_workflow_ref', string>>;

/** What a job's token says; that GitHub signed it is for the sandbox's sigstore to show. */
export function claimsOf(token: string): Shown {
  const [, payload = ''] = token.split('.');
  const text = Buffer.from(payload, 'base64url').toString('utf8');
  const { aud, sub, repository, ref, job_workflow_ref } = JSON.parse(text || '{}') as Shown;
  return { aud, sub, repository, ref, job_workflow_ref };
}

export type Target = { readonly name: string; readonly kind: string; readonly rest: string };

/** Undefined for an address that is none of a repository's. */
export function targetOf({ url = '/' }: IncomingMessage): Target | undefined {
  const { pathname } = new URL(url, 'https://registry.invalid');
  const [, name = '', kind = '', rest = ''] =
    /^\/v2\/(.+?)\/(manifests|blobs|referrers|tags)\/(.+)$/.exec(pathname) ?? [];
  return name === '' ? undefined : { name, kind, rest };
}

/** To the real registry, which is told by what name it was asked. */
export const pass = (port: number, host: string, request: IncomingMessage, response: ServerResponse): void =>
  forward({ port }, request, response, { 'X-Forwarded-Proto': 'https', 'X-Forwarded-Host': host }, () => {});

/** A blob from the cloud's store, whose signed address is the login. */
export function passBlob(
  port: number,
  { name, rest }: Pick<Target, 'name' | 'rest'>,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  request.url = `/v2/${name}/blobs/${rest}`;
  forward({ port }, request, response, {}, () => {});
}

/** Where an upload goes on, in the cloud's own words. */
export function renameLocation(response: ServerResponse, rename: (location: URL) => string): void {
  const { writeHead } = response;
  const change = (headers: readonly string[]) =>
    headers.map((value, at) =>
      at % 2 === 1 && headers[at - 1]?.toLowerCase() === 'location' ? rename(new URL(value)) : value,
    );
  Object.assign(response, {
    writeHead: (status: number, ...rest: readonly unknown[]) =>
      Reflect.apply(writeHead, response, [
        status,
        ...rest.map((each) => (Array.isArray(each) ? change(each) : each)),
      ]),
  });
}

const INDEX = 'application/vnd.oci.image.index.v1+json';
const MANIFESTS = `${INDEX},application/vnd.oci.image.manifest.v1+json`;

/** Whether the real registry has it. */
export const exists = async (port: number, name: string, reference: string): Promise<boolean> =>
  (
    await fetch(`http://127.0.0.1:${port}/v2/${name}/manifests/${reference}`, {
      method: 'HEAD',
      headers: { accept: MANIFESTS },
    })
  ).ok;

export type Listed = Readonly<Record<string, unknown>> & {
  readonly digest: string;
  readonly artifactType: string | undefined;
};

export type Referrers = {
  /** Takes note of a manifest that is put. @returns the digest of what it is about */
  note(name: string, request: IncomingMessage): Promise<string | undefined>;
  of(name: string, digest: string): readonly Listed[];
};

type Manifest = {
  readonly mediaType?: string;
  readonly artifactType?: string;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly subject?: { readonly digest: string };
  readonly config?: { readonly mediaType: string };
};

/** The referrers of the OCI's distribution 1.1, which the real registry does not list. */
export function createReferrers(): Referrers {
  const known = new Map<string, Map<string, Listed>>();
  return {
    async note(name, request) {
      const body = (await peekBody(request)) ?? '{}';
      const { mediaType, artifactType, annotations, subject, config } = JSON.parse(body) as Manifest;
      if (subject === undefined) return undefined;
      const digest = digestOf(body);
      const key = `${name}@${subject.digest}`;
      const own = known.get(key) ?? new Map<string, Listed>();
      known.set(key, own);
      own.set(digest, {
        mediaType,
        digest,
        size: Buffer.byteLength(body),
        artifactType: artifactType ?? config?.mediaType,
        ...(annotations === undefined ? {} : { annotations }),
      });
      return subject.digest;
    },
    of: (name, digest) => [...(known.get(`${name}@${digest}`)?.values() ?? [])],
  };
}

export function sendReferrers(
  request: IncomingMessage,
  response: ServerResponse,
  manifests: readonly Listed[],
): void {
  response.setHeader('content-type', INDEX);
  end(request, response, 200, JSON.stringify({ schemaVersion: 2, mediaType: INDEX, manifests }));
}

export function sendJson(
  request: IncomingMessage,
  response: ServerResponse,
  status: number,
  body: object,
): void {
  response.setHeader('content-type', 'application/json');
  end(request, response, status, JSON.stringify(body));
}

/** A refusal in the registry protocol's form. */
export const problem = (
  request: IncomingMessage,
  response: ServerResponse,
  status: number,
  code: string,
  message: string,
): void => sendJson(request, response, status, { errors: [{ code, message }] });

export function end(request: IncomingMessage, response: ServerResponse, status: number, body: string): void {
  request.resume();
  response.writeHead(status).end(request.method === 'HEAD' ? undefined : body);
}
