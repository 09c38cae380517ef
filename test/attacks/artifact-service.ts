/**
 * The artifact store of a run as its steps reach it: Twirp with JSON, and a blob storage. Unlike the
 * stand-in of a rehearsal it lets every job write whatever it likes, which is what the attacks are about.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { createArtifactStore } from './artifact-store.ts';

type Store = Pick<ReturnType<typeof createArtifactStore>, 'stored' | 'put'>;

const RUN = { workflow_run_backend_id: 'run', workflow_job_run_backend_id: 'job' };
const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
/** Of every job: the library reads the run from it. */
const TOKEN = `${part({ alg: 'none' })}.${part({ scp: 'Actions.Results:run:job' })}.signature`;

const bytesOf = async (request: IncomingMessage): Promise<Buffer> => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks);
};

/** Listens on loopback until it is closed. @property env what a runner tells a step of the service */
export async function startArtifactService({ stored, put }: Store) {
  const uploads = new Map<string, Map<string, Buffer>>();
  const latest = (name: string) => stored.findLast((one) => one.name === name);
  const server = createServer((request, response) => {
    answer(request, response).catch(() => request.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  const methods: Readonly<Record<string, (body: Record<string, string>) => object>> = {
    CreateArtifact: ({ name = '' }) => {
      uploads.set(name, new Map());
      return {
        ok: true,
        signed_upload_url: `${origin}/blobs/of/run?name=${encodeURIComponent(name)}&sig=signed`,
      };
    },
    FinalizeArtifact: ({ name = '' }) => {
      const one = put(name, Buffer.concat([...(uploads.get(name)?.values() ?? [])]));
      return { ok: true, artifact_id: String(one.id) };
    },
    ListArtifacts: ({ id_filter: id, name_filter: name }) => ({
      artifacts: stored
        .filter((one) => (id ?? String(one.id)) === String(one.id) && (name ?? one.name) === one.name)
        .map((one) => ({
          ...{ ...RUN, database_id: String(one.id), name: one.name, size: String(one.bytes.length) },
          ...{ digest: one.digest, created_at: '2026-11-02T00:00:00Z' },
        })),
    }),
    GetSignedArtifactURL: ({ name = '' }) => ({
      signed_url: `${origin}/blobs/of/run?id=${latest(name)?.id ?? 0}&sig=signed`,
    }),
    DeleteArtifact: ({ name = '' }) => {
      const at = stored.findIndex((one) => one.name === name);
      const [gone] = at < 0 ? [] : stored.splice(at, 1);
      return { ok: gone !== undefined, artifact_id: String(gone?.id ?? 0) };
    },
  };

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '', origin);
    const bytes = await bytesOf(request);
    if (url.pathname.startsWith('/blobs/')) return serveBlob(request, response, url, bytes);
    const method = methods[url.pathname.split('/').at(-1) ?? ''];
    const known = method !== undefined && request.headers.authorization === `Bearer ${TOKEN}`;
    response.writeHead(known ? 200 : 403, { 'content-type': 'application/json' });
    response.end(JSON.stringify(known ? method(fieldsOf(bytes)) : { msg: 'no' }));
  }

  function serveBlob(request: IncomingMessage, response: ServerResponse, url: URL, bytes: Buffer): void {
    if (request.method !== 'PUT') {
      const one = stored.find(({ id }) => String(id) === url.searchParams.get('id'));
      response.writeHead(one === undefined ? 404 : 200, { 'content-type': 'application/zip' });
      return void response.end(one?.bytes);
    }
    const blocks = uploads.get(url.searchParams.get('name') ?? '');
    // The list of blocks comes last, in the order in which they were sent.
    if (url.searchParams.get('comp') !== 'blocklist')
      blocks?.set(url.searchParams.get('blockid') ?? '', bytes);
    response.writeHead(201, { etag: '"0x1"', 'last-modified': new Date().toUTCString() }).end();
  }

  return {
    env: { ACTIONS_RUNTIME_TOKEN: TOKEN, ACTIONS_RESULTS_URL: `${origin}/` },
    token: TOKEN,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Both spellings of protobuf's JSON are good. */
const fieldsOf = (bytes: Buffer): Record<string, string> =>
  Object.fromEntries(
    Object.entries(JSON.parse(bytes.toString('utf8')) as Record<string, unknown>).map(([key, value]) => [
      key.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
      String(value),
    ]),
  );
