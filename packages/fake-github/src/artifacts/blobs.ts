/**
 * The part of Azure's blob storage that artifacts need: Put Block, Put Block List, Put Blob, Get Blob.
 * https://learn.microsoft.com/en-us/rest/api/storageservices/blob-service-rest-api
 */
import { createHash, randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import path from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { asHandler, type Handler, readBody, requestUrl, send } from '../http.ts';
import { recordBug } from '../records.ts';
import type { GitHubState } from '../state.ts';
import type { Artifacts, Blob } from './store.ts';

/** Bytes. The service's own limit of a block is 4000 MiB; of a rehearsal's artifact this is far too much already. */
const MAX_BLOB = 8 * 1024 ** 3;
const MAX_LIST = 8 * 1024 * 1024;
const MAX_BLOCKS = 50_000;

class StorageError extends Error {
  override readonly name = 'StorageError';
  readonly status: number;
  readonly code: string;
  constructor(status: number, code: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

/** productionresultssa0.blob.core.windows.net */
export function createBlobStorage(world: GitHubState, artifacts: Artifacts): Handler {
  const host = new URL(world.urls.blobs).host;
  const common = () => ({
    'x-ms-request-id': randomUUID(),
    'x-ms-version': '2025-11-05',
    date: new Date().toUTCString(),
  });

  const work = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const url = requestUrl(request);
    const { method = '' } = request;
    const use = method === 'GET' || method === 'HEAD' ? 'r' : 'cw';
    try {
      if (!artifacts.isSigned(url, use))
        throw new StorageError(403, 'AuthenticationFailed', 'Server failed to authenticate the request.');
      const blob = artifacts.blobAt(url.pathname);
      if (blob === undefined)
        throw new StorageError(404, 'BlobNotFound', 'The specified blob does not exist.');
      if (use === 'r') return await get(request, response, url, blob, common());
      if (method !== 'PUT')
        throw new StorageError(405, 'UnsupportedHttpVerb', 'The resource does not support the verb.');
      await put(request, url, blob);
      const written = {
        etag: `"0x${Date.now().toString(16).toUpperCase()}"`,
        'last-modified': new Date().toUTCString(),
      };
      return send(response, 201, '', { ...common(), ...written, 'x-ms-request-server-encrypted': 'true' });
    } catch (error) {
      if (!(error instanceof StorageError)) throw error;
      request.resume();
      return send(
        response,
        error.status,
        `<?xml version="1.0" encoding="utf-8"?><Error><Code>${error.code}</Code><Message>${error.message}</Message></Error>`,
        { ...common(), 'content-type': 'application/xml', 'x-ms-error-code': error.code },
      );
    }
  };
  return asHandler(work, (error, request) => recordBug(world, host, error, request));
}

async function put(request: IncomingMessage, url: URL, blob: Blob): Promise<void> {
  if (blob.committed !== undefined)
    throw new StorageError(409, 'BlobAlreadyExists', 'The specified blob already exists.');
  await mkdir(path.dirname(blob.file), { recursive: true });
  const component = url.searchParams.get('comp');
  if (component === 'block') return putBlock(request, url.searchParams.get('blockid') ?? '', blob);
  if (component === 'blocklist') return putBlockList(request, blob);
  if (component !== null)
    throw new StorageError(400, 'InvalidQueryParameterValue', `comp=${component} is not one of artifacts.`);
  if (request.headers['x-ms-blob-type'] !== 'BlockBlob')
    throw new StorageError(
      400,
      'MissingRequiredHeader',
      'An HTTP header that is mandatory is missing: x-ms-blob-type.',
    );
  const partial = `${blob.file}.${randomUUID()}`;
  const meter = createMeter();
  await saved(partial, pipeline(request, meter.stream, createWriteStream(partial, { mode: 0o600 })));
  await finish(request, blob, partial, meter);
}

async function putBlock(request: IncomingMessage, id: string, blob: Blob): Promise<void> {
  const bytes = Buffer.from(id, 'base64');
  if (bytes.length === 0 || bytes.length > 64 || blob.blocks.size >= MAX_BLOCKS)
    throw new StorageError(400, 'InvalidBlockId', 'The specified block ID is invalid.');
  const file = `${blob.file}.${bytes.toString('hex')}`;
  const partial = `${file}.${randomUUID()}`;
  const meter = createMeter();
  await saved(partial, pipeline(request, meter.stream, createWriteStream(partial, { mode: 0o600 })));
  await rename(partial, file);
  blob.blocks.set(id, file);
}

async function putBlockList(request: IncomingMessage, blob: Blob): Promise<void> {
  const list = (await readBody(request, MAX_LIST)).toString('utf8');
  const ids = [...list.matchAll(/<(Latest|Uncommitted|Committed)>([^<]+)<\/\1>/g)].map(([, , id = '']) =>
    id.trim(),
  );
  const files = ids.map((id) => blob.blocks.get(id));
  const partial = `${blob.file}.${randomUUID()}`;
  const meter = createMeter();
  const blocks = async function* () {
    for (const file of files) {
      if (file === undefined)
        throw new StorageError(400, 'InvalidBlockList', 'The specified block list is invalid.');
      yield* createReadStream(file);
    }
  };
  await saved(partial, pipeline(blocks, meter.stream, createWriteStream(partial, { mode: 0o600 })));
  await finish(request, blob, partial, meter);
  for (const file of blob.blocks.values()) await rm(file, { force: true });
  blob.blocks.clear();
}

type Meter = { readonly stream: Transform; size(): number; sha256(): string };

function createMeter(): Meter {
  const hash = createHash('sha256');
  let size = 0;
  return {
    stream: new Transform({
      transform(chunk: Buffer, _encoding, done) {
        size += chunk.length;
        if (size > MAX_BLOB)
          return done(new StorageError(413, 'RequestBodyTooLarge', 'The request body is too large.'));
        hash.update(chunk);
        return done(null, chunk);
      },
    }),
    size: () => size,
    sha256: () => hash.digest('hex'),
  };
}

/** Nothing stays of an upload that broke off. */
const saved = (file: string, work: Promise<void>): Promise<void> =>
  work.catch(async (error: unknown) => {
    await rm(file, { force: true });
    throw error;
  });

async function finish(request: IncomingMessage, blob: Blob, partial: string, meter: Meter): Promise<void> {
  await rename(partial, blob.file);
  const type = request.headers['x-ms-blob-content-type'];
  if (typeof type === 'string') blob.contentType = type;
  blob.committed = { size: meter.size(), sha256: meter.sha256() };
}

async function get(
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
  blob: Blob,
  common: Record<string, string>,
): Promise<void> {
  const { committed } = blob;
  if (committed === undefined)
    throw new StorageError(404, 'BlobNotFound', 'The specified blob does not exist.');
  const wanted = request.headers['x-ms-range'] ?? request.headers.range;
  const [, first, last] = /^bytes=(\d+)-(\d*)$/.exec(String(wanted ?? '')) ?? [];
  const start = Number(first ?? 0);
  const end = Math.min(last ? Number(last) : committed.size - 1, committed.size - 1);
  if (first !== undefined && (start >= committed.size || end < start))
    throw new StorageError(
      416,
      'InvalidRange',
      'The range specified is invalid for the current size of the resource.',
    );
  const disposition = url.searchParams.get('rscd');
  response.writeHead(first === undefined ? 200 : 206, {
    ...common,
    'content-type': url.searchParams.get('rsct') ?? blob.contentType,
    'content-length': committed.size === 0 ? 0 : end - start + 1,
    'accept-ranges': 'bytes',
    'x-ms-blob-type': 'BlockBlob',
    ...(first === undefined ? {} : { 'content-range': `bytes ${start}-${end}/${committed.size}` }),
    ...(disposition === null ? {} : { 'content-disposition': disposition }),
  });
  if (request.method === 'HEAD' || committed.size === 0) return void response.end();
  await pipeline(createReadStream(blob.file, { start, end }), response);
}
