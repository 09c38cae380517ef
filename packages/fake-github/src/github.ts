/**
 * A stand-in for GitHub on one machine. State is bare git repositories on disk and what they cannot hold: pull requests,
 * labels, code scanning, runs, tokens.
 */
import { mkdir } from 'node:fs/promises';
import { configurationFailure } from '@sealift/core/failure';
import type { Clock, Log } from '@sealift/core/log';
import { type AppOptions, type CreatedApp, createApps } from './apps.ts';
import { createArchives } from './archives.ts';
import { createBlobStorage } from './artifacts/blobs.ts';
import { createArtifactMethods } from './artifacts/service.ts';
import { createArtifacts } from './artifacts/store.ts';
import { createResultsService } from './artifacts/twirp.ts';
import { createCacheMethods } from './caches/service.ts';
import { configureRepository, type RepositoryConfiguration, renameRepository } from './configure.ts';
import { createGitHost } from './git/http-backend.ts';
import { createCommitSigner } from './git/signing.ts';
import type { Handler } from './http.ts';
import { createAccounts } from './identity.ts';
import { createOidc, type SubjectForm } from './oidc.ts';
import { loadDescription } from './openapi/description.ts';
import { createValidator, type Validator } from './openapi/validator.ts';
import { createPackages, type Packages } from './packages.ts';
import { createGrant, fromAppName, type Level } from './permissions.ts';
import {
  type MergeOptions,
  mergePullRequest,
  type OpenedPull,
  openPullRequest,
  type PullRequestOptions,
} from './pull-events.ts';
import { createRecords } from './records.ts';
import { createRegistryTokens, type RegistryTokenKey } from './registry-tokens.ts';
import { createReport, type Report } from './report.ts';
import { createRepository, type RepositoryOptions } from './repositories.ts';
import { createApi } from './rest/api.ts';
import { createMeter } from './rest/meter.ts';
import { createRouter } from './rest/router.ts';
import { actionRoutes, limitRoutes } from './routes/actions.ts';
import { appRoutes } from './routes/apps.ts';
import { attestationRoutes } from './routes/attestations.ts';
import { codeScanningRoutes } from './routes/code-scanning.ts';
import { commitRoutes } from './routes/commits.ts';
import { contentRoutes } from './routes/contents.ts';
import { gitObjectRoutes } from './routes/git-objects.ts';
import { gitRefRoutes } from './routes/git-refs.ts';
import { issueRoutes } from './routes/issues.ts';
import { labelRoutes } from './routes/labels.ts';
import { packageRoutes } from './routes/packages.ts';
import { pullRoutes } from './routes/pulls.ts';
import { releaseRoutes, uploadRoutes } from './routes/releases.ts';
import { repositoryRoutes } from './routes/repositories.ts';
import { settingRoutes } from './routes/settings.ts';
import type { Run, RunOptions } from './run.ts';
import { createRuns } from './runs.ts';
import { findRepository, type GitHubState, type Repository } from './state.ts';
import { createTokens } from './tokens.ts';
import { PRODUCTION_URLS, type Urls } from './urls.ts';

export type GitHubOptions = {
  /** For repositories and blobs. The caller removes it. */
  readonly dir: string;
  /** RSA private key, PEM: signs OIDC tokens. */
  readonly oidcKey: string;
  readonly registryTokenKey: RegistryTokenKey;
  readonly clock: Pick<Clock, 'now'>;
  readonly log: Pick<Log, 'debug'>;
  /** For the extract of GitHub's OpenAPI description: the first start is 0.4 s faster with it. */
  readonly cacheDir?: string;
  readonly urls?: Partial<Urls>;
  /** Milliseconds that code scanning takes for an upload; 1 s when absent. */
  readonly processingTime?: number;
  /** `immutable` when absent. */
  readonly subject?: SubjectForm;
  /** Packages that everybody may pull: `owner/name`, or `owner/*`. */
  readonly publicPackages?: readonly string[];
  /** Told of each version of a package that is deleted. */
  readonly packageDeleted?: (fullName: string, digest: string) => void;
};

export type UserTokenOptions = {
  readonly login: string;
  /** Full names, all of one owner. */
  readonly repositories: readonly string[];
  readonly permissions: Readonly<Record<string, Level>>;
};

export type GitHub = {
  /** By production name of the host. */
  readonly hosts: ReadonlyMap<string, Handler>;
  /** https://ghcr.io/token */
  readonly registryTokenHandler: Handler;
  /** Verifies the commits that the stand-in signs, as a line of authorized_keys. */
  readonly commitKey: string;
  createRepository(options: RepositoryOptions): Promise<Repository>;
  repository(fullName: string): Repository | undefined;
  /** Changes what an owner can set, at any time; what is not named stays. */
  configureRepository(fullName: string, configuration: RepositoryConfiguration): void;
  /** @param name without owner */
  renameRepository(fullName: string, name: string): void;
  openPullRequest(options: PullRequestOptions): Promise<OpenedPull>;
  openForkPullRequest(options: PullRequestOptions & { readonly fork: string }): Promise<OpenedPull>;
  /** @returns the id of the merge commit */
  mergePullRequest(options: MergeOptions): Promise<string>;
  createApp(options: AppOptions): CreatedApp;
  /** A fine-grained personal access token. */
  createUserToken(options: UserTokenOptions): string;
  startRun(options: RunOptions): Promise<Run>;
  report(run: Run): Report;
  setPackageVisibility(name: string, visibility: 'public' | 'private'): void;
  /** What the packages API shows; the registry's own content is not looked at. */
  readonly packages: Packages;
};

