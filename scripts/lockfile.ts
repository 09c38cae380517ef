// Takes out of package-lock.json what is true of one machine only, or of the wrong Node.
//
//   npm run lockfile
//
// "engines": npm would warn on Node 20 about tools that the Node of this repository runs, and on an old Node 20 leave
// out optional binaries that it needs (docs/decisions/node24-from-npm.md).
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const file = fileURLToPath(new URL('../package-lock.json', import.meta.url));
const lock = JSON.parse(readFileSync(file, 'utf8')) as {
  packages: Record<string, { engines?: unknown; resolved?: string }>;
};
for (const [place, entry] of Object.entries(lock.packages)) {
  if (!place.includes('node_modules/')) continue;
  delete entry.engines;
  if (entry.resolved?.startsWith('http')) delete entry.resolved;
}
writeFileSync(file, `${JSON.stringify(lock, undefined, 2)}\n`);
