import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { trustRehearsal } from '../../src/deploy/policies.ts';
import { ROOT } from '../../src/sealift.ts';
import { git, repositoryFromFiles } from '../../src/sources.ts';

it("changes of the sample's policies where trust comes from, and nothing else", async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'sealift-trust-'));
  try {
    const ops = path.join(folder, 'ops');
    await repositoryFromFiles(path.join(ROOT, 'action-templates/ops'), ops);
    const file = path.join(ops, 'policies/prod/sealift.yaml');
    const before = await readFile(file, 'utf8');
    await writeFile(path.join(folder, 'root.json'), '{}');
    await trustRehearsal(ops, {
      TUF_MIRROR: 'https://tuf.example',
      TUF_ROOT_JSON: path.join(folder, 'root.json'),
    });
    expect(await git(ops, 'status', '--porcelain')).toBe('');
    const without = (text: string) =>
      parseAllDocuments(text).map((document) =>
        JSON.stringify(document.toJS(), (key, value: unknown) => (key === 'tuf' ? undefined : value)),
      );
    const after = await readFile(file, 'utf8');
    expect(after).toContain('mirror: https://tuf.example');
    expect(without(after)).toEqual(without(before));
  } finally {
    await rm(folder, { recursive: true });
  }
});
