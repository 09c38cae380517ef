import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { configurationFailure } from '@sealift/core/failure';
import { decodeJwt, errors, jwtVerify } from 'jose';
import { type Account, randomText, stableId } from './identity.ts';
import { createGrant, fromAppName, type Grant, type Level, type Permissions } from './permissions.ts';
import { ApiError } from './rest/api-error.ts';
import { findRepository, type GitHubState, type Repository } from './state.ts';

export type Installation = {
  readonly id: number;
  readonly app: App;
  readonly account: Account;
  readonly repositories: readonly Repository[];
  /** What its tokens may and what of that they did, all together. */
  readonly grant: Grant;
  readonly createdAt: number;
};

export type App = {
  readonly id: number;
  readonly clientId: string;
  readonly slug: string;
  readonly bot: Account;
  readonly publicKey: KeyObject;
  readonly permissions: Permissions;
  readonly createdAt: number;
  /** One for each owner of its repositories. */
  readonly installations: Installation[];
};

export type AppOptions = {
  readonly slug: string;
  /** By the names of Apps (`pull_requests`) or of workflows (`pull-requests`). */
  readonly permissions: Readonly<Record<string, Level>>;
  /** Full names. */
  readonly repositories: readonly string[];
};

/** What the owner of a new App is shown. */
export type CreatedApp = {
  readonly id: number;
  readonly clientId: string;
  readonly slug: string;
  /** PKCS #1, as it is downloaded from GitHub. */
  readonly privateKeyPem: string;
};

export type Apps = {
  create(options: AppOptions): CreatedApp;
  /**
   * The App whose JWT this is.
   * @throws ApiError with GitHub's sentence when it is not valid
   */
  verify(jwt: string): Promise<App>;
  readonly all: ReadonlyMap<number, App>;
  installation(id: number): Installation | undefined;
};

export function createApps(world: GitHubState): Apps {
  const apps = new Map<number, App>();
  const installations = new Map<number, Installation>();

  const create = (options: AppOptions): CreatedApp => {
    const slug = options.slug.toLowerCase();
    if ([...apps.values()].some((app) => app.slug === slug))
      throw configurationFailure({
        code: 'fake-github/name-taken',
        cause: `There is an App "${slug}" already.`,
        remedy: 'Choose another slug.',
      });
    const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const permissions = Object.fromEntries(
      Object.entries(options.permissions).map(([name, level]) => [fromAppName(name), level]),
    );
    const app: App = {
      id: stableId('app', slug) % 10_000_000,
      clientId: `Iv23li${randomText(14)}`,
      slug,
      bot: world.accounts.ensure(`${slug}[bot]`, 'Bot'),
      publicKey,
      permissions,
      createdAt: world.clock.now(),
      installations: [],
    };
    for (const [account, repositories] of byOwner(world, options.repositories)) {
      const installation: Installation = {
        id: stableId('installation', `${slug}/${account.login}`) % 100_000_000,
        app,
        account,
        repositories,
        grant: createGrant(permissions),
        createdAt: app.createdAt,
      };
      app.installations.push(installation);
      installations.set(installation.id, installation);
    }
    apps.set(app.id, app);
    const privateKeyPem = privateKey.export({ type: 'pkcs1', format: 'pem' }).toString();
    return { id: app.id, clientId: app.clientId, slug, privateKeyPem };
  };

  const byIssuer = (issuer: string): App | undefined =>
    [...apps.values()].find((app) => app.clientId === issuer || String(app.id) === issuer);

  const verify = async (jwt: string): Promise<App> => {
    let issuer: string;
    try {
      issuer = String(decodeJwt(jwt).iss ?? '');
    } catch {
      throw undecodable();
    }
    if (issuer === '') throw new ApiError(401, "'Issuer' claim ('iss') must be an Integer");
    const app = byIssuer(issuer);
    if (app === undefined) throw new ApiError(404, 'Integration not found');
    await checkJwt(jwt, app.publicKey, world.clock.now());
    return app;
  };
  return { create, verify, all: apps, installation: (id) => installations.get(id) };
}

function byOwner(world: GitHubState, names: readonly string[]): ReadonlyMap<Account, Repository[]> {
  const found = new Map<Account, Repository[]>();
  for (const name of names) {
    const repository = findRepository(world, name);
    if (repository === undefined)
      throw configurationFailure({
        code: 'fake-github/no-repository',
        cause: `An App cannot be installed in "${name}": there is no such repository.`,
        remedy: 'Create the repository first.',
      });
    found.set(repository.owner, [...(found.get(repository.owner) ?? []), repository]);
  }
  return found;
}

const undecodable = (): ApiError => new ApiError(401, 'A JSON web token could not be decoded');

/** Seconds. GitHub takes nothing that lives longer, and allows no more than a small difference of clocks. */
const LONGEST = 600;
const TOLERANCE = 60;

/** https://docs.github.com/en/apps/creating-github-apps/authenticating-with-a-github-app/generating-a-json-web-token-jwt-for-a-github-app */
async function checkJwt(jwt: string, key: KeyObject, now: number): Promise<void> {
  const seconds = Math.floor(now / 1_000);
  try {
    const { payload } = await jwtVerify(jwt, key, {
      algorithms: ['RS256'],
      currentDate: new Date(now),
      requiredClaims: ['iat', 'exp', 'iss'],
    });
    if ((payload.exp ?? 0) > seconds + LONGEST + TOLERANCE)
      throw new ApiError(401, "'Expiration time' claim ('exp') is too far in the future");
    if ((payload.iat ?? 0) > seconds + TOLERANCE)
      throw new ApiError(
        401,
        "'Issued at' claim ('iat') must be an Integer representing the time that the assertion was issued",
      );
  } catch (error) {
    if (
      error instanceof errors.JWTExpired ||
      (error instanceof errors.JWTClaimValidationFailed && error.claim === 'exp')
    )
      throw new ApiError(
        401,
        "'Expiration time' claim ('exp') must be a numeric value representing the future time at which the assertion expires",
      );
    if (error instanceof errors.JOSEError) throw undecodable();
    throw error;
  }
}
