/**
 * Sends a file as one request body with a Content-Length. Not by fetch, which has neither a limit for idle time nor,
 * by its standard, a length for a stream: see docs/decisions/blob-uploads.md.
 */
import { readSync } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import http from 'node:http';
import https from 'node:https';
import { configurationFailure } from '@sealift/core/failure';
import type { Digest } from '@sealift/core/image/digest';
import { MAX_HEADER_SIZE } from '@sealift/net/limits';
import { type Environment, readProxies } from '@sealift/net/proxy';
import { makeResponse } from '@sealift/net/response';
import { hashFile, openRegular } from './layout-files.ts';

export type BlobFile = { readonly path: string; readonly digest: Digest; readonly size: number };

/** Sends a file to an upload's address. */
export type BlobSender = (
  url: URL,
  headers: Readonly<Record<string, string>>,
  blob: BlobFile,
  signal: AbortSignal,
) => Promise<Response>;

/** Bytes that a socket is given at once. */
const CHUNK_SIZE = 512 * 1024;
/** Milliseconds. */
const IDLE_TIMEOUT = 60_000;
const MAX_ANSWER = 64 * 1024;

/**
 * @param env read for HTTPS_PROXY, HTTP_PROXY and NO_PROXY
 * @param options.idleTimeout milliseconds without a byte in either direction
 */
export function createBlobSender(
  env: Environment,
  { idleTimeout = IDLE_TIMEOUT }: { readonly idleTimeout?: number } = {},
): BlobSender {
  const agents = createAgents(env);
  return async (url, headers, blob, signal) => {
    const { handle, size } = await openRegular(blob.path, (reason) => changed(blob, reason));
    try {
      if (size !== blob.size) throw changed(blob, `it has ${size} bytes instead of ${blob.size}`);
      return await put(url, headers, blob, { signal, agent: agents(url), idleTimeout }, (request) =>
        writeFile(request, blob, handle),
      );
    } finally {
      await handle.close();
    }
  };
}

/** One agent for each way: its connections are kept for the next layer. */
function createAgents(env: Environment): (url: URL) => http.Agent {
  const proxyOf = readProxies(env);
  const agents = new Map<string, http.Agent>();
  return (url) => {
    const proxy = proxyOf(url)?.href;
    const { Agent } = url.protocol === 'https:' ? https : http;
    const way = `${url.protocol} ${proxy}`;
    // Node takes a proxy in the form of an environment; which hosts go through it is decided already.
    const proxyEnv = proxy === undefined ? {} : { HTTP_PROXY: proxy, HTTPS_PROXY: proxy };
    const agent = agents.get(way) ?? new Agent({ keepAlive: true, proxyEnv });
    agents.set(way, agent);
    return agent;
  };
}

/**
 * Compares a file with its digest: for an upload that the registry did not confirm.
 * @throws Failure `registry/layout-changed`
 */
export async function requireUnchanged(blob: BlobFile): Promise<void> {
  const digest = await hashFile(blob.path, (reason) => changed(blob, reason));
  if (digest !== blob.digest) throw changed(blob, 'its bytes have another digest');
}

/**
 * Writes the file into the request. Its digest is left to the registry, which has to compute it. It is read in this
 * thread: what was built a moment ago lies in memory, and to hand a read over to another thread and back costs more
 * than to copy it, most where others wait for the processor too.
 */
async function writeFile(
  request: http.ClientRequest,
  blob: BlobFile,
  { fd }: Pick<FileHandle, 'fd'>,
): Promise<void> {
  const buffer = Buffer.allocUnsafeSlow(Math.max(1, Math.min(CHUNK_SIZE, blob.size)));
  for (let position = 0; position < blob.size; ) {
    const wanted = Math.min(buffer.length, blob.size - position);
    const bytesRead = readSync(fd, buffer, 0, wanted, position);
    if (bytesRead === 0) throw changed(blob, 'it became shorter');
    position += bytesRead;
    await write(request, buffer.subarray(0, bytesRead));
  }
  request.end();
}

/** Resolves when the socket has taken the bytes, after which the buffer may be used again. */
const write = (request: http.ClientRequest, chunk: Uint8Array): Promise<void> =>
  new Promise((resolve, reject) => {
    request.write(chunk, (error) => (error ? reject(error) : resolve()));
  });

const changed = (blob: BlobFile, reason: string) =>
  configurationFailure({
    code: 'registry/layout-changed',
    cause: `The layer or config ${blob.digest} changed after it was read: ${reason}.`,
    remedy: 'Let nothing write into the image layout between build and publish, and run the job again.',
  });

function put(
  url: URL,
  headers: Readonly<Record<string, string>>,
  blob: BlobFile,
  options: { readonly signal: AbortSignal; readonly agent: http.Agent; readonly idleTimeout: number },
  writeBody: (request: http.ClientRequest) => Promise<void>,
): Promise<Response> {
  return new Promise((resolve, reject) => {
    const request = (url.protocol === 'https:' ? https : http).request(url, {
      method: 'PUT',
      agent: options.agent,
      signal: options.signal,
      maxHeaderSize: MAX_HEADER_SIZE,
      headers: { ...headers, 'content-length': blob.size },
    });
    request.setTimeout(options.idleTimeout, () =>
      request.destroy(Object.assign(new Error('nothing moved for too long'), { code: 'ETIMEDOUT' })),
    );
    request.on('error', reject);
    // An answer may come before the body is sent (a refusal): then sending stops.
    request.on('response', (response) => {
      readAnswer(response).then((answer) => {
        resolve(answer);
        if (!request.writableFinished) request.destroy();
      }, reject);
    });
    // A request that is destroyed half-way never becomes a complete body.
    writeBody(request).catch((error: unknown) => {
      reject(error);
      request.destroy();
    });
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
  return makeResponse(response.statusCode ?? 0, response.headersDistinct, Buffer.concat(chunks));
}
