import { createInputReader } from '@sealift/action-kit/inputs';
import { describe, expect, it } from 'vitest';
import { parseDatabaseUrl } from '../src/database/url.ts';
import { loadInputs } from '../src/inputs.ts';

const GIVEN: Readonly<Record<string, string>> = {
  ...{
    format: 'alembic',
    'working-directory': 'apps/api',
    config: 'alembic.ini',
    command: 'alembic',
    transaction: 'file',
  },
  ...{
    'database-url': 'postgresql://u:p@h/d',
    'url-variable': 'DATABASE_URL',
    policy: '.github/migration-gate.yml',
    gate: 'fail',
  },
  ...{
    'contract-label': 'contract',
    'contract-days': '14',
    'require-downgrade': 'true',
    timeout: '10',
    comment: 'false',
  },
  ...{ 'upload-sarif': 'false', tools: 'pinned' },
};
const load = (more: Readonly<Record<string, string>>) =>
  loadInputs(createInputReader((name) => more[name] ?? GIVEN[name] ?? ''));

it('reads what is usual', () => {
  expect(
    load({
      'working-directory': './apps//api/',
      command: 'uv  run alembic',
      environment: 'A=b=c\nX_1=',
      severity: 'rewrite = note\nsquawk/x=off',
    }),
  ).toMatchObject({
    workingDirectory: 'apps/api',
    command: ['uv', 'run', 'alembic'],
    environment: { A: 'b=c', X_1: '' },
    severity: new Map([
      ['rewrite', 'note'],
      ['squawk/x', 'off'],
    ]),
    timeout: 600_000,
    versions: [],
    oldAppTest: [],
    base: undefined,
  });
  expect(load({ 'working-directory': '.' }).workingDirectory).toBe('.');
});

describe('refuses', () => {
  it.each<[input: string, value: string]>([
    ['working-directory', '../x'],
    ['working-directory', '/etc'],
    ['working-directory', 'a/.git/b'],
    ['working-directory', 'a:b'],
    ['config', 'a\nb'],
    ['policy', '*.yml'],
    ['app-paths', ':(top)x'],
    ['command', 'sh -c "alembic"'],
    ['command', 'alembic; id'],
    ['old-app-test', 'pytest > x'],
    ['url-variable', 'A-B'],
    ['environment', 'NAME'],
    ['environment', 'PATH=/x'],
    ['environment', 'PYTHONPATH=/x'],
    ['environment', 'LD_PRELOAD=/x'],
    ['environment', 'GITHUB_TOKEN=x'],
    ['environment', 'DATABASE_URL=x'],
    ['extensions', 'a"; DROP'],
    ['base', 'main'],
    ['deployed', 'HEAD~1'],
    ['severity', 'rewrite'],
    ['severity', 'rewrite=fatal'],
    ['severity', 'squawk/=off'],
    ['contract-days', '-1'],
    ['timeout', '0'],
  ])('%s: %j', (input, value) => {
    expect(() => load({ [input]: value })).toThrow();
  });

  it('SQL without a folder', () => {
    expect(() => load({ format: 'sql' })).toThrow('"versions"');
  });
});

describe('parseDatabaseUrl', () => {
  it.each<[text: string, expected: object]>([
    [
      'postgres://u:p@h/d',
      { scheme: 'postgres', host: 'h', port: 5432, user: 'u', password: 'p', database: 'd' },
    ],
    [
      'postgresql+psycopg://u:p%40%2F@[::1]:6000/my%20db?sslmode=disable',
      { scheme: 'postgresql+psycopg', host: '::1', port: 6000, password: 'p@/', database: 'my db' },
    ],
    ['postgresql://u@localhost:80/d', { port: 80, password: '' }],
    ['postgresql://u@localhost/d?host=/run/postgresql', { host: '/run/postgresql' }],
  ])('%s', (text, expected) => {
    expect(parseDatabaseUrl(text)).toMatchObject(expected);
  });

  it.each([
    '',
    'mysql://u:hush@h/d',
    'postgresql:u:hush',
    'postgresql://u:hush@/d',
    'postgresql://u:hush@h',
    'postgresql://:hush@h/d',
    'postgresql://u:hush@h/d?sslmode=require',
    'postgresql://u:hush@h/d?options=-c',
    'postgresql://u:hush%@h/d',
    'postgresql://u:hush@h:x/d',
  ])('refuses %j without repeating it', (text) => {
    try {
      parseDatabaseUrl(text);
      expect.unreachable();
    } catch (error) {
      expect(error).toMatchObject({ code: 'migration-gate/bad-url' });
      expect(String(error)).not.toContain('hush');
    }
  });
});
