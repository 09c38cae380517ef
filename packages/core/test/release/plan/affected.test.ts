import { describe, expect, it } from 'vitest';
import { type AppConfig, parsePipelineConfig } from '../../../src/config/pipeline.ts';
import { createAffected } from '../../../src/release/plan/affected.ts';
import { createBuildFiles } from '../../../src/release/plan/build-files.ts';
import { changedFiles } from '../../../src/release/plan/changed-files.ts';

type Case = {
  /** Lines after FROM. */
  readonly dockerfile?: readonly string[];
  readonly app?: AppConfig;
  readonly texts?: Readonly<Record<string, string>>;
  readonly links?: Readonly<Record<string, string>>;
  readonly platforms?: readonly string[];
  readonly prepared?: boolean;
};

/** The file by which an app named "api" is affected. */
function affectedBy(given: Case, ...changed: readonly string[]): string | undefined {
  const file = given.app?.file ?? 'apps/api/Dockerfile';
  const affected = createAffected(
    createBuildFiles({
      config: {},
      platforms: given.platforms ?? ['linux/amd64'],
      texts: new Map([
        [file, ['FROM scratch', ...(given.dockerfile ?? [])].join('\n')],
        ...Object.entries(given.texts ?? {}),
      ]),
      links: new Map(Object.entries(given.links ?? {})),
    }),
    { configFile: '.github/sealift.yml', prepared: given.prepared ?? false },
  );
  const cause = affected(
    { name: 'api', config: given.app ?? {} },
    { files: changedFiles(changed), entryChanged: false },
  );
  return cause?.is === 'file' ? cause.path : cause?.is;
}

/** The pattern as the configuration takes it. */
const paths = (...patterns: string[]): Case => ({
  app:
    parsePipelineConfig(JSON.stringify({ apps: { api: { paths: patterns } } }), 'x.yml').apps?.['api'] ?? {},
});

describe('what a job before the build may make files from', () => {
  const prepared: Case = { prepared: true, dockerfile: ['COPY apps/api/build/libs/*.jar /x'] };
  it.each<[string, Case, string, boolean]>([
    ['a source that the Dockerfile does not know', prepared, 'apps/api/src/Main.java', true],
    ['a library', prepared, 'libs/common/src/A.java', true],
    ['the tool that makes them', prepared, 'gradle/wrapper/gradle-wrapper.properties', true],
    ['the action that makes them', prepared, '.github/actions/prepare-build/action.yml', true],
    ['a workflow', prepared, '.github/workflows/ci.yml', false],
    ['a document', prepared, 'apps/api/README.md', false],
    ['the configuration of others', prepared, '.github/sealift.yml', false],
    ['what is ignored', { ...prepared, app: { ignore: ['apps/web/**'] } }, 'apps/web/x', false],
    ['not of its paths', { ...prepared, app: { paths: ['apps/api/**'] } }, 'apps/web/x', false],
    ['nothing of it without one', { ...prepared, prepared: false }, 'apps/api/src/Main.java', false],
  ])('%s', (_, given, file, counts) => {
    expect(affectedBy(given, file)).toBe(counts ? file : undefined);
  });
});

