/** The Dockerfiles that are copied break none of the rules that the sketches break; what breaks a rule is found. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it, test } from 'vitest';
import { dockerfileRules } from './rules.ts';

const ROOT = path.resolve(import.meta.dirname, '../../..');
const RULES = dockerfileRules(new Date().toISOString().slice(0, 10));
const broken = (text: string, rules = RULES) =>
  rules.filter(({ check }) => check(text).length > 0).map(({ name }) => name);

test.each(['api', 'web'])('the Dockerfile of %s', async (app) => {
  const file = path.join(ROOT, 'action-templates/sample/apps', app, 'Dockerfile');
  expect(broken(await readFile(file, 'utf8'))).toEqual([]);
});

describe('a Dockerfile', () => {
  const good = 'FROM python:3.13\nUSER 10001\n';
  it.each([
    [good, []],
    ['FROM python:3.13\n', ['numeric-user']],
    ['FROM python:3.13\nUSER app\n', ['numeric-user']],
    ['FROM python:3.13\nUSER 0\n', ['numeric-user']],
    // What counts is the last one of the last stage.
    ['FROM python:3.13 AS a\nUSER app\nFROM a\nUSER 1:1\n', []],
    [`${good}RUN pip install flask\n`, ['locked-dependencies']],
    [`${good}RUN pip install --require-hashes -r r.txt && pip install x\n`, ['locked-dependencies']],
    [`${good}RUN pip install --no-deps \\\n  --require-hashes -r r.txt\n`, []],
    [`${good}CMD ["gunicorn", "-w", "4"]\n`, ['metrics-of-all-workers']],
    [`${good}ENV PROMETHEUS_MULTIPROC_DIR=/tmp/m\nCMD gunicorn --workers=4 app\n`, []],
    [`${good}CMD gunicorn -w 1 app\n`, []],
    [`${good}COPY --from=b /app/.next/standalone ./\n`, ['listens-on-every-address']],
    [`${good}COPY --from=b /app/.next/standalone ./\nENV HOSTNAME=0.0.0.0\n`, []],
    [`${good}RUN npm ci --omit=dev\n`, ['scripts-of-strangers']],
    [`${good}COPY . .\n`, ['no-tests-in-the-image']],
    [`${good}COPY apps/api/app ./app\n`, []],
  ])('%j: %j', (text, names) => {
    expect(broken(text)).toEqual(names);
  });

  it.each([
    ['2026-04-30', []],
    ['2026-05-01', ['supported-base']],
  ])('with Node 20 on %s: %j', (today, names) => {
    expect(broken('FROM docker.io/library/node:20.11-alpine\nUSER 1000\n', dockerfileRules(today))).toEqual(
      names,
    );
  });
});
