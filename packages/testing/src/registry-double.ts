/**
 * A small registry in memory that does what a script tells it to do wrong. The real one, for what registries do right,
 * is in real-registry.test.ts.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { digestOf } from '@sealift/core/image/digest';
import type { ImageName } from '@sealift/core/image/reference';

export type Seen = {
  readonly method: string;
  /** Path with query. */
  readonly url: string;
  readonly authorization: string | undefined;
  readonly headers: IncomingMessage['headers'];
  /** Bytes of the body that arrived. */
  received: number;
  complete: boolean;
};

export type Call = {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly body: () => Promise<Buffer>;
  /** Does what a good registry does. */
  readonly proceed: () => Promise<void>;
};

type Fault = {
  readonly method: string;
  readonly path: RegExp;
  times: number;
  fired: number;
  readonly when: (request: IncomingMessage) => boolean;
  readonly act: (call: Call) => unknown;
};

export type DoubleOptions = {
  /** `bearer`: tokens from /token on this server, each good for `uses` requests. */
  readonly auth?: 'none' | 'basic' | 'bearer';
  readonly uses?: number;
  /** Whether it has the referrers API. */
  readonly referrers?: boolean;
  /** What a POST answers as Location, from the upload's path. */
  readonly location?: (path: string, origin: string) => string;
};

export const LOGIN = { username: 'octo', password: 'correct-horse' } as const;
const BASIC = `Basic ${Buffer.from(`${LOGIN.username}:${LOGIN.password}`).toString('base64')}`;

export type RegistryDouble = Awaited<ReturnType<typeof startRegistryDouble>>;