describe('what the Dockerfile copies is what counts', () => {
  const root: Case = { dockerfile: ['COPY . .'], texts: { '.dockerignore': 'docs\n**/*.md\n.git\n' } };
  it.each<[string, Case, string, boolean]>([
    ['a file of the app', { dockerfile: ['COPY apps/api /x'] }, 'apps/api/main.py', true],
    [
      'a file beside it that nobody copies',
      { dockerfile: ['COPY apps/api/src /x'] },
      'apps/api/README.md',
      false,
    ],
    ['a folder whose name begins alike', { dockerfile: ['COPY apps/api /x'] }, 'apps/api2/main.py', false],
    ['what sorts between a folder and its files', { dockerfile: ['COPY apps/api /x'] }, 'apps/api-x', false],
    [
      "another app's folder that it copies",
      { dockerfile: ['COPY ./frontend ./'] },
      'frontend/page.tsx',
      true,
    ],
    ['a shared library', { dockerfile: ['COPY libs/db libs/db'] }, 'libs/db/x.py', true],
    ['a library that it does not copy', { dockerfile: ['COPY libs/db libs/db'] }, 'libs/web/x.py', false],
    ['everything, an app of somebody else', root, 'apps/web/page.tsx', true],
    ['everything, but what is left out', root, 'docs/a.png', false],
    ['everything, but documents that are left out', root, 'apps/web/README.md', false],
    ['documents that are copied', { dockerfile: ['COPY . .'] }, 'README.md', true],
    ['the workflows, when they are copied', { dockerfile: ['COPY . .'] }, '.github/workflows/x.yml', true],
    [
      'the configuration, which every COPY . copies',
      { dockerfile: ['COPY . .'] },
      '.github/sealift.yml',
      false,
    ],
    ['the configuration, by its name', { dockerfile: ['COPY .github/ /x'] }, '.github/sealift.yml', true],
    ['the Dockerfile', {}, 'apps/api/Dockerfile', true],
    ['its own ignore file', {}, 'apps/api/Dockerfile.dockerignore', true],
    ['the ignore file', {}, '.dockerignore', true],
    ['a dot file', { dockerfile: ['COPY apps/api /x'] }, 'apps/api/.env.production', true],
    ['patterns', { dockerfile: ['COPY package*.json services/*/go.mod /x/'] }, 'services/a/go.mod', true],
    [
      'patterns, another name',
      { dockerfile: ['COPY package*.json services/*/go.mod /x/'] },
      'services/a/go.sum',
      false,
    ],
    ['patterns, of a folder', { dockerfile: ['COPY serv* /x/'] }, 'services/a/go.sum', true],
    ['--exclude', { dockerfile: ['COPY --exclude=**/*_test.go apps/api /x'] }, 'apps/api/a/b_test.go', false],
    [
      '--exclude, others',
      { dockerfile: ['COPY --exclude=**/*_test.go apps/api /x'] },
      'apps/api/a/b.go',
      true,
    ],
    ['a mount', { dockerfile: ['RUN --mount=source=go.mod,target=/go.mod x'] }, 'go.mod', true],
    ['a submodule that it copies a part of', { dockerfile: ['COPY vendor/lib/src /x'] }, 'vendor/lib', true],
    ['the history', { dockerfile: ['COPY .git /x'] }, 'anything', true],
    ['a variable', { dockerfile: ['ARG X', 'COPY ${X:-a} /x'] }, 'a/b', true],
  ])('%s', (_, given, changed, expected) => {
    expect(affectedBy(given, changed)).toBe(expected ? changed : undefined);
  });

  it('its own ignore file takes the place of the other', () => {
    const given: Case = {
      dockerfile: ['COPY . .'],
      texts: { '.dockerignore': '*\n', 'apps/api/Dockerfile.dockerignore': '*\n!apps/api\n' },
    };
    expect(affectedBy(given, 'apps/api/x')).toBe('apps/api/x');
    expect(affectedBy(given, 'apps/web/x')).toBeUndefined();
  });

  it('in a context of its own, however it is written', () => {
    for (const context of ['services/job', 'services/job/', './services/job//', 'services/./job']) {
      const given: Case = {
        app: { file: 'services/job/Dockerfile', context },
        dockerfile: ['COPY src /x'],
        texts: { 'services/job/.dockerignore': '**/*.md' },
      };
      expect(affectedBy(given, 'services/job/src/main.py')).toBe('services/job/src/main.py');
      expect(affectedBy(given, 'services/job/src/a.md', 'src/main.py', 'services/job/x')).toBeUndefined();
      expect(affectedBy(given, 'services/job/.dockerignore')).toBe('services/job/.dockerignore');
    }
  });

  it('in named contexts, with their own ignore files', () => {
    const given: Case = {
      app: { 'build-contexts': { libs: './libs', base: 'docker-image://alpine:3' } },
      dockerfile: ['COPY --from=libs db /x', 'COPY --from=base /etc /etc'],
      texts: { 'libs/.dockerignore': '**/tests' },
    };
    expect(affectedBy(given, 'libs/db/x.py')).toBe('libs/db/x.py');
    expect(affectedBy(given, 'libs/db/tests/x.py', 'libs/web/x.py', 'db/x', 'etc/x')).toBeUndefined();
  });

  it('on each platform', () => {
    const given: Case = { dockerfile: ['ARG TARGETARCH', 'COPY bin/$TARGETARCH /x'] };
    expect(affectedBy(given, 'bin/arm64')).toBeUndefined();
    expect(affectedBy({ ...given, platforms: ['linux/amd64', 'linux/arm64'] }, 'bin/arm64')).toBe(
      'bin/arm64',
    );
  });

  it('through links that a source is, or leads over', () => {
    const links = { 'apps/api/shared': '../../libs/shared', vendor: 'third/party', 'libs/shared/x': '../y' };
    const copies = (source: string): Case => ({ dockerfile: [`COPY ${source} /x`], links });
    expect(affectedBy(copies('apps/api/shared'), 'libs/shared/a.py')).toBe('libs/shared/a.py');
    expect(affectedBy(copies('apps/*/sha*'), 'libs/shared/a.py')).toBe('libs/shared/a.py');
    expect(affectedBy(copies('vendor/lib'), 'third/party/lib/a.c')).toBe('third/party/lib/a.c');
    expect(affectedBy(copies('vendor/lib'), 'third/party/other/a.c')).toBeUndefined();
    expect(affectedBy(copies('apps/api/shared/x'), 'libs/y')).toBe('libs/y');
    // Within a folder a link stays a link.
    expect(affectedBy(copies('apps/api'), 'libs/shared/a.py')).toBeUndefined();
    expect(affectedBy(copies('apps/api'), 'apps/api/shared')).toBe('apps/api/shared');
    expect(affectedBy({ dockerfile: ['COPY a /x'], links: { a: 'b', b: 'a' } }, 'b/x')).toBe('b/x');
  });
});

