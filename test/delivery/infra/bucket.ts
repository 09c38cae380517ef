/** A bucket on loopback that speaks as much of S3 as a backend asks for, and remembers what it was asked. */
import { createServer, type IncomingMessage } from 'node:http';

export type Asked = {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
};

export type Bucket = {
  readonly endpoint: string;
  readonly asked: Asked[];
  readonly objects: Map<string, Buffer>;
  readonly stop: () => Promise<void>;
};

export async function startBucket(): Promise<Bucket> {
  const asked: Asked[] = [];
  const objects = new Map<string, Buffer>();
  const server = createServer(async (request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://bucket');
    const body = await bodyOf(request);
    const { method = '' } = request;
    asked.push({ method, path: pathname, headers: request.headers });
    const stored = objects.get(pathname);
    const etag = { etag: `"${stored?.length ?? 0}"` };
    if (searchParams.has('list-type') || searchParams.has('prefix')) {
      response.setHeader('content-type', 'application/xml');
      response.end('<ListBucketResult><IsTruncated>false</IsTruncated></ListBucketResult>');
    } else if (method === 'PUT' && request.headers['if-none-match'] === '*' && stored !== undefined)
      response.writeHead(412).end('<Error><Code>PreconditionFailed</Code></Error>');
    else if (method === 'PUT') {
      objects.set(pathname, body);
      response.writeHead(200, { etag: `"${body.length}"` }).end();
    } else if (method === 'DELETE') {
      objects.delete(pathname);
      response.writeHead(204).end();
    } else if (stored === undefined) response.writeHead(404).end('<Error><Code>NoSuchKey</Code></Error>');
    else
      response
        .writeHead(200, { ...etag, 'content-length': String(stored.length) })
        .end(method === 'HEAD' ? undefined : stored);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const bound = server.address();
  if (bound === null || typeof bound === 'string') throw new Error('no port');
  return {
    endpoint: `http://127.0.0.1:${bound.port}`,
    asked,
    objects,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** The bytes of an object, out of the chunks that the SDK may wrap them in. */
async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part);
  const body = Buffer.concat(parts);
  if (!String(request.headers['content-encoding'] ?? '').includes('aws-chunked')) return body;
  const chunks: Buffer[] = [];
  for (let at = 0; at < body.length; ) {
    const end = body.indexOf('\r\n', at);
    const size = Number.parseInt(body.toString('latin1', at, end), 16);
    if (!(size > 0)) break;
    chunks.push(body.subarray(end + 2, end + 2 + size));
    at = end + 2 + size + 2;
  }
  return Buffer.concat(chunks);
}
