/** What the app's Dockerfiles need before BuildKit can build them. */
import { glob, readFile } from 'node:fs/promises';
import path from 'node:path';
import { discoverRules } from '@sealift/core/config/discover';
import { parsePipelineConfig } from '@sealift/core/config/pipeline';
import { fileOf } from '@sealift/core/release/plan/apps';
import { listApps } from '@sealift/core/release/plan/listing';
import { ensureBaseImages } from '@sealift/engines/base-images/ensure';
import { ensureEngines } from '@sealift/engines/ensure';
import type { Sandbox } from '@sealift/sandbox/sandbox';
import type { Dependencies } from './dependencies.ts';

const CONFIGS = ['.github/sealift.yml', '.github/sealift.yaml'] as const;

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
  const { file: configFile, config } = await readConfig(app);
  const found: string[] = [];
  if (config.apps === undefined || config.discover !== undefined)
    for (const { file } of discoverRules(config.discover))
      for await (const name of glob(file, { cwd: app })) found.push(name.replaceAll(path.sep, '/'));
  // The plan says what is wrong with a repository without apps.
  if (found.length === 0 && config.apps === undefined) return [];
  const facts = { config, configFile, found: found.sort(), dockerfiles: [], only: [] };
  return listApps({ ...facts, repositoryName: 'app', imagePrefix: 'app' }).map((each) => ({
    file: path.join(app, fileOf(each)),
    ...(each.config.target === undefined ? {} : { target: each.config.target }),
    ...(each.config['build-args'] === undefined ? {} : { buildArgs: each.config['build-args'] }),
  }));
}

async function readConfig(app: string) {
  for (const file of CONFIGS) {
    const source = await readFile(path.join(app, file), 'utf8').catch(() => undefined);
    if (source !== undefined) return { file, config: parsePipelineConfig(source, file) };
  }
  return { file: CONFIGS[0], config: parsePipelineConfig('', CONFIGS[0]) };
}
