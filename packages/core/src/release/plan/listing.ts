/** Which apps there are: those of the configuration, and those whose Dockerfiles its patterns find. */
import { posix } from 'node:path';
import { discoveredName, discoverRules, suggestPatterns } from '../../config/discover.ts';
import { type AppConfig, isAppName, type PipelineConfig } from '../../config/pipeline.ts';
import { configurationFailure } from '../../failure.ts';
import { type App, fileOf } from './apps.ts';

export type ListingFacts = {
  readonly config: PipelineConfig;
  /** Path of the configuration file, for failures. */
  readonly configFile: string;
  /** Files that the patterns of `discover` are about. */
  readonly found: readonly string[];
  /** Dockerfiles of the repository, for when there is no app. */
  readonly dockerfiles: readonly string[];
  /** Name of the repository: that of the app whose Dockerfile lies at its top. */
  readonly repositoryName: string;
  /** registry/owner/repository as the user wrote it. */
  readonly imagePrefix: string;
  /** The apps that the run is limited to: they must exist. */
  readonly only: readonly string[];
};

/**
 * All that there are, by name, sorted.
 * @throws Failure `plan/no-app`, `plan/unknown-app`, `plan/bad-app-name`, `plan/ambiguous-app`
 */
export function listApps(facts: ListingFacts): readonly App[] {
  const { config, only } = facts;
  const discovered =
    config.apps !== undefined && config.discover === undefined
      ? new Map<string, AppConfig>()
      : discoveredApps(facts);
  const apps = new Map<string, AppConfig>(discovered);
  for (const [name, own] of Object.entries(config.apps ?? {})) apps.set(name, { ...apps.get(name), ...own });
  if (apps.size === 0) throw noApp(facts);
  const unknown = only.find((name) => !apps.has(name));
  if (unknown !== undefined)
    throw configurationFailure({
      code: 'plan/unknown-app',
      cause: `The app "${unknown}" does not exist.`,
      remedy: `Use one of ${[...apps.keys()].toSorted().join(', ')}.`,
    });
  return [...apps]
    .map(([name, own]) => ({ name, config: own }))
    .toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

/** An app as another configuration would have it, if its Dockerfile were where it is now. */
export function discoveredApp(
  app: App,
  facts: Pick<ListingFacts, 'config' | 'repositoryName' | 'imagePrefix'> & { readonly configFile: string },
): App | undefined {
  const { config } = facts;
  const found =
    config.apps !== undefined && config.discover === undefined
      ? undefined
      : discoveredApps({ ...facts, found: [fileOf(app)] }).get(app.name);
  const own =
    config.apps !== undefined && Object.hasOwn(config.apps, app.name) ? config.apps[app.name] : undefined;
  return found === undefined && own === undefined
    ? undefined
    : { name: app.name, config: { ...found, ...own } };
}

function discoveredApps({
  config,
  configFile,
  found,
  repositoryName,
  imagePrefix,
}: Pick<ListingFacts, 'config' | 'configFile' | 'found' | 'repositoryName' | 'imagePrefix'>): ReadonlyMap<
  string,
  AppConfig
> {
  const apps = new Map<string, AppConfig>();
  for (const { file: pattern, context } of discoverRules(config.discover))
    for (const file of found) {
      const name = discoveredName(pattern, file, repositoryName);
      if (name === undefined) continue;
      if (!isAppName(name))
        throw configurationFailure({
          code: 'plan/bad-app-name',
          cause: `The pattern "${pattern}" makes ${file} the Dockerfile of an app "${name}", which is not a valid name of an app.`,
          remedy: `Rename it to lower-case letters and digits, with ".", "_" or "-" between them, or list the app under "apps:" in ${configFile}.`,
        });
      const other = apps.get(name)?.file;
      if (other !== undefined && other !== file)
        throw configurationFailure({
          code: 'plan/ambiguous-app',
          cause: `${other} and ${file} are both the Dockerfile of an app "${name}".`,
          remedy: `Make the patterns under "discover" narrower, or list the apps under "apps:" in ${configFile}.`,
        });
      apps.set(name, {
        file,
        ...(context === undefined ? {} : { context: filled(context, name, file) }),
        // The image of a repository that is one app has the name of the repository.
        ...(file.includes('/') ? {} : { image: imagePrefix.toLowerCase() }),
      });
    }
  return apps;
}

const filled = (context: string, name: string, file: string): string =>
  context.replaceAll('{app}', () => name).replaceAll('{folder}', () => posix.dirname(file));

const SHOWN = 10;

function noApp({ config, configFile, dockerfiles: files }: ListingFacts) {
  const patterns = discoverRules(config.discover).map(({ file }) => file);
  const there =
    files.slice(0, SHOWN).join(', ') + (files.length > SHOWN ? ` and ${files.length - SHOWN} more` : '');
  const suggested = suggestPatterns(files)
    .slice(0, SHOWN)
    .map((each) => JSON.stringify(each));
  return configurationFailure({
    code: 'plan/no-app',
    cause: `There is no app: no ${patterns.join(', ')}, and ${configFile} names none.${files.length === 0 ? '' : ` The repository has these Dockerfiles: ${there}.`}`,
    remedy:
      files.length === 0
        ? `Add a Dockerfile under apps/<name>/, or list the apps under "apps:" in ${configFile}.`
        : `Write this into ${configFile}, and leave out the patterns that are not apps: discover: ${suggested.length === 1 ? suggested[0] : `[${suggested.join(', ')}]`}`,
  });
}