/** Milliseconds. */
const USER_TOKEN_LIFE = 24 * 3_600_000;

export async function createGitHub(options: GitHubOptions): Promise<GitHub> {
  await mkdir(options.dir, { recursive: true });
  const world: GitHubState = {
    dir: options.dir,
    urls: { ...PRODUCTION_URLS, ...options.urls },
    clock: options.clock,
    log: options.log,
    accounts: createAccounts(),
    repositories: new Map(),
    formerNames: new Map(),
    tokens: createTokens(() => options.clock.now()),
    records: createRecords(),
    signer: createCommitSigner(),
    processingTime: options.processingTime ?? 1_000,
  };
  const apps = createApps(world);
  const runs = createRuns(world);
  const artifacts = createArtifacts(world);
  const meter = createMeter(world.clock);
  const graphMeter = createMeter(world.clock, 'graphql');
  const publicPackages = new Set((options.publicPackages ?? []).map((name) => name.toLowerCase()));
  const archives = createArchives(world);
  const packages = createPackages(() => options.clock.now(), options.packageDeleted ?? (() => {}));
  const oidc = await createOidc(world, runs, options.oidcKey, options.subject ?? 'immutable');
  const routes = [
    ...repositoryRoutes,
    ...gitRefRoutes,
    ...gitObjectRoutes,
    ...contentRoutes,
    ...commitRoutes,
    ...pullRoutes,
    ...issueRoutes,
    ...labelRoutes,
    ...archives.routes,
    ...codeScanningRoutes,
    ...attestationRoutes,
    ...releaseRoutes,
    ...actionRoutes(runs, artifacts),
    ...appRoutes(apps),
    ...packageRoutes(packages),
    ...settingRoutes,
    ...limitRoutes(meter, graphMeter),
  ];
  let validator: Promise<Validator> | undefined;
  const loadValidator = (): Promise<Validator> => {
    validator ??= loadDescription(
      [...routes, ...uploadRoutes].map(({ key }) => key),
      options.cacheDir,
    ).then(createValidator);
    return validator;
  };
  const handlers: Readonly<Record<keyof Urls, Handler>> = {
    server: createGitHost(world),
    api: createApi(world, apps, meter, createRouter(routes), loadValidator, graphMeter),
    issuer: oidc.issuer,
    idToken: oidc.requests,
    results: createResultsService(world, runs, {
      ArtifactService: createArtifactMethods(world, artifacts),
      CacheService: createCacheMethods(artifacts),
    }),
    blobs: createBlobStorage(world, artifacts),
    codeload: archives.handler,
    uploads: createApi(world, apps, meter, createRouter(uploadRoutes), loadValidator, graphMeter),
  };
  const hosts = new Map(
    Object.entries(PRODUCTION_URLS).map(
      ([name, url]) => [new URL(url).host, handlers[name as keyof Urls]] as const,
    ),
  );
  const registryTokens = createRegistryTokens(world, {
    key: options.registryTokenKey,
    publicPackages: () => [...publicPackages],
  });
  return {
    hosts,
    registryTokenHandler: registryTokens,
    commitKey: world.signer.publicKey,
    createRepository: (wanted) => createRepository(world, wanted),
    repository: (fullName) => findRepository(world, fullName),
    configureRepository: (fullName, wanted) => configureRepository(world, fullName, wanted),
    renameRepository: (fullName, name) => renameRepository(world, fullName, name),
    openPullRequest: (wanted) => openPullRequest(world, wanted),
    openForkPullRequest: (wanted) => openPullRequest(world, wanted),
    mergePullRequest: (wanted) => mergePullRequest(world, wanted),
    createApp: apps.create,
    createUserToken: (wanted) => createUserToken(world, wanted),
    startRun: runs.start,
    report: (run) => createReport(world, apps, artifacts, run),
    packages,
    setPackageVisibility: (name, visibility) => {
      if (visibility === 'public') publicPackages.add(name.toLowerCase());
      else publicPackages.delete(name.toLowerCase());
    },
  };
}

function createUserToken(world: GitHubState, options: UserTokenOptions): string {
  const repositories = options.repositories.map((name) => {
    const repository = findRepository(world, name);
    if (repository !== undefined) return repository;
    throw configurationFailure({
      code: 'fake-github/no-repository',
      cause: `A token cannot be made for "${name}": there is no such repository.`,
      remedy: 'Create the repository first.',
    });
  });
  return world.tokens.issue(
    'github_pat_',
    {
      kind: 'user',
      account: world.accounts.ensure(options.login, 'User'),
      grant: createGrant(
        Object.fromEntries(
          Object.entries(options.permissions).map(([name, level]) => [fromAppName(name), level]),
        ),
      ),
      repositories: new Set(repositories.map(({ id }) => id)),
      owner: repositories[0]?.owner.login ?? options.login,
      origin: { who: `token of ${options.login}` },
    },
    world.clock.now() + USER_TOKEN_LIFE,
  );
}
