import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Runtime } from '@sealift/action-kit/action';
import { readInWorkspace, resolveInWorkspace } from '@sealift/action-kit/workspace-path';
import { renderPolicies } from '@sealift/core/admission/render';
import { parseOpsConfig } from '@sealift/core/config/deploy';
import { configurationFailure } from '@sealift/core/failure';
import { decodeText } from '@sealift/core/text/decode';
import { markdownCode } from '@sealift/core/text/sanitize';
import type { Inputs } from './inputs.ts';

export const outputNames = ['file', 'unchecked'] as const;
export type Outputs = Record<(typeof outputNames)[number], string>;

export type Dependencies = Pick<Runtime, 'env' | 'log' | 'summary'>;

/** Bytes. */
const MAX_CONFIG = 1024 * 1024;
const MAX_ROOT = 1024 * 1024;

/** @throws Failure `policies/…`, `trust/…`, `config/malformed`, `action/…` */
export async function run(inputs: Inputs, { env, log, summary }: Dependencies): Promise<Outputs> {
  const workspace = env['GITHUB_WORKSPACE'] ?? process.cwd();
  const bytes = await readInWorkspace(workspace, inputs.trust, MAX_CONFIG);
  const text = bytes === undefined ? undefined : decodeText(bytes, inputs.trust);
  const config = text === undefined ? undefined : parseOpsConfig(text, inputs.trust).trust;
  if (text === undefined || config === undefined)
    throw configurationFailure({
      code: 'policies/no-trust',
      cause: text === undefined ? `There is no ${inputs.trust}.` : `${inputs.trust} says no "trust".`,
      remedy: 'Check out the ops repository, and write there who may deploy (docs/trust.md).',
      location: { file: inputs.trust },
    });
  const tuf =
    inputs.tuf === undefined
      ? undefined
      : { mirror: inputs.tuf.mirror, root: await readRoot(workspace, inputs.tuf.root) };
  const { engine, environment, namespaces } = inputs;
  const rendered = renderPolicies(
    { config, text },
    { engine, environment, namespaces: namespaces.toSorted(), ...(tuf === undefined ? {} : { tuf }) },
  );
  const file = path.resolve(workspace, inputs.output);
  await mkdir(path.dirname(file), { recursive: true });
  // A link that is there already would lead the text elsewhere.
  await resolveInWorkspace(workspace, inputs.output);
  await writeFile(file, rendered.yaml);
  for (const { app, keys } of rendered.unchecked)
    log.warning(
      `No admission policy can look at ${keys.join(', ')} of "${app}": bump and verify do, before anything is deployed.`,
      { title: 'Policies' },
    );
  if (engine === 'policy-controller') log.warning(OLD_READER, { title: 'Policies' });
  await summary(
    `### Policies\n\n${markdownCode(inputs.output)} holds the policies of ${markdownCode(engine)} for ${namespaces.map((name) => markdownCode(name)).join(', ')}.\n`,
  );
  return { file, unchecked: JSON.stringify(rendered.unchecked) };
}

/** Base64. */
async function readRoot(workspace: string, file: string): Promise<string> {
  const bytes = await readInWorkspace(workspace, file, MAX_ROOT);
  if (bytes !== undefined) return bytes.toString('base64');
  throw configurationFailure({
    code: 'policies/bad-input',
    cause: `"tuf-root" names ${file}, which is not there.`,
    remedy: 'Give the path of the root.json of the TUF repository.',
  });
}

const OLD_READER =
  'policy-controller up to 0.13.1 cannot read signatures whose log entry is in Rekor v2 and refuses such images; those in Rekor v1 it reads as attestations.';
