import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { HostTrust } from './host.ts';

/**
 * Writes an executable that BuildKit starts in place of runc, see inject-trust.ts.
 * @returns its absolute path
 */
export async function writeRuncWrapper(folder: string, runc: string, trust: HostTrust): Promise<string> {
  const settings = path.join(folder, 'host-trust.json');
  // Proxies may hold a password.
  await writeFile(settings, JSON.stringify(trust), { mode: 0o600 });
  const wrapper = path.join(folder, 'runc');
  await writeFile(wrapper, wrapperScript(process.execPath, INJECT, settings, runc), { mode: 0o700 });
  return wrapper;
}

// The file beside this one, in src as in build.
const INJECT = fileURLToPath(new URL(`./inject-trust${path.extname(import.meta.url)}`, import.meta.url));

/** `exec` keeps the file descriptors and the process number that BuildKit has given. */
export const wrapperScript = (
  node: string,
  inject: string,
  settings: string,
  runc: string,
): string => `#!/bin/sh
# Written by Sealift: gives RUN lines the host's certificate authorities and proxies.
bundle=
previous=
for argument in "$@"; do
  case $previous in --bundle | -b) bundle=$argument ;; esac
  case $argument in --bundle=*) bundle=\${argument#--bundle=} ;; esac
  previous=$argument
done
if [ -n "$bundle" ]; then
  ${[node, '--disable-warning=ExperimentalWarning', inject, settings].map(quote).join(' ')} "$bundle" || exit
fi
exec ${quote(runc)} "$@"
`;

const quote = (word: string): string => `'${word.replaceAll("'", "'\\''")}'`;
