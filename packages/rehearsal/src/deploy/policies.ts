/** The ops repository's admission policies, for the Sigstore instance of the rehearsal. */
import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { renderPolicies } from '@sealift/core/admission/render';
import { parseOpsConfig } from '@sealift/core/config/deploy';
import { git } from '../sources.ts';

/**
 * Renders them again from `trust:`, as a team with a Sigstore instance of its own does, and commits them: the root of the
 * public instance cannot be imitated, everything else of them stays.
 * @param ops clone of the ops repository
 * @param env with TUF_MIRROR (URL) and TUF_ROOT_JSON (file)
 */
export async function trustRehearsal(
  ops: string,
  { TUF_MIRROR: mirror = '', TUF_ROOT_JSON: rootFile = '' }: Readonly<Record<string, string>>,
): Promise<void> {
  const text = await readFile(path.join(ops, '.sealift.yml'), 'utf8');
  const config = parseOpsConfig(text, '.sealift.yml').trust;
  if (config === undefined) return;
  const root = (await readFile(rootFile)).toString('base64');
  for (const environment of await readdir(path.join(ops, 'policies'))) {
    const { yaml } = renderPolicies(
      { config, text },
      { engine: 'kyverno', environment, namespaces: [`shop-${environment}`], tuf: { mirror, root } },
    );
    await writeFile(path.join(ops, 'policies', environment, 'sealift.yaml'), yaml);
  }
  await git(ops, 'commit', '--quiet', '--all', '--message', 'Trust the Sigstore instance of the rehearsal');
}
