/** The files that the guide shows are changed as the guide says. */
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { afterEach, expect, it } from 'vitest';
import { BRANCH, changedLines, digestOf, type Ops, record, startOps } from '../../actions/bump/test/ops.ts';

let ops: Ops | undefined;
afterEach(() => ops?.stop());

/** A file of the guide by its mark, under the name in its first line. */
async function shown(mark: string): Promise<readonly [name: string, text: string]> {
  const guide = await readFile(fileURLToPath(new URL('../../docs/flux.md', import.meta.url)), 'utf8');
  const [, name, text] =
    new RegExp(`<!-- ${mark} -->\n\`\`\`yaml\n# (\\S+)\n([^\`]+)\`\`\``).exec(guide) ?? [];
  if (name === undefined || text === undefined) throw new Error(`The guide shows no ${mark}`);
  return [name, text];
}

it('a kustomization and a HelmRelease get the release, and nothing else changes', async () => {
  const files = await Promise.all(['kustomization', 'helmrelease', 'sealift'].map(shown));
  // Signatures are for other tests: without `trust` none is asked for.
  const unsigned = files.map(([name, text]) => [name, text.split('\ntrust:')[0] ?? text]);
  ops = await startOps(Object.fromEntries(unsigned));
  const hello = record('hello');
  const outputs = await ops.bump([hello, record('api')]);
  expect(outputs.changed).toBe('true');
  expect(changedLines(ops, 'main', BRANCH)).toEqual([
    '-    newTag: sha-none # the release changes this',
    `-    digest: sha256:${'0'.repeat(64)}`,
    `+    newTag: ${hello.deployTag} # the release changes this`,
    `+    digest: ${digestOf('1')}`,
    '-      tag: sha-none # and this',
    `+      tag: ${hello.deployTag} # and this`,
  ]);
});
