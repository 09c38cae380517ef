/**
 * The plan of repositories with many apps where every file changed, as the pure function makes it: what takes long is
 * finding out for each app whether its build reads one of them. In the worst cases no app does, and all are looked at.
 */
import { changedFiles } from '@sealift/core/release/plan/changed-files';
import { listApps } from '@sealift/core/release/plan/listing';
import { planRelease } from '@sealift/core/release/plan/plan';
import { type Times, timesOf } from './statistics.ts';

export type PlanBenchmark = {
  /** Processor time, which other programs on the machine lengthen least. */
  readonly rows: readonly { readonly name: string; readonly apps: number; readonly times: Times }[];
};

const FILES = 10_000;
const ROUNDS = 5;
const COMMIT = '0123456789abcdef0123456789abcdef01234567';

type Shape = {
  readonly name: string;
  readonly dockerfile: (app: string) => string;
  /** Of one Dockerfile. */
  readonly ignore?: (app: string) => string;
  /** Entry of the configuration. */
  readonly entry?: (app: string) => object;
};

/** Where nothing else is said, what changed is no app's. */
const SHAPES: readonly Shape[] = [
  { name: 'own folder', dockerfile: (app) => `FROM scratch\nCOPY apps/${app} /app\n` },
  {
    name: 'broad globs that read nothing',
    dockerfile: (app) =>
      `FROM scratch\nCOPY **/*.${app} **/${app}-*.json */*/*/${app}.lock packages/**/src/**/*.${app} /app/\n`,
  },
  {
    name: 'all of it, less what each ignores by itself',
    dockerfile: () => 'FROM scratch\nCOPY . /app\n',
    ignore: (app) =>
      ['**/*.ts', '**/*.md', '**/node_modules', 'docs', '*/dist/**', `!apps/${app}`, '**/*test*/**'].join(
        '\n',
      ),
  },
  {
    name: 'all of it, less ten excludes',
    dockerfile: (app) =>
      `# syntax=docker/dockerfile:1\nFROM scratch\nCOPY ${Array.from({ length: 10 }, (_, at) => `--exclude=**/*${at}*/**`).join(' ')} --exclude=**/*.ts --exclude=${app} . /app\n`,
  },
  {
    name: 'paths and ignore of the configuration',
    dockerfile: () => 'FROM scratch\nCOPY . /app\n',
    entry: (app) => ({
      paths: [`**/${app}/**/*.ts`, `{apps,libs}/**/${app}*`, '!**/*.md'],
      ignore: ['**/*.ts'],
    }),
  },
  {
    name: 'everything, less what the configuration ignores',
    dockerfile: () => 'FROM scratch\nCOPY . /app\n',
    entry: (app) => ({ ignore: ['**/*.ts', '**/*.md', `{docs,${app}}/**`] }),
  },
];

export function benchmarkPlan(): PlanBenchmark {
  const rows = [];
  for (const apps of [100, 256])
    for (const shape of SHAPES) {
      const times: number[] = [];
      for (let round = 0; round < ROUNDS; round += 1) {
        // Nothing is remembered from one plan to the next.
        const work = repositoryOf(shape, apps);
        const started = process.cpuUsage();
        work();
        const { user, system } = process.cpuUsage(started);
        times.push((user + system) / 1000);
      }
      rows.push({ name: shape.name, apps, times: timesOf(times) });
    }
  return { rows };
}

/** Files as deep as in a real monorepo, none of them in an app's own folder. */
function repositoryOf({ dockerfile, ignore, entry }: Shape, count: number): () => void {
  const apps = Array.from({ length: count }, (_, at) => `service-${at}`);
  const files = changedFiles(
    Array.from(
      { length: FILES },
      (_, at) => `libs/group-${at % 50}/package-${at % 400}/src/feature/module-${at}.ts`,
    ),
  );
  const texts = new Map(
    apps.flatMap((app): readonly (readonly [string, string])[] => [
      [`apps/${app}/Dockerfile`, dockerfile(app)],
      ...(ignore === undefined ? [] : [[`apps/${app}/Dockerfile.dockerignore`, ignore(app)] as const]),
    ]),
  );
  const config =
    entry === undefined ? {} : { apps: Object.fromEntries(apps.map((app) => [app, entry(app)])) };
  const facts = {
    config,
    found: apps.map((app) => `apps/${app}/Dockerfile`),
    texts,
    links: new Map<string, string>(),
    changes: new Map(apps.map((app) => [app, { files, entryChanged: false }])),
    mode: 'publish',
    event: 'push',
    now: Date.UTC(2026, 10, 26),
    runId: '77',
    ref: 'refs/heads/main',
    commit: COMMIT,
    imagePrefix: 'ghcr.io/acme/shop',
    platforms: ['linux/amd64'],
    only: [],
    configFile: '.github/sealift.yml',
  } as const;
  return () => {
    planRelease(listApps({ ...facts, repositoryName: 'shop', dockerfiles: [] }), facts);
  };
}
