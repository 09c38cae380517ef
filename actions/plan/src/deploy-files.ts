/** Whether files of the ops repository are named in a way that can be filled in: later that would come after the release. */
import type { PipelineConfig } from '@sealift/core/config/pipeline';
import { isRepositoryFile } from '@sealift/core/config/repository-file';
import { configurationFailure } from '@sealift/core/failure';
import { fillTemplate } from '@sealift/core/text/template';

/** @throws Failure `text/unknown-placeholder`, `plan/bad-ops-file` */
export function checkFileTemplate(template: string, where: string): void {
  const file = fillTemplate(template, { app: 'app', environment: 'environment' }, where);
  if (isRepositoryFile(file)) return;
  throw configurationFailure({
    code: 'plan/bad-ops-file',
    cause: `"${template}" in "${where}" is not the path of a file in a repository.`,
    remedy: 'Write it from the top of the ops repository, for example deploy/helm/{app}/values-prod.yaml.',
  });
}

/** @throws Failure `text/unknown-placeholder`, `plan/bad-ops-file` */
export function checkDeploy({ deploy }: PipelineConfig, configFile: string): void {
  for (const [app, targets] of Object.entries(deploy?.apps ?? {}))
    for (const { file } of targets) checkFileTemplate(file, `deploy.apps.${app} of ${configFile}`);
}
