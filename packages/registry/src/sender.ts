/**
 * Sends a file as one request body with a Content-Length. Not by fetch: see docs/decisions/blob-uploads.md for what
 * was measured.
 */
import { createHash } from 'node:crypto';
import http from 'node:http';
import https from 'node:https';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Digest } from '@sealift/core/digest';
import { configurationFailure } from '@sealift/core/failure';
import { isLoopbackHost } from './endpoint.ts';
import { CHUNK_SIZE, openRegular } from './layout-files.ts';

export type BlobFile = { readonly path: string; readonly digest: Digest; readonly size: number };

/** The seam for blob uploads. */
export type BlobSender = (
  url: URL,
  headers: Readonly<Record<string, string>>,
  blob: BlobFile,
  signal: AbortSignal,
) => Promise<Response>;

/** Milliseconds without a byte in either direction. */
const IDLE_TIMEOUT = 60_000;
const MAX_ANSWER = 64 * 1024;

/**
 * @param env read for HTTPS_PROXY, HTTP_PROXY and NO_PROXY
 */
export function createBlobSender(env: Readonly<Record<string, string | undefined>>): BlobSender {
  const agents = createAgents(env);
  return async (url, headers, blob, signal) => {
    const { handle, size } = await openRegular(blob.path, (reason) => changed(blob, reason));
    try {
      if (size !== blob.size) throw changed(blob, `it has ${size} bytes instead of ${blob.size}`);
      return await put(url, headers, blob, signal, agents(url), verifiedChunks(blob, handle));
    } finally {
      await handle.close();
    }
  };
}

function createAgents(env: Readonly<Record<string, string | undefined>>): (url: URL) => http.Agent {
  const proxyEnv = { ...env };
  const secure = new https.Agent({ keepAlive: true, proxyEnv });
  const loopback = new http.Agent({ keepAlive: true });
  const plain = new http.Agent({ keepAlive: true, proxyEnv });
  return (url) => (url.protocol === 'https:' ? secure : isLoopbackHost(url.hostname) ? loopback : plain);
}

/**
 * The file's bytes. The last chunk is held back until the digest of everything is right, so that the registry never
 * gets a complete body with other bytes than those that were scanned.
 */
async function* verifiedChunks(
  blob: BlobFile,
  handle: { createReadStream(options: object): AsyncIterable<Uint8Array> },
): AsyncGenerator<Uint8Array> {
  const hash = createHash('sha256');
  let held: Uint8Array | undefined;
  let length = 0;
  for await (const chunk of handle.createReadStream({
    start: 0,
    highWaterMark: CHUNK_SIZE,
    autoClose: false,
  })) {
    length += chunk.length;
    if (length > blob.size) break;
    hash.update(chunk);
    if (held !== undefined) yield held;
    held = chunk;
  }
  if (length !== blob.size || `sha256:${hash.digest('hex')}` !== blob.digest)
    throw changed(blob, 'its bytes have another digest');
  if (held !== undefined) yield held;
}

const changed = (blob: BlobFile, reason: string) =>
  configurationFailure({
    cause: `The layer or config ${blob.digest} changed after it was read: ${reason}.`,
    remedy: 'Let nothing write into the image layout between build and publish, and run the job again.',
  });

function put(
  url: URL,
  headers: Readonly<Record<string, string>>,
  blob: BlobFile,
  signal: AbortSignal,
  agent: http.Agent,
  chunks: AsyncGenerator<Uint8Array>,
): Promise<Response> {
  return new Promise((resolve, reject) => {
    const request = (url.protocol === 'https:' ? https : http).request(url, {
      method: 'PUT',
      agent,
      signal,
      headers: { ...headers, 'content-length': blob.size },
    });
    request.setTimeout(IDLE_TIMEOUT, () =>
      request.destroy(Object.assign(new Error('idle'), { code: 'no progress for a minute' })),
    );
    request.on('error', reject);
    // An answer may come before the body is sent (a refusal): then sending stops.
    request.on('response', (response) => {
      readAnswer(response).then((answer) => {
        resolve(answer);
        if (!request.writableFinished) request.destroy();
      }, reject);
    });
    // Destroys the request when the chunks fail, so that a changed file never becomes a complete body.
    pipeline(Readable.from(chunks, { objectMode: false, highWaterMark: CHUNK_SIZE }), request).catch(reject);
  });
}

async function readAnswer(response: http.IncomingMessage): Promise<Response> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of response) {
    length += chunk.length;
    if (length > MAX_ANSWER) break;
    chunks.push(chunk);
  }
  const headers = new Headers();
  for (const [name, values] of Object.entries(response.headersDistinct))
    for (const value of values ?? []) headers.append(name, value);
  const status = response.statusCode ?? 0;
  // The constructor of Response allows no body with these.
  const empty = status === 204 || status === 205 || status === 304;
  return new Response(empty ? null : Buffer.concat(chunks), { status, headers });
}
