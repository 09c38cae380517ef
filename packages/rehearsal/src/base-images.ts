/** What the app's Dockerfiles need before BuildKit can build them. */
import { glob, readFile } from 'node:fs/promises';
import path from 'node:path';
import { parsePipelineConfig } from '@sealift/core/config/pipeline';
import { ensureBaseImages } from '@sealift/engines/base-images/ensure';
import { ensureEngines } from '@sealift/engines/ensure';
import type { Sandbox } from '@sealift/sandbox/sandbox';
import type { Dependencies } from './dependencies.ts';

const CONFIG = '.github/sealift.yml';

/** @throws Failure `configuration` for an image that can neither be pulled nor made */
export async function prepareBaseImages(
  sandbox: Sandbox,
  app: string,
  dependencies: Dependencies,
): Promise<void> {
  const { env, timeline, log, clock, signal } = dependencies;
  const { cacheDir, exec } = sandbox;
  const { images } = await ensureBaseImages({
    ...{ cacheDir, env, exec, log, clock, signal },
    dockerfiles: await dockerfiles(app),
    mirror: `127.0.0.1:${sandbox.ports.mirror}`,
    frontend: async () => {
      const name = 'dockerfile-frontend';
      return (await ensureEngines([name], { cacheDir, env, log, clock, signal })).paths[name];
    },
    progress: (image, detail) => timeline.progress('base images', `${image}: ${detail}`),
  });
  for (const { image, from, detail } of images) timeline.say('base images', `${image} (${from}) ${detail}`);
}

async function dockerfiles(app: string) {
  const source = await readFile(path.join(app, CONFIG), 'utf8').catch(() => '');
  const { apps } = parsePipelineConfig(source, CONFIG);
  if (apps === undefined) {
    const found: string[] = [];
    for await (const file of glob('apps/*/Dockerfile', { cwd: app })) found.push(path.join(app, file));
    return found.sort().map((file) => ({ file }));
  }
  return Object.entries(apps).map(([name, config]) => ({
    file: path.join(app, config.file ?? `apps/${name}/Dockerfile`),
    ...(config.target === undefined ? {} : { target: config.target }),
    ...(config['build-args'] === undefined ? {} : { buildArgs: config['build-args'] }),
  }));
}
