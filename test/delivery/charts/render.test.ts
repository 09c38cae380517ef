/** Both charts in all environments: what Helm says of them, and what comes out. */
import { findEngines } from '@sealift/engines/find';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { copyOps, type OpsCopy, type Overrides, objectOf, RENDERINGS } from '../ops-repository.ts';

const engines = findEngines(['helm']);
const DIGEST = `sha256:${'a'.repeat(64)}`;

describe.skipIf(engines === undefined)('charts', () => {
  let ops: OpsCopy;
  beforeAll(async () => {
    ops = await copyOps(engines?.helm ?? '');
  });
  afterAll(() => ops?.remove());

  test.each(RENDERINGS)('%s in %s renders as committed', async (app, environment) => {
    const { stdout, stderr } = await ops.template(app, environment);
    expect(stderr).toBe('');
    await expect(stdout).toMatchFileSnapshot(`goldens/${app}-${environment}.yaml`);
  });

  test.each(RENDERINGS)('%s in %s: helm lint has nothing to say', async (app, environment) => {
    const { stdout, exitCode } = await ops.lint(app, environment);
    expect(stdout.split('\n').filter((line) => /\[(?:WARNING|ERROR)\]/.test(line))).toEqual([]);
    expect(exitCode).toBe(0);
  });

  const refusal = async (overrides: Overrides) => {
    const { exitCode, stderr } = await ops.template('api', 'prod', overrides);
    expect(exitCode).not.toBe(0);
    return stderr;
  };

  describe('values', () => {
    test.each<[string, Overrides, RegExp]>([
      ['a key that is not known', { replicas: 3 }, /'replicas' not allowed/],
      ['nor one deeper', { rollout: { analysis: { windo: '5m' } } }, /'windo' not allowed/],
      ['nor one in a list', { rollout: { steps: [{ wait: '1m', weight: 5 }] } }, /'wait' not allowed/],
      ['a tag that YAML takes for a number', { image: { tag: 1.1 } }, /\/image\/tag.*want string/],
      ['a tag with half a digest', { image: { tag: 'v1@sha256:abc' } }, /\/image\/tag.*pattern/],
      [
        'a repository with a tag',
        { image: { repository: 'ghcr.io/acme/shop/api:v1' } },
        /\/image\/repository/,
      ],
      ['root', { user: 0 }, /\/user.*minimum/],
      ['a window of words', { rollout: { analysis: { window: 'five minutes' } } }, /window/],
      ['a weight of 100', { rollout: { steps: [{ weight: 100 }] } }, /weight.*maximum/],
      ['an error rate in percent', { rollout: { analysis: { errorRate: 5 } } }, /errorRate/],
      ['what only the library reads', { base: { replicaCount: 3 } }, /'replicaCount' not allowed/],
    ])('%s', async (_name, overrides, says) => {
      expect(await refusal(overrides)).toMatch(says);
    });
  });

  describe('values that do not fit together', () => {
    test.each<[string, Overrides, RegExp]>([
      ['no tag', { image: { tag: '' } }, /image\.tag is empty\. Give the values file of an environment/],
      [
        'a window of less than four scrapes',
        { rollout: { analysis: { window: '59s' } } },
        /window \(59s\) is shorter than four scrapes \(serviceMonitor\.interval 15s\)/,
      ],
      [
        'a first measurement that looks back before the step',
        { rollout: { analysis: { initialDelay: '4m' } } },
        /initialDelay \(4m\) is shorter than its window \(5m\)/,
      ],
      [
        'an analysis of metrics that nobody collects',
        { serviceMonitor: { enabled: false } },
        /rollout\.analysis reads what serviceMonitor collects/,
      ],
      [
        'a step that looks at nothing',
        { rollout: { analysis: { enabled: false } } },
        /weight 10 has neither a pause nor an analysis/,
      ],
      [
        'a migration before its Secret exists',
        { migration: { hook: 'PreSync' } },
        /a PreSync hook runs before the ExternalSecret/,
      ],
      [
        'a wait that takes all the time to end',
        { preStopSleepSeconds: 45 },
        /preStopSleepSeconds \(45\) takes all of terminationGracePeriodSeconds \(45\)/,
      ],
      ['more pods than the most', { replicaCount: 11 }, /replicaCount \(11\) is more than autoscaling/],
    ])('%s', async (_name, overrides, says) => {
      expect(await refusal(overrides)).toMatch(says);
    });
  });

  describe('image.tag', () => {
    const versions = async (tag: string) => {
      const rollout = objectOf(await ops.objects('api', 'prod', { image: { tag } }), 'Rollout');
      return rollout.metadata.labels?.['app.kubernetes.io/version'];
    };
    test.each([
      ['v1.2.3', 'v1.2.3'],
      [`v1.2.3@${DIGEST}`, 'v1.2.3'],
      [`sha-${'0'.repeat(40)}@${DIGEST}`, `sha-${'0'.repeat(40)}`],
      ['_nightly.', 'nightly'],
      [`${'x'.repeat(62)}--${'y'.repeat(60)}`, 'x'.repeat(62)],
      ['1.10', '1.10'],
    ])('%s as a label', async (tag, label) => {
      expect(await versions(tag)).toBe(label);
      expect(label).toMatch(/^[A-Za-z0-9](?:[A-Za-z0-9_.-]{0,61}[A-Za-z0-9])?$/);
    });

    test('is the only thing that changes, with the label that tells it', async () => {
      const render = async (tag: string) => (await ops.template('api', 'prod', { image: { tag } })).stdout;
      const [before, after] = [await render(`v1@${DIGEST}`), await render(`v2@sha256:${'b'.repeat(64)}`)];
      const old = before.split('\n');
      const changed = after.split('\n').filter((line, index) => line !== old[index]);
      expect(new Set(changed.map((line) => line.trim()))).toEqual(
        new Set([
          `image: "ghcr.io/acme/shop/api:v2@sha256:${'b'.repeat(64)}"`,
          'app.kubernetes.io/version: "v2"',
        ]),
      );
    });
  });
});
