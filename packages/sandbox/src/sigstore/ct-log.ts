import { createPrivateKey, X509Certificate } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import * as v from 'valibot';
import type { Handler } from '../proxy/routes.ts';
import { signTimestamp } from './sct.ts';

export type CtEntry = {
  /** Milliseconds since 1970. */
  readonly timestamp: number;
  /** Upper-case hexadecimal. */
  readonly serial: string;
};

export type CtLog = {
  /** Answers `<path>/ct/v1/add-pre-chain`; everything else is 404. */
  readonly handler: Handler;
  /** What was logged, oldest first. */
  readonly entries: readonly CtEntry[];
};

const REQUEST = v.object({
  chain: v.pipe(v.array(v.string()), v.minLength(2), v.maxLength(8)),
});
const MAX_BODY = 256 * 1024;
const MAX_ENTRIES = 10_000;

/**
 * The part of a certificate transparency log that Fulcio uses (RFC 6962 section 4.2): it checks the chain, remembers
 * the certificate and promises with a real signature. It keeps no Merkle tree: nothing here asks for inclusion.
 * @param options PEM: the log's key and the roots it accepts
 */
export function createCtLog(options: { readonly key: string; readonly roots: string }): CtLog {
  const key = createPrivateKey(options.key);
  const roots = (options.roots.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [])
    .map((pem) => new X509Certificate(pem))
    .filter((certificate) => certificate.checkIssued(certificate));
  const entries: CtEntry[] = [];

  const addPreChain = (body: unknown) => {
    const chain = v.parse(REQUEST, body).chain.map((der) => new X509Certificate(Buffer.from(der, 'base64')));
    const [leaf, issuer] = checkChain(chain, roots);
    const timestamp = Date.now();
    const sct = signTimestamp(leaf.raw, issuer.publicKey, key, timestamp);
    entries.push({ timestamp, serial: leaf.serialNumber });
    if (entries.length > MAX_ENTRIES) entries.shift();
    return sct;
  };

  return {
    entries,
    handler: async (request, response) => {
      if (request.method !== 'POST' || !request.url?.endsWith('/ct/v1/add-pre-chain')) {
        request.resume();
        return answer(response, 404, { error_message: 'not found' });
      }
      try {
        answer(response, 200, addPreChain(await readJson(request)));
      } catch (error) {
        answer(response, 400, { error_message: error instanceof Error ? error.message : String(error) });
      }
    },
  };
}

/** @returns the precertificate and its issuer. @throws Error when the chain does not lead to an accepted root */
function checkChain(
  chain: readonly X509Certificate[],
  roots: readonly X509Certificate[],
): [X509Certificate, X509Certificate] {
  chain.forEach((certificate, i) => {
    const issuers = i + 1 < chain.length ? chain.slice(i + 1, i + 2) : roots;
    if (
      !issuers.some(
        (issuer) => issuer.ca && certificate.checkIssued(issuer) && certificate.verify(issuer.publicKey),
      )
    )
      throw new Error(
        `certificate ${i} of the chain is not signed by ${i + 1 < chain.length ? 'the next' : 'an accepted root'}`,
      );
  });
  const [leaf, issuer] = chain;
  if (leaf === undefined || issuer === undefined) throw new Error('the chain is too short');
  return [leaf, issuer];
}

async function readJson(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request) {
    length += chunk.length;
    // Read to the end all the same: the connection serves the next request.
    if (length <= MAX_BODY) chunks.push(chunk);
  }
  if (length > MAX_BODY) throw new Error('the request is too large');
  return JSON.parse(Buffer.concat(chunks).toString());
}

function answer(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
}
