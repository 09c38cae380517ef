/** Each rule: nothing to say of the charts, and something of a chart with the fault. */
import { findEngines } from '@sealift/engines/find';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { copyOps, type KubernetesObject, type OpsCopy, parseObjects, RENDERINGS } from '../ops-repository.ts';
import { RULES } from './rules.ts';

const engines = findEngines(['helm']);
const RELEASED = { image: { tag: `v1.2.3@sha256:${'a'.repeat(64)}` } };

/** What the rendering of the api in production is changed to: text for text, in all places. */
type Mutant = readonly [rule: string, fault: string, from: string | RegExp, to: string];

const MUTANTS: readonly Mutant[] = [
  [
    'restricted-pod',
    'no seccomp profile',
    /seccompProfile:\n +type: RuntimeDefault/g,
    'supplementalGroups: []',
  ],
  ['restricted-pod', 'may be root', 'runAsNonRoot: true', 'runAsNonRoot: false'],
  ['restricted-pod', 'gains privileges', 'allowPrivilegeEscalation: false', 'allowPrivilegeEscalation: true'],
  ['restricted-pod', 'keeps a capability', 'drop: [ALL]', 'drop: [NET_RAW]'],
  ['numeric-user', 'user by name of the image', 'runAsUser: 10001', 'runAsGroup: 10001'],
  ['read-only-root', 'writes its own files', 'readOnlyRootFilesystem: true', 'readOnlyRootFilesystem: false'],
  ['writable-tmp', 'nothing at /tmp', 'mountPath: /tmp\n', 'mountPath: /var/tmp\n'],
  [
    'no-service-account-token',
    'token mounted',
    'automountServiceAccountToken: false',
    'automountServiceAccountToken: true',
  ],
  ['pre-stop-wait', 'ends at once', 'preStop:', 'postStart:'],
  [
    'pre-stop-fits',
    'waits too long',
    'terminationGracePeriodSeconds: 45',
    'terminationGracePeriodSeconds: 10',
  ],
  ['image-digest', 'a tag alone', /@sha256:a+/g, ''],
  ['probe-port', 'a port of another name', /(path: \/healthz\n +port: )http/g, '$1web'],
  [
    'rollout-selector',
    'other labels',
    /(template:\n +metadata:\n +labels:\n +app\.kubernetes\.io\/name: )api\n/g,
    '$1app\n',
  ],
  [
    'secret-before-use',
    'a PreSync hook',
    'argocd.argoproj.io/hook: Sync',
    'argocd.argoproj.io/hook: PreSync',
  ],
  ['secret-before-use', 'in the wave of the hook', 'sync-wave: "-3"', 'sync-wave: "-1"'],
  [
    'analysis-before-rollout',
    'in the same wave',
    /(name: api-slo\n(?: .*\n)+? +argocd\.argoproj\.io\/sync-wave: )"-1"/,
    '$1"0"',
  ],
  ['analysis-before-rollout', 'another name', 'templateName: api-slo', 'templateName: apislo'],
  ['hook-deadline', 'no deadline', 'activeDeadlineSeconds:', 'ttlSecondsAfterFinished:'],
  [
    'job-not-served',
    'labels of the app',
    'app.kubernetes.io/name: api-migrate',
    'app.kubernetes.io/name: api',
  ],
  ['service-port', 'a port of another name', 'targetPort: http', 'targetPort: web'],
  [
    'monitor-finds-service',
    'another label',
    /(kind: ServiceMonitor\n[\s\S]*?matchLabels:\n +)app\.kubernetes\.io\/name: api/,
    '$1app: api',
  ],
  ['monitor-finds-service', 'another port', '- port: http\n      path', '- port: metrics\n      path'],
  ['autoscaler-owns-replicas', 'replicas', 'progressDeadlineAbort: true', 'replicas: 3'],
  ['analysis-vector', 'the whole vector', 'result[0]', 'result'],
  ['analysis-empty', 'the first of nothing', 'len(result) > 0 && ', ''],
  ['analysis-count', 'for ever', / +count: 3\n/g, ''],
  ['analysis-no-data', 'no third end', /failureCondition: .*\n/g, 'dryRun: {}\n'],
  ['analysis-no-data', 'no measurement needed', 'inconclusiveLimit: 1', 'inconclusiveLimit: 3'],
  ['analysis-empty-series', 'no series with 5xx', 'or vector(0)', ''],
  ['analysis-canary-only', 'all revisions', /,rollouts_pod_template_hash="[^"]+"/g, ''],
  ['analysis-window', 'four scrapes are longer', 'interval: 15s', 'interval: 90s'],
  ['analysis-delay', 'before the step', 'initialDelay: 5m', 'initialDelay: 1m'],
];

const findings = (objects: readonly KubernetesObject[]) =>
  RULES.flatMap(({ name, check }) => check(objects).map((finding) => `${name}: ${finding}`));

describe.skipIf(engines === undefined)('rules of rendered manifests', () => {
  let ops: OpsCopy;
  let api: string;
  beforeAll(async () => {
    ops = await copyOps(engines?.helm ?? '');
    api = (await ops.template('api', 'prod', RELEASED)).stdout;
  });
  afterAll(() => ops?.remove());

  test.each(RENDERINGS)('%s in %s breaks none', async (app, environment) => {
    expect(findings(await ops.objects(app, environment, RELEASED))).toEqual([]);
  });

  test.each(MUTANTS)('%s: %s', (rule, _fault, from, to) => {
    const mutant = typeof from === 'string' ? api.replaceAll(from, to) : api.replace(from, to);
    expect(mutant).not.toBe(api);
    const broken = new Set(findings(parseObjects(mutant)).map((finding) => finding.split(':')[0]));
    expect([...broken]).toContain(rule);
  });

  test('each rule has a fault that it finds, a reason and a source', () => {
    expect(new Set(MUTANTS.map(([rule]) => rule))).toEqual(new Set(RULES.map(({ name }) => name)));
    for (const { why, source } of RULES) {
      expect(why).toMatch(/\.$/);
      expect(URL.canParse(source)).toBe(true);
    }
  });
});
