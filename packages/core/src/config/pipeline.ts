/**
 * `.github/sealift.yml`: what an app repository says about its apps when the conventions do not fit.
 */
import * as v from 'valibot';
import { Failure } from '../failure.ts';
import { parsePlatform } from '../image/platform.ts';
import { parseImageName } from '../image/reference.ts';
import { patternProblem } from '../text/path-filter.ts';
import { appName } from './app-name.ts';
import { DeployConfig } from './deploy.ts';
import { DiscoverConfig } from './discover.ts';
import { NAMING_ENTRIES } from './naming.ts';
import { parseYamlConfig } from './yaml-config.ts';

const check = (parse: (text: string) => unknown) => (text: string) => {
  try {
    parse(text);
    return true;
  } catch (error) {
    if (error instanceof Failure) return false;
    throw error;
  }
};

/** A path inside the repository: relative, `/`-separated, never leaving it. */
const repositoryPath = v.pipe(
  v.string(),
  v.nonEmpty(),
  v.check(
    (text) => !text.startsWith('/') && !text.includes('\\') && !text.split('/').includes('..'),
    'must be a path inside the repository, without ".."',
  ),
);
const platform = v.pipe(
  v.string(),
  v.check(check(parsePlatform), 'must be os/architecture[/variant], for example linux/amd64'),
);
const platforms = v.pipe(v.array(platform), v.minLength(1));
/** As under `paths` of a workflow: `*` within a name, `**` over several, `!` before what is taken back. */
const pathPatterns = v.pipe(
  v.array(
    v.pipe(
      v.string(),
      v.rawCheck(({ dataset, addIssue }) => {
        const problem = dataset.typed ? patternProblem(dataset.value) : undefined;
        if (problem !== undefined) addIssue({ message: `this pattern ${problem}` });
      }),
    ),
  ),
  v.minLength(1),
  v.check(
    (patterns) => patterns.some((pattern) => !pattern.startsWith('!')),
    'every pattern begins with "!", so that none is about a file: write "**" before them',
  ),
);
export const AppConfig = v.strictObject({
  /** Dockerfile. Default: `apps/<name>/Dockerfile`. */
  file: v.optional(repositoryPath),
  /** Build context. Default: the repository. */
  context: v.optional(repositoryPath),
  /** Stage to build. Default: the last one. */
  target: v.optional(v.pipe(v.string(), v.nonEmpty())),
  /** Name in the registry, without tag. Default: `<image-prefix>/<name>`. */
  image: v.optional(
    v.pipe(
      v.string(),
      v.check(check(parseImageName), 'must be registry/repository in lower case, without a tag'),
    ),
  ),
  /** Default: `platforms` of this file, else the workflow's input. */
  platforms: v.optional(platforms),
  /** Build arguments. They end up in the image's provenance: never put a secret here. */
  'build-args': v.optional(v.record(v.pipe(v.string(), v.regex(/^[A-Za-z_][A-Za-z0-9_]*$/)), v.string())),
  /** Named contexts: a folder of the repository, or what else `--build-context` takes, by name. */
  'build-contexts': v.optional(
    v.record(
      v.pipe(v.string(), v.regex(/^[A-Za-z0-9][A-Za-z0-9_.:/@-]*$/)),
      v.pipe(v.string(), v.nonEmpty()),
    ),
  ),
  /** The app is built when one of these changed, and its Dockerfile. Default: what its Dockerfile reads. */
  paths: v.optional(pathPatterns),
  /** The app is not built for these, whatever else says so. */
  ignore: v.optional(pathPatterns),
  ...NAMING_ENTRIES,
});
export type AppConfig = v.InferOutput<typeof AppConfig>;

const label = v.pipe(v.string(), v.nonEmpty());
const labels = v.union([label, v.pipe(v.array(label), v.minLength(1))]);
/** https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#jobsjob_idruns-on */
export const Runner = v.union([labels, v.strictObject({ group: label, labels: v.optional(labels) })]);
export type Runner = v.InferOutput<typeof Runner>;

export const PipelineConfig = v.strictObject({
  /** Apps by name. When given without `discover`, only these exist. */
  apps: v.optional(v.record(appName, AppConfig)),
  /** Dockerfiles that are apps, by pattern. Default, without `apps`: every `apps/<name>/Dockerfile`. */
  discover: v.optional(DiscoverConfig),
  /** Platforms of every app that names none. */
  platforms: v.optional(platforms),
  /**
   * What builds a platform: a label, labels, or a group. Default: ubuntu-24.04-arm for linux/arm64, ubuntu-latest for
   * all others.
   */
  runners: v.optional(v.record(platform, Runner)),
  ...NAMING_ENTRIES,
  /** Where the apps are deployed from: the files of the ops repository. */
  deploy: v.optional(DeployConfig),
});
export type PipelineConfig = v.InferOutput<typeof PipelineConfig>;

export { isAppName } from './app-name.ts';

/**
 * @param file path shown in failures
 * @throws Failure `configuration` with file and line
 */
export function parsePipelineConfig(source: string, file: string): PipelineConfig {
  return parseYamlConfig(PipelineConfig, source, file, 'schemas/sealift.schema.json', {
    asWritten: 'build-args',
  });
}
