import { cpSync, mkdirSync, mkdtempSync, readdirSync, symlinkSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

const SKIPPED = new Set(['node_modules', 'build', 'dist', 'coverage']);

/**
 * A copy of the workspace to change at will: sources and tests are copied, installed packages are linked, and the
 * workspace's own are the copies.
 */
export function copyWorkspace(root: string): string {
  const copy = mkdtempSync(path.join(os.tmpdir(), 'sealift-mutate-'));
  for (const parent of ['packages', 'actions', 'test', 'schemas', 'action-templates', '.github'])
    cpSync(path.join(root, parent), path.join(copy, parent), {
      recursive: true,
      filter: (file) => !SKIPPED.has(path.basename(file)),
    });
  for (const file of ['package.json', 'tsconfig.base.json'])
    cpSync(path.join(root, file), path.join(copy, file));
  linkInstalled(path.join(root, 'node_modules'), path.join(copy, 'node_modules'));
  for (const name of readdirSync(path.join(copy, 'packages'))) {
    symlinkSync(path.join(copy, 'packages', name), path.join(copy, 'node_modules/@sealift', name));
    linkNested(path.join(root, 'packages', name), path.join(copy, 'packages', name));
  }
  return copy;
}

function linkInstalled(from: string, to: string): void {
  mkdirSync(path.join(to, '@sealift'), { recursive: true });
  for (const name of readdirSync(from)) {
    if (name === '@sealift' || name.startsWith('.')) continue;
    symlinkSync(path.join(from, name), path.join(to, name));
  }
}

/** What a package has installed for itself alone. */
function linkNested(from: string, to: string): void {
  if (readdirSync(from).includes('node_modules'))
    symlinkSync(path.join(from, 'node_modules'), path.join(to, 'node_modules'));
}
