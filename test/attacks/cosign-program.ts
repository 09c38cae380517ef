/**
 * The scripted cosign as a program on the machine: a few lines that hand their arguments to the test, which answers as
 * the one in memory does. What it may read and write are files, as for the real one.
 */
import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import type { FakeCosign } from '@sealift/testing/sigstore/cosign';

const program = (url: string) => `if (process.argv[2] === 'version') {
  console.log('GitVersion:    v3.1.3');
  process.exit();
}
const body = JSON.stringify({ args: process.argv.slice(2), env: process.env });
const response = await fetch(${JSON.stringify(url)}, { method: 'POST', body });
const { exitCode, stdout, stderr } = await response.json();
process.stdout.write(stdout);
process.stderr.write(stderr);
process.exitCode = exitCode;
`;

/**
 * @param folder is made, for SEALIFT_TOOLS
 * @param exec hears every call with its arguments and its environment
 */
export async function startCosignProgram(folder: string, exec: FakeCosign['exec']) {
  const server = createServer((request, response) => {
    const answer = async () => {
      let text = '';
      for await (const chunk of request.setEncoding('utf8')) text += chunk;
      const { args, env } = JSON.parse(text) as { args: string[]; env: Record<string, string> };
      const result = await exec('cosign', args, { env, timeout: 60_000 });
      response.end(JSON.stringify(result));
    };
    answer().catch((error: unknown) =>
      response.end(JSON.stringify({ exitCode: 70, stdout: '', stderr: String(error) })),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  await mkdir(folder, { recursive: true });
  const file = path.join(folder, 'cosign.mjs');
  await writeFile(file, program(`http://127.0.0.1:${(server.address() as AddressInfo).port}`));
  await writeFile(path.join(folder, 'cosign'), `#!/bin/sh\nexec '${process.execPath}' '${file}' "$@"\n`);
  await chmod(path.join(folder, 'cosign'), 0o755);
  return {
    folder,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
