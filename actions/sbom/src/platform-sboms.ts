/** Has Syft list the packages of an image, platform by platform. */
import { registryCredentials } from '@sealift/action-kit/registry-login';
import { formatPlatform } from '@sealift/core/image/platform';
import { formatImageName } from '@sealift/core/image/reference';
import { findSubjects, type Subject } from '@sealift/tools/subjects';
import { generateSbom, type Sbom } from '@sealift/tools/syft/generate';
import type { Dependencies } from './dependencies.ts';
import type { Inputs } from './inputs.ts';

export type PlatformSbom = { readonly subject: Subject; readonly sbom: Sbom };

/** @throws Failure those of the registry, of layouts and of Syft */
export async function generateSboms(
  inputs: Inputs,
  dependencies: Dependencies,
): Promise<{ readonly sboms: readonly PlatformSbom[]; readonly version: string }> {
  const { env, log, signal, exec } = dependencies;
  const registry = 'reference' in inputs.source ? inputs.source.reference.registry : undefined;
  const credentials = await registryCredentials(registry, inputs, dependencies);
  const subjects = await findSubjects(inputs.source, inputs.platforms, async () => {
    const { createRegistryClient } = await import('@sealift/registry/client');
    return createRegistryClient({ ...dependencies, credentials: () => credentials });
  });
  const tool = await dependencies.resolveTool('syft', { source: inputs.tools, ...dependencies });
  const image = formatImageName(inputs.image);
  const sboms: PlatformSbom[] = [];
  for (const subject of subjects) {
    const platform = formatPlatform(subject.platform);
    log.info(`Listing the packages of ${image} for ${platform} (${subject.digest})`);
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
      log.warning(`Syft found no package in ${image} for ${platform}: the SBOM is empty.`);
    sboms.push({ subject, sbom });
  }
  return { sboms, version: tool.version };
}