export async function startRegistryDouble(options: DoubleOptions = {}) {
  const blobs = new Map<string, Map<string, Buffer>>();
  const manifests = new Map<string, Map<string, { bytes: Buffer; mediaType: string }>>();
  const seen: Seen[] = [];
  const faults: Fault[] = [];
  const tokens = new Map<string, { uses: number; scopes: string[] }>();
  const of = <T>(map: Map<string, Map<string, T>>, repository: string): Map<string, T> => {
    const found = map.get(repository) ?? new Map<string, T>();
    map.set(repository, found);
    return found;
  };

  const server = createServer((request, response) => {
    const { method = '', url = '', headers } = request;
    const record: Seen = {
      method,
      url,
      headers,
      authorization: headers.authorization,
      received: 0,
      complete: false,
    };
    seen.push(record);
    request.on('data', (chunk: Buffer) => {
      record.received += chunk.length;
    });
    request.pause();
    request.on('end', () => {
      record.complete = true;
    });
    // A scripted reset ends the request with an error that nobody else waits for.
    request.on('error', () => {});
    const body = async () => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk);
      return Buffer.concat(chunks);
    };
    const proceed = async () => {
      await handle(request, response, body);
    };
    const fault = faults.find(
      (each) => each.times > 0 && each.method === method && each.path.test(url) && each.when(request),
    );
    if (fault !== undefined) {
      fault.times--;
      fault.fired++;
    }
    Promise.resolve(fault === undefined ? proceed() : fault.act({ request, response, body, proceed })).catch(
      () => request.destroy(),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  const origin = `http://${host}`;

  function allowed(request: IncomingMessage, response: ServerResponse, scope: string): boolean {
    const { authorization } = request.headers;
    if ((options.auth ?? 'none') === 'none') return true;
    if (options.auth === 'basic') {
      if (authorization === BASIC) return true;
      response.setHeader('www-authenticate', 'Basic realm="double, of a registry"');
    } else {
      const token = tokens.get(authorization?.replace(/^Bearer /, '') ?? '');
      if (token !== undefined && token.uses-- > 0 && token.scopes.some((each) => covers(each, scope)))
        return true;
      response.setHeader(
        'www-authenticate',
        `Bearer realm="${origin}/token",service="double, really",scope="${scope}",error="invalid_token"`,
      );
    }
    sendError(response, 401, 'UNAUTHORIZED', 'authentication required');
    return false;
  }

  async function handle(request: IncomingMessage, response: ServerResponse, body: () => Promise<Buffer>) {
    const url = new URL(request.url ?? '', origin);
    if (url.pathname === '/token') {
      if (request.headers.authorization !== BASIC)
        return sendError(response, 401, 'UNAUTHORIZED', 'wrong password');
      const token = `token-${tokens.size + 1}`;
      tokens.set(token, { uses: options.uses ?? 1e9, scopes: url.searchParams.getAll('scope') });
      return sendJson(response, 200, { token, expires_in: 300 });
    }
    const match = /^\/v2\/(.+?)\/(blobs|manifests|uploads|referrers|tags)\/(.*)$/.exec(
      url.pathname.replace('/blobs/uploads/', '/uploads/'),
    );
    if (!match) return sendError(response, 404, 'NOT_FOUND', 'no such route');
    const [, repository = '', kind = '', rest = ''] = match;
    const write = request.method === 'PUT' || request.method === 'POST';
    const actions = request.method === 'DELETE' ? 'pull,delete' : write ? 'pull,push' : 'pull';
    if (!allowed(request, response, `repository:${repository}:${actions}`)) return;
    if (kind === 'tags') return sendTags(response, url, repository, [...of(manifests, repository).keys()]);
    if (request.method === 'DELETE') {
      const held = of(manifests, repository);
      const existed = held.has(rest);
      // Its tags go with it.
      for (const [reference, { bytes }] of held)
        if (reference === rest || digestOf(bytes) === rest) held.delete(reference);
      return existed ? response.writeHead(202).end() : sendError(response, 404, 'MANIFEST_UNKNOWN', 'absent');
    }
    if (kind === 'uploads' && request.method === 'POST') {
      await body();
      const from = url.searchParams.get('from');
      const mount = url.searchParams.get('mount') ?? '';
      const mounted = from === null ? undefined : blobs.get(from)?.get(mount);
      if (mounted !== undefined) {
        of(blobs, repository).set(mount, mounted);
        return response.writeHead(201).end();
      }
      const path = `/v2/${repository}/blobs/uploads/session-${seen.length}?_state=a%2Fb%3D%3D`;
      const location = options.location?.(path, origin) ?? path;
      return response.writeHead(202, { location }).end();
    }
    if (kind === 'uploads') {
      const bytes = await body();
      const digest = url.searchParams.get('digest') ?? '';
      if (digestOf(bytes) !== digest) return sendError(response, 400, 'DIGEST_INVALID', 'other bytes');
      of(blobs, repository).set(digest, bytes);
      return response.writeHead(201, { 'docker-content-digest': digest }).end();
    }
    if (kind === 'blobs') {
      const found = of(blobs, repository).get(rest);
      if (found === undefined) return sendError(response, 404, 'BLOB_UNKNOWN', 'absent');
      response.writeHead(200, { 'content-length': found.length });
      return response.end(request.method === 'HEAD' ? undefined : found);
    }
    if (kind === 'manifests' && request.method === 'PUT') {
      const bytes = await body();
      const manifest = { bytes, mediaType: request.headers['content-type'] ?? '' };
      const digest = digestOf(bytes);
      of(manifests, repository).set(digest, manifest).set(rest, manifest);
      const subject = options.referrers ? subjectOf(bytes) : undefined;
      response.writeHead(201, {
        'docker-content-digest': digest,
        ...(subject === undefined ? {} : { 'oci-subject': subject }),
      });
      return response.end();
    }
    if (kind === 'referrers' && options.referrers) {
      const listed = [...of(manifests, repository)]
        .filter(([reference, each]) => reference.startsWith('sha256:') && subjectOf(each.bytes) === rest)
        .map(([digest, { bytes, mediaType }]) => {
          const { artifactType, annotations } = JSON.parse(bytes.toString());
          return { mediaType, digest, size: bytes.length, artifactType, annotations };
        });
      const mediaType = 'application/vnd.oci.image.index.v1+json';
      const type = url.searchParams.get('artifactType');
      const applied = type === null ? {} : { 'oci-filters-applied': 'artifactType' };
      response.writeHead(200, { 'content-type': mediaType, ...applied });
      const wanted = listed.filter(({ artifactType }) => type === null || artifactType === type);
      return response.end(JSON.stringify({ schemaVersion: 2, mediaType, manifests: wanted }));
    }
    const found = kind === 'manifests' ? of(manifests, repository).get(rest) : undefined;
    if (found === undefined) return sendError(response, 404, 'MANIFEST_UNKNOWN', 'absent');
    response.writeHead(200, {
      'content-type': found.mediaType,
      'content-length': found.bytes.length,
      'docker-content-digest': digestOf(found.bytes),
    });
    return response.end(request.method === 'HEAD' ? undefined : found.bytes);
  }

  return {
    host,
    origin,
    blobs,
    manifests,
    seen,
    image: (repository: string): ImageName => ({ registry: host, repository }),
    /** The next `times` requests of this kind go wrong. Gives back how many did. */
    fault(
      method: string,
      path: RegExp,
      act: Fault['act'],
      times = 1,
      when: Fault['when'] = () => true,
    ): () => number {
      const fault: Fault = { method, path, act, times, when, fired: 0 };
      faults.push(fault);
      return () => fault.fired;
    },
    /** How many are open. */
    connections: () =>
      new Promise<number>((resolve, reject) => {
        server.getConnections((error, count) => (error === null ? resolve(count) : reject(error)));
      }),
    /** Nothing goes wrong any more. */
    clearFaults: () => void faults.splice(0),
    /** `METHOD kind` of everything asked, without the token service. */
    calls: () =>
      seen
        .filter(({ url }) => !url.startsWith('/token'))
        .map(
          ({ method, url }) =>
            `${method} ${/uploads|blobs|manifests|referrers|tags/.exec(url.replace('/blobs/uploads', '/uploads'))?.[0]}`,
        ),
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** In pages of `n`, each of which names the next. */
function sendTags(response: ServerResponse, url: URL, repository: string, references: readonly string[]) {
  const last = url.searchParams.get('last') ?? '';
  const size = Number(url.searchParams.get('n') ?? 100);
  const tags = references
    .filter((reference) => !reference.startsWith('sha256:') && reference > last)
    .toSorted();
  const more = tags.length > size;
  const next = `/v2/${repository}/tags/list?n=${size}&last=${encodeURIComponent(tags[size - 1] ?? '')}`;
  if (more) response.setHeader('link', `<${next}>; rel="next"`);
  sendJson(response, 200, { name: repository, tags: tags.length === 0 ? null : tags.slice(0, size) });
}

function subjectOf(manifest: Buffer): string | undefined {
  try {
    return JSON.parse(manifest.toString()).subject?.digest;
  } catch {
    return undefined;
  }
}

function covers(granted: string, wanted: string): boolean {
  const [, name, actions = ''] = /^(.*):([^:]*)$/.exec(granted) ?? [];
  const [, wantedName, wantedActions = ''] = /^(.*):([^:]*)$/.exec(wanted) ?? [];
  return name === wantedName && wantedActions.split(',').every((each) => actions.split(',').includes(each));
}

function sendJson(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

export const sendError = (response: ServerResponse, status: number, code: string, message: string): void =>
  sendJson(response, status, { errors: [{ code, message }] });

// --- Faults

export const status =
  (code: number, headers: Record<string, string> = {}) =>
  async ({ response, body }: Call) => {
    await body();
    response.writeHead(code, headers).end();
  };

/** The connection breaks before anything is done. */
export const reset = ({ request }: Call): void => {
  request.socket.destroy();
};

/** The connection breaks when some of the body has arrived. */
export const resetAfter =
  (bytes: number) =>
  ({ request }: Call): void => {
    let arrived = 0;
    request.on('data', (chunk: Buffer) => {
      arrived += chunk.length;
      if (arrived >= bytes) request.socket.destroy();
    });
    request.resume();
  };

/** Nothing is read and nothing answered. */
export const hang = (): void => {};

/** Everything is done, and the connection breaks before the answer. */
export const doneButReset = async ({ request, response, proceed }: Call) => {
  const { writeHead } = response;
  response.writeHead = () => {
    request.socket.destroy();
    response.writeHead = writeHead;
    return response;
  };
  await proceed();
};