describe('paths of the configuration', () => {
  it.each<[string, readonly string[], string, boolean]>([
    ['a folder', ['services/api/**'], 'services/api/a/b.py', true],
    ...['.env.production', '.dockerignore', '.npmrc', '.cargo/config.toml'].map(
      (name): [string, readonly string[], string, boolean] => [
        `a dot file, ${name}`,
        ['services/api/**'],
        `services/api/${name}`,
        true,
      ],
    ),
    ['one name', ['*.py'], 'a.py', true],
    ['one name, and no folder', ['*.py'], 'a/a.py', false],
    ['any folder', ['**/*.py'], 'a.py', true],
    ['a file', ['go.mod'], 'go.mod', true],
    ['taken back', ['services/**', '!**/*.md'], 'services/a.md', false],
    ['taken back, others', ['services/**', '!**/*.md'], 'services/a.py', true],
    ['taken back and given again', ['services/**', '!**/*.md', 'services/a.md'], 'services/a.md', true],
    ['given and taken back', ['services/a.md', '!services/**'], 'services/a.md', false],
    ['the Dockerfile counts in any case', ['x'], 'apps/api/Dockerfile', true],
  ])('%s', (_, patterns, changed, expected) => {
    expect(affectedBy(paths(...patterns), changed)).toBe(expected ? changed : undefined);
  });

  it('take the place of what is copied', () => {
    const given: Case = { ...paths('services/**'), dockerfile: ['COPY . .'] };
    expect(affectedBy(given, 'apps/web/x')).toBeUndefined();
  });

  it('ignore takes away from either', () => {
    expect(affectedBy({ app: { ignore: ['**/*.md'] }, dockerfile: ['COPY . .'] }, 'a.md')).toBeUndefined();
    expect(affectedBy({ app: { ignore: ['**/*.md'] }, dockerfile: ['COPY . .'] }, 'a.md', 'b.py')).toBe(
      'b.py',
    );
    expect(affectedBy({ app: { paths: ['**'], ignore: ['docs/**'] } }, 'docs/a')).toBeUndefined();
  });

  it.each([
    ['./services/x/**', 'leave "./" or "/" out'],
    ['/services/x/**', 'leave "./" or "/" out'],
    ['services/x/', 'write "/**" at the end'],
    ['services/../x', 'leave it out'],
    ['a//b', 'leave it out'],
    ['', 'is empty'],
    ['!', 'is empty'],
    ['!**/*.md', 'every pattern begins with "!"'],
  ])('%s is refused, with what to write instead', (pattern, words) => {
    expect(() => paths(pattern)).toThrow(words);
  });
});
