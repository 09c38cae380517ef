/** A company's network: one proxy that wants a login and shows certificates of a private authority. Nothing else leads out. */
import type { Sandbox } from '@sealift/sandbox/sandbox';
import { SIGSTORE_HOSTS } from '@sealift/sandbox/sigstore/hosts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  CLEAN,
  createFixture,
  type Fixture,
  obstacle,
  startTestSandbox,
  type TestSandbox,
} from '../e2e/sandbox.ts';
import { expectSound, release } from './releases.ts';

const LOGIN = { username: 'corp\\runner', password: 'p@ss:w/rd-swordfish%' };

let test: TestSandbox;
let fixture: Fixture;

/** The same machine, with another environment. */
const machine = (change: (env: Record<string, string>) => Record<string, string>): Sandbox => ({
  ...test.sandbox,
  env: change({ ...test.sandbox.env }),
});

describe.skipIf(obstacle !== undefined)('behind a proxy that wants a login, with a private authority', () => {
  beforeAll(async () => {
    test = await startTestSandbox({ proxyLogin: LOGIN });
    fixture = await createFixture(test, 'corp', { api: CLEAN }, { visibility: 'public' });
  });
  afterAll(() => test?.stop());

  it('a whole release goes through it', async () => {
    const ran = await release(test.sandbox, fixture);
    const { releases, pullRequest } = await expectSound(test.sandbox, fixture, ran);
    expect(releases.map(({ app }) => app)).toEqual(['api']);
    expect(pullRequest).toBeDefined();
    const asked = new Set(test.sandbox.proxy.requests.map(({ host }) => host));
    for (const host of [
      ...['github.com', 'api.github.com', 'ghcr.io', 'results-receiver.actions.githubusercontent.com'],
      ...Object.values(SIGSTORE_HOSTS),
    ])
      expect([host, asked.has(host)]).toEqual([host, true]);
    for (const secret of [LOGIN.password, encodeURIComponent(LOGIN.password)])
      expect(ran.told.includes(secret)).toBe(false);
  });

  it('without its login nothing is reached', async () => {
    const before = test.sandbox.proxy.requests.length;
    const nobody = machine((env) =>
      Object.fromEntries(
        Object.entries(env).map(([name, value]) => [
          name,
          value.replace(test.sandbox.proxy.proxyUrl, `http://127.0.0.1:${test.sandbox.proxy.port}`),
        ]),
      ),
    );
    const ran = await release(nobody, fixture);
    expect(ran.success).toBe(false);
    expect(ran.jobs).toEqual(['plan']);
    expect(ran.told).toMatch(/407/);
    expect(test.sandbox.proxy.requests.length).toBe(before);
    expect(test.sandbox.proxy.unauthenticated.size).toBeGreaterThan(0);
  });

  it('without its authority nothing is told to it', async () => {
    const before = test.sandbox.proxy.requests.length;
    const trusting = ['NODE_EXTRA_CA_CERTS', 'SSL_CERT_FILE', 'GIT_SSL_CAINFO', 'CURL_CA_BUNDLE'];
    const naive = machine((env) =>
      Object.fromEntries(Object.entries(env).filter(([name]) => !trusting.includes(name))),
    );
    const ran = await release(naive, fixture);
    expect(ran.success).toBe(false);
    expect(ran.jobs).toEqual(['plan']);
    expect(ran.told).toMatch(/certificate/i);
    expect(test.sandbox.proxy.requests.length).toBe(before);
  });
});
