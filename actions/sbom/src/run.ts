import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Runtime } from '@sealift/action-kit/action';
import { registryCredentials } from '@sealift/action-kit/registry-login';
import { createTemporaryFolder } from '@sealift/action-kit/temporary-folder';
import { digestOf } from '@sealift/core/image/digest';
import { formatPlatform, platformSlug } from '@sealift/core/image/platform';
import { formatImageName } from '@sealift/core/image/reference';
import type { SbomPart } from '@sealift/core/release/record';
import { markdownCode, markdownText } from '@sealift/core/text/sanitize';
import { createRegistryClient } from '@sealift/registry/client';
import type { Exec } from '@sealift/tools/exec';
import { findSubjects, type Subject } from '@sealift/tools/subjects';
import { FORMATS, type SbomFormat } from '@sealift/tools/syft/arguments';
import { generateSbom, type Sbom } from '@sealift/tools/syft/generate';
import type { resolveTool } from '@sealift/tools/tool';
import type { Inputs } from './inputs.ts';

export const outputNames = ['packages', 'spdx-file', 'cyclonedx-file'] as const;
export type Outputs = Record<(typeof outputNames)[number], string>;

export type Seams = Pick<Runtime, 'env' | 'log' | 'clock' | 'fetch' | 'summary' | 'signal'> & {
  readonly exec: Exec;
  readonly resolveTool: typeof resolveTool;
};

type Described = { readonly subject: Subject; readonly sbom: Sbom };

/** @throws Failure `configuration`, `remote` or `internal` */
export async function run(inputs: Inputs, seams: Seams): Promise<Outputs> {
  const { env, log, clock, fetch, signal, exec } = seams;
  const registry = 'reference' in inputs.source ? inputs.source.reference.registry : undefined;
  const credentials = await registryCredentials(registry, inputs, seams);
  const subjects = await findSubjects(inputs.source, inputs.platforms, () =>
    createRegistryClient({ credentials: () => credentials, fetch, clock, log, signal }),
  );
  const tool = await seams.resolveTool('syft', { source: inputs.tools, env, log, fetch, clock, signal });

  const described: Described[] = [];
  for (const subject of subjects) {
    const platform = formatPlatform(subject.platform);
    log.info(`Listing the packages of ${formatImageName(inputs.image)} for ${platform} (${subject.digest})`);
    const sbom = await generateSbom(subject, {
      syft: tool.path,
      exec,
      env,
      log,
      signal,
      image: inputs.image,
      formats: inputs.formats,
      ...(credentials === undefined ? {} : { credentials }),
    });
    log.info(`${platform}: ${sbom.packages} packages`);
    if (sbom.packages === 0)
      log.warning(
        `Syft found no package in ${formatImageName(inputs.image)} for ${platform}: the SBOM is empty.`,
      );
    described.push({ subject, sbom });
  }

  const folders = await outputFolders(inputs, env);
  const files: Record<SbomFormat, string[]> = { 'spdx-json': [], 'cyclonedx-json': [] };
  for (const folder of folders) {
    for (const one of described) {
      const base = described.length === 1 ? 'sbom' : `sbom.${platformSlug(one.subject.platform)}`;
      for (const [format, bytes] of one.sbom.documents) {
        const file = path.join(folder, `${base}.${FORMATS[format].suffix}`);
        await writeFile(file, bytes);
        if (folder === folders[0]) files[format].push(file);
      }
      if (folder === inputs.evidence)
        await writeFile(
          path.join(folder, `${base}.json`),
          `${JSON.stringify(partOf(one, base, tool.version), null, 2)}\n`,
        );
    }
  }
  await seams.summary(summaryOf(inputs, described, tool.version));
  return {
    packages: String(described.reduce((sum, { sbom }) => sum + sbom.packages, 0)),
    'spdx-file': files['spdx-json'].join('\n'),
    'cyclonedx-file': files['cyclonedx-json'].join('\n'),
  };
}

/** The first is the one that the outputs name. */
async function outputFolders(inputs: Inputs, env: Seams['env']): Promise<readonly string[]> {
  const { outputDirectory, evidence } = inputs;
  const folders = [...new Set([outputDirectory, evidence].filter((folder) => folder !== undefined))];
  if (folders.length === 0) return [await createTemporaryFolder(env, 'documents')];
  for (const folder of folders) await mkdir(folder, { recursive: true });
  return folders;
}

/** `sbom.json` of the release record; the documents lie beside it. */
const partOf = ({ subject, sbom }: Described, base: string, version: string): SbomPart => ({
  subject: subject.digest,
  platform: formatPlatform(subject.platform),
  generator: { name: 'syft', version },
  packages: sbom.packages,
  documents: [...sbom.documents].map(([format, bytes]) => ({
    format,
    file: `${base}.${FORMATS[format].suffix}`,
    digest: digestOf(bytes),
  })),
});

const summaryOf = (inputs: Inputs, described: readonly Described[], version: string): string =>
  [
    `### SBOM of ${markdownCode(formatImageName(inputs.image))}`,
    '',
    '| Platform | Packages | Manifest |',
    '|---|---:|---|',
    ...described.map(
      ({ subject, sbom }) =>
        `| ${markdownText(formatPlatform(subject.platform))} | ${sbom.packages} | ${markdownCode(subject.digest)} |`,
    ),
    '',
    `<sub>${markdownText(`${inputs.formats.join(', ')} by Syft ${version}.`)}</sub>`,
    '',
  ].join('\n');
