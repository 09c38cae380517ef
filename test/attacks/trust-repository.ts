/** The TUF repository that tells the bundles whom to trust, in place of Sigstore's own. */
import { mkdir, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { createTufRepository } from '@sealift/sandbox/sigstore/tuf';

/**
 * Listens on loopback until it is closed.
 * @param folder is made, for the first root
 * @param trustedRoot a TrustedRoot as JSON
 * @param now milliseconds since 1970, on the clock of the steps
 */
export async function startTrustRepository(folder: string, trustedRoot: string, now: number) {
  const { root, handler } = createTufRepository(
    new Map([['trusted_root.json', Buffer.from(trustedRoot)]]),
    '',
    now,
  );
  const server = createServer((request, response) => void handler(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  await mkdir(folder, { recursive: true });
  const file = path.join(folder, 'root.json');
  await writeFile(file, root);
  return {
    env: {
      TUF_MIRROR: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      TUF_ROOT_JSON: file,
    },
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
