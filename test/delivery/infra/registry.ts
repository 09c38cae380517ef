/** A module registry on loopback, as the module registry protocol asks for. */

import { readdirSync } from 'node:fs';
import { createServer } from 'node:http';
import path from 'node:path';

export type ModuleRegistry = { readonly address: string; readonly stop: () => Promise<void> };

/** Serves `terraform-aws-modules/<name>/aws` from `<folder>/<name>/<version>`. */
export async function startModuleRegistry(folder: string): Promise<ModuleRegistry> {
  const server = createServer((request, response) => {
    const [, name = '', version] =
      /^\/v1\/modules\/terraform-aws-modules\/([a-z-]+)\/aws\/(?:versions|([0-9.]+)\/download)$/.exec(
        request.url ?? '',
      ) ?? [];
    const versions = readdirSync(folder).includes(name) ? readdirSync(path.join(folder, name)) : [];
    if (version !== undefined && versions.includes(version)) {
      response.writeHead(204, { 'X-Terraform-Get': `file://${path.join(folder, name, version)}` }).end();
    } else if (version === undefined && versions.length > 0) {
      response.setHeader('content-type', 'application/json');
      response.end(
        JSON.stringify({ modules: [{ versions: versions.map((known) => ({ version: known })) }] }),
      );
    } else response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const bound = server.address();
  if (bound === null || typeof bound === 'string') throw new Error('no port');
  return {
    address: `http://127.0.0.1:${bound.port}/v1/modules/`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
