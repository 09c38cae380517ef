/** Lists the packages of an image in documents that a later job can attest. */
import type { Dependencies } from './dependencies.ts';
import { writeDocuments } from './documents.ts';
import type { Inputs } from './inputs.ts';
import { generateSboms } from './platform-sboms.ts';
import { renderSboms } from './summary.ts';

export const outputNames = ['packages', 'spdx-file', 'cyclonedx-file'] as const;
export type Outputs = Record<(typeof outputNames)[number], string>;

/** @throws Failure `evidence/…`, and those of the registry, of layouts and of Syft */
export async function run(inputs: Inputs, dependencies: Dependencies): Promise<Outputs> {
  const { sboms, version } = await generateSboms(inputs, dependencies);
  const files = await writeDocuments(inputs, sboms, version, dependencies.env);
  await dependencies.summary(renderSboms(inputs, sboms, version));
  return {
    packages: String(sboms.reduce((sum, { sbom }) => sum + sbom.packages, 0)),
    'spdx-file': files['spdx-json'].join('\n'),
    'cyclonedx-file': files['cyclonedx-json'].join('\n'),
  };
}
