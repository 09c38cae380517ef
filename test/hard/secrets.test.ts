/** A release with every secret that a caller can give: it is used, and then it is nowhere. */
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { systemClock } from '@sealift/action-kit/clock';
import { prepareBaseImages } from '@sealift/rehearsal/base-images';
import { createTimeline } from '@sealift/rehearsal/report/timeline';
import { memoryLog } from '@sealift/testing/log';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createFixture, type Fixture, obstacle, startTestSandbox, type TestSandbox } from '../e2e/sandbox.ts';
import { expectSound, type Ran, release } from './releases.ts';
import { findBelow, findIn, formsOf, type Secret } from './traces.ts';

const word = () => randomBytes(18).toString('base64url');
/** An image that shows the secret to its log is the runner's to mask; BuildKit, which knows no secrets, remembers it. */
const printed: Secret = { name: 'printed', value: `printed-${word()}` };
const quiet: readonly Secret[] = [
  { name: 'token', value: `token-${word()}/+?` },
  { name: 'pem', value: `first line ${word()}\nsecond "line" ${word()}\nthird ${word()}` },
  {
    name: 'ssh',
    value: generateKeyPairSync('ed25519')
      .privateKey.export({ type: 'pkcs8', format: 'pem' })
      .toString()
      .replaceAll(/^-----.*\n?/gm, '')
      .trim(),
  },
  { name: 'registry', value: `registry-${word()}` },
  { name: 'prepare', value: `prepare-${word()}` },
];
const secret = (name: string) => quiet.find((each) => each.name === name)?.value ?? '';

const DOCKERFILE = `FROM python:3.13-slim-trixie
COPY made /made
RUN --mount=type=secret,id=token --mount=type=secret,id=pem --mount=type=secret,id=printed --mount=type=ssh \\
    test -S "$SSH_AUTH_SOCK" && test "$(wc -l < /run/secrets/pem)" = 2 && \\
    cat /run/secrets/printed && cat /run/secrets/token /run/secrets/pem | sha256sum > /used
`;
const INPUTS = [
  'prepare: printf %s "$PREPARE_TOKEN" | sha256sum > made',
  'prepared-files: made',
  'severity: CRITICAL',
];
const NAMES = {
  'build-secrets': 'BUILD_SECRETS',
  'ssh-key': 'SSH_KEY',
  'registry-auths': 'REGISTRY_AUTHS',
  'prepare-token': 'PREPARE_TOKEN',
};

const given = () => ({
  BUILD_SECRETS: `token=${secret('token')}\n"pem=${secret('pem').replaceAll('"', '""')}"\nprinted=${printed.value}`,
  SSH_KEY: `-----BEGIN PRIVATE KEY-----\n${secret('ssh')}\n-----END PRIVATE KEY-----\n`,
  REGISTRY_AUTHS: JSON.stringify([
    { registry: 'registry.acme.example', username: 'octo', password: secret('registry') },
  ]),
  PREPARE_TOKEN: secret('prepare'),
});

/** Command lines of all processes, while something runs. */
function watchCommandLines() {
  const seen = new Set<string>();
  const look = async () => {
    for (const name of await readdir('/proc').catch(() => []))
      if (/^\d+$/.test(name)) seen.add(await readFile(`/proc/${name}/cmdline`, 'latin1').catch(() => ''));
  };
  const timer = setInterval(() => void look(), 250);
  return { seen, stop: () => clearInterval(timer) };
}

let test: TestSandbox;
let fixture: Fixture;
let ran: Ran;
let started: number;
let commandLines: ReadonlySet<string>;

describe.skipIf(obstacle !== undefined)('a release with secrets', () => {
  beforeAll(async () => {
    test = await startTestSandbox();
    fixture = await createFixture(
      test,
      'secretive',
      { api: {} },
      {
        inputs: INPUTS,
        secrets: Object.entries(NAMES).map(([name, own]) => `${name}: \${{ secrets.${own} }}`),
        files: { 'apps/api/Dockerfile': DOCKERFILE, made: '' },
      },
    );
    const timeline = createTimeline(() => {});
    const { signal } = new AbortController();
    const log = memoryLog();
    await prepareBaseImages(test.sandbox, fixture.app, {
      env: process.env,
      timeline,
      log,
      clock: systemClock,
      signal,
    });
    started = Date.now();
    const watch = watchCommandLines();
    ran = await release(test.sandbox, fixture, { secrets: given() }).finally(watch.stop);
    commandLines = watch.seen;
  });
  afterAll(() => test?.stop());

  it('uses them', async () => {
    const { releases } = await expectSound(test.sandbox, fixture, ran);
    expect(releases.map(({ app }) => app)).toEqual(['api']);
    expect(ran.jobs).toEqual(['plan', 'prepare', 'build', 'sign', 'bump']);
  });

  it('shows none of them: log, annotations, summaries, outputs', () => {
    // The step has printed it, so that there was something to hide.
    expect(ran.told).toContain('***');
    expect(findIn(Buffer.from(ran.told), 'told', formsOf([...quiet, printed]))).toEqual([]);
  });

  it('gives none of them to a program as an argument', () => {
    expect(commandLines.size).toBeGreaterThan(10);
    expect(findIn(Buffer.from([...commandLines].join('\n')), 'argv', formsOf([...quiet, printed]))).toEqual(
      [],
    );
  });

  it('leaves none of them: layers, statements, artifacts, caches, pull request, folders of jobs', async () => {
    const { traces, files } = await findBelow(test.sandbox.dir, formsOf([...quiet, printed]));
    expect(traces).toEqual([]);
    expect(files).toBeGreaterThan(100);
  });

  it('leaves none of them with BuildKit, which keeps layers, cache and the history of builds', async () => {
    const { root } = test.sandbox.builder;
    const { traces, files } = await findBelow(root, formsOf(quiet), started);
    expect(traces).toEqual([]);
    expect(files).toBeGreaterThan(3);
  });
});
