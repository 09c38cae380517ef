/** BuildKit's record of a build, as Docker Desktop opens it: a `.dockerbuild` file, and an artifact of the run. */
import { mkdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { replaceArtifact } from '@sealift/action-kit/artifacts';
import { temporaryRoot } from '@sealift/action-kit/temporary-folder';
import { asFailure } from '@sealift/core/failure';
import { formatBytes } from '@sealift/core/text/bytes';
import { platformsSlug } from '@sealift/tools/buildx/cache/option';
import { exportRecord } from '@sealift/tools/buildx/history';
import type { BuildMetadata } from '@sealift/tools/buildx/metadata';
import type { BuildxRun } from './command-line.ts';
import type { Dependencies } from './dependencies.ts';

/**
 * A record is for people: that it cannot be had is a warning.
 * @returns absolute path, empty without a record
 */
export async function keepRecord(
  run: BuildxRun,
  { ref }: BuildMetadata,
  dependencies: Dependencies,
): Promise<string> {
  if (!run.inputs.record) return '';
  const { env, log } = dependencies;
  const name = run.inputs.recordName ?? nameOf(run);
  const folder = path.join(temporaryRoot(env), 'sealift-records', name);
  const file = path.join(folder, `${name}.dockerbuild`);
  try {
    await mkdir(folder, { recursive: true });
    await exportRecord({ ...run, ref, file, env: run.environment }, dependencies);
    log.info(`The record of the build is ${file} (${formatBytes((await stat(file)).size)})`);
    await replaceArtifact(
      await dependencies.artifacts(),
      `The artifact ${name} with the record of the build`,
      {
        ...{ name, folder, files: [file], retentionDays: 0 },
      },
    );
    return file;
  } catch (error) {
    const { code, message, remedy } = asFailure(error);
    log.warning(`${message} ${remedy}`, { title: 'Record of the build', code });
    return (await stat(file).catch(() => undefined)) === undefined ? '' : file;
  }
}

/** `record--apps-api-Dockerfile--linux-amd64`: legs of a matrix and builds of a job have one each. */
function nameOf({ inputs, source }: BuildxRun): string {
  const slug = inputs.platforms.length === 0 ? 'own' : platformsSlug(inputs.platforms);
  const about = (inputs.cacheScope ?? source.dockerfilePath ?? 'build').replaceAll(/[^A-Za-z0-9._-]/g, '-');
  return `record--${about.slice(-100)}--${slug.slice(0, 60)}`;
}
