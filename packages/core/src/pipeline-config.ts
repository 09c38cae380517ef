/**
 * `.github/sealift.yml`: what an app repository says about its apps when the conventions do not fit.
 */
import * as v from 'valibot';
import { isMap, isSeq, LineCounter, parseDocument } from 'yaml';
import { configurationFailure, Failure } from './failure.ts';
import { parseImageName } from './image.ts';
import { parsePlatform } from './platform.ts';
import { yamlValue } from './yaml-value.ts';

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
const appName = v.pipe(
  v.string(),
  v.regex(
    /^[a-z0-9]+(?:[._-][a-z0-9]+)*$/,
    'must be lower-case letters and digits with ".", "_" or "-" between',
  ),
  v.maxLength(63),
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
  /** The app is built when one of these changed. Default: its folder and what lies outside every app's folder. */
  paths: v.optional(v.pipe(v.array(v.pipe(v.string(), v.nonEmpty())), v.minLength(1))),
});
export type AppConfig = v.InferOutput<typeof AppConfig>;

export const PipelineConfig = v.strictObject({
  /** Apps by name. When given, only these exist; otherwise every `apps/<name>/Dockerfile` is one. */
  apps: v.optional(v.record(appName, AppConfig)),
  /** Platforms of every app that names none. */
  platforms: v.optional(platforms),
  /** Runner label by platform. Default: ubuntu-24.04-arm for linux/arm64, ubuntu-latest for all others. */
  runners: v.optional(v.record(platform, v.pipe(v.string(), v.nonEmpty()))),
});
export type PipelineConfig = v.InferOutput<typeof PipelineConfig>;

export const isAppName = (text: string): boolean => v.is(appName, text);

/**
 * @param file path shown in failures
 * @throws Failure `configuration` with file and line
 */
export function parsePipelineConfig(source: string, file: string): PipelineConfig {
  const lines = new LineCounter();
  const document = parseDocument(source, { lineCounter: lines, uniqueKeys: true });
  const failure = (cause: string, offset: number | undefined) =>
    configurationFailure({
      cause: `${file} ${cause}.`,
      remedy: 'Correct it; schemas/sealift.schema.json describes every key, and editors complete from it.',
      location: { file, ...(offset === undefined ? {} : { line: lines.linePos(offset).line }) },
    });
  const [error] = document.errors;
  if (error)
    throw failure(`is not valid YAML: ${error.message.split('\n')[0]?.replace(/[.:]$/, '')}`, error.pos[0]);

  const value = yamlValue(document, (reason) => failure(`is not valid YAML: ${reason}`, undefined));
  const result = v.safeParse(PipelineConfig, value ?? {});
  if (result.success) return result.output;
  const [issue] = result.issues;
  const path = issue.path?.map(({ key }) => String(key)) ?? [];
  const node = deepestNode(document.contents, path);
  throw failure(`has a wrong value at "${path.join('.')}": ${issue.message}`, node?.range?.[0]);
}

type Ranged = { range?: readonly [number, number, number] | null };

/** The YAML node at the path, or the closest one around it. */
function deepestNode(root: unknown, path: readonly string[]): Ranged | undefined {
  let node = root;
  for (const key of path) {
    const next = isMap(node)
      ? node.items.find((item) => String(item.key) === key)
      : isSeq(node)
        ? node.items[Number(key)]
        : undefined;
    if (next === undefined) break;
    node = isMap(node)
      ? ((next as { value: unknown; key: unknown }).value ?? (next as { key: unknown }).key)
      : next;
  }
  return node as Ranged | undefined;
}
