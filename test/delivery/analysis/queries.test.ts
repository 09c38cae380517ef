/** The queries as the chart renders them for production, by Prometheus' own unit tests. */
import { findEngines } from '@sealift/engines/find';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { copyOps, type OpsCopy, objectOf } from '../ops-repository.ts';
import { checkQueries, findPromtool, type Series, testQueries } from './promtool.ts';
import { type Metric, metricsOf, queryOf, type Verdict, verdictOf } from './verdict.ts';

const engines = findEngines(['helm']);
const promtool = await findPromtool();

/** Labels of production's canary; a case says what is different. */
const CANARY = {
  namespace: 'shop-prod',
  app: 'api',
  rollouts_pod_template_hash: 'new',
  pod: 'api-new-1',
  method: 'GET',
  route: '/items',
};
type Labels = Readonly<Record<string, string>>;

const series = (name: string, labels: Labels, values: string): Series => ({
  series: `${name}{${Object.entries({ ...CANARY, ...labels })
    .map(([key, value]) => `${key}="${value}"`)
    .join(',')}}`,
  values,
});
/** @param values of 41 scrapes, 15 s apart; the window of 5 minutes holds 20 steps */
const requests = (status: number, values: string, labels: Labels = {}) =>
  series('http_requests_total', { status: String(status), ...labels }, values);
/** @param steps by upper bound in seconds, cumulative as Prometheus wants them */
const durations = (steps: Readonly<Record<string, number>>, labels: Labels = {}): readonly Series[] =>
  Object.entries(steps).map(([le, step]) =>
    series('http_request_duration_seconds_bucket', { le, ...labels }, `0+${step}x40`),
  );
const FAST = durations({ '0.1': 60, '0.35': 60, '1': 60, '+Inf': 60 });

/** Value, or undefined for none, and what the Rollout makes of it. */
type Expected = readonly [value: number | undefined, verdict: Verdict];
const NAMES = ['requests', 'error-rate', 'p95-seconds'] as const;
type Case = {
  readonly name: string;
  readonly series: readonly Series[];
} & Readonly<Record<(typeof NAMES)[number], Expected>>;
const NOTHING: Expected = [undefined, 'inconclusive'];
const NO_DATA = { requests: NOTHING, 'error-rate': NOTHING, 'p95-seconds': NOTHING };
const GOOD_P95: Expected = [0.095, 'success'];

const CASES: readonly Case[] = [
  {
    name: 'healthy: a series with 5xx has never been',
    series: [requests(200, '0+60x40'), ...FAST],
    ...{ requests: [1200, 'success'], 'error-rate': [0, 'success'], 'p95-seconds': GOOD_P95 },
  },
  { name: 'no canary at all', series: [requests(200, '0+540x40', OLD())], ...NO_DATA },
  {
    name: 'a canary that nobody has called yet',
    series: [requests(200, '0+0x40'), ...durations({ '0.35': 0, '+Inf': 0 })],
    ...{ requests: [0, 'inconclusive'], 'error-rate': NOTHING, 'p95-seconds': NOTHING },
  },
  {
    name: 'a canary with probes and scrapes alone',
    series: ['/healthz', '/readyz', '/metrics'].flatMap((route) => [
      requests(200, '0+60x40', { route }),
      ...durations({ '0.35': 60, '+Inf': 60 }, { route }),
    ]),
    ...NO_DATA,
  },
  {
    name: 'the stable pods fail, the canary does not',
    series: [requests(200, '0+60x40'), requests(500, '0+540x40', OLD()), ...FAST],
    ...{ requests: [1200, 'success'], 'error-rate': [0, 'success'], 'p95-seconds': GOOD_P95 },
  },
  {
    name: 'the same hash in another namespace fails',
    series: [requests(200, '0+60x40'), requests(500, '0+60x40', { namespace: 'shop-stage' }), ...FAST],
    ...{ requests: [1200, 'success'], 'error-rate': [0, 'success'], 'p95-seconds': GOOD_P95 },
  },
  {
    name: '4 % errors on a tenth of the traffic',
    series: [requests(200, '0+48x40'), requests(503, '0+2x40'), requests(200, '0+450x40', OLD()), ...FAST],
    ...{ requests: [1000, 'success'], 'error-rate': [0.04, 'failure'], 'p95-seconds': GOOD_P95 },
  },
  {
    name: 'exactly 0.5 % errors',
    series: [requests(200, '0+199x40'), requests(500, '0+1x40'), ...FAST],
    ...{ requests: [4000, 'success'], 'error-rate': [0.005, 'failure'], 'p95-seconds': GOOD_P95 },
  },
  {
    name: 'just below 0.5 %',
    series: [requests(200, '0+200x40'), requests(500, '0+1x40'), ...FAST],
    ...{ requests: [4020, 'success'], 'error-rate': [0.004975, 'success'], 'p95-seconds': GOOD_P95 },
  },
  {
    name: 'the fewest requests that say something',
    series: [requests(200, '0+30x40'), ...FAST],
    ...{ requests: [600, 'success'], 'error-rate': [0, 'success'], 'p95-seconds': GOOD_P95 },
  },
  {
    name: 'a few requests less',
    series: [requests(200, '0+29x40'), ...FAST],
    ...{ requests: [580, 'inconclusive'], 'error-rate': NOTHING, 'p95-seconds': GOOD_P95 },
  },
  {
    name: 'one error of few requests is no verdict',
    series: [requests(200, '0+1x40'), requests(500, '0x30 1x10'), ...durations({ '0.35': 1, '+Inf': 1 })],
    ...{ requests: [21, 'inconclusive'], 'error-rate': NOTHING, 'p95-seconds': NOTHING },
  },
  {
    name: 'more errors than 600 requests may have, of 40',
    series: [requests(200, '0+1x40'), requests(500, '0+1x40'), ...durations({ '0.35': 2, '+Inf': 2 })],
    ...{ requests: [40, 'inconclusive'], 'error-rate': [0.5, 'failure'], 'p95-seconds': NOTHING },
  },
  {
    name: 'one request in five takes 0.9 s',
    series: [requests(200, '0+60x40'), ...durations({ '0.35': 48, '1': 60, '+Inf': 60 })],
    ...{ requests: [1200, 'success'], 'error-rate': [0, 'success'], 'p95-seconds': [0.8375, 'failure'] },
  },
  {
    name: 'the percentile is exactly the limit',
    series: [requests(200, '0+60x40'), ...durations({ '0.1': 0, '0.35': 57, '1': 60, '+Inf': 60 })],
    ...{ requests: [1200, 'success'], 'error-rate': [0, 'success'], 'p95-seconds': [0.35, 'failure'] },
  },
  {
    name: 'two pods of the canary count together',
    series: ['a', 'b'].flatMap((pod) => [
      requests(200, '0+15x40', { pod }),
      ...durations({ '0.1': 15, '+Inf': 15 }, { pod }),
    ]),
    ...{ requests: [600, 'success'], 'error-rate': [0, 'success'], 'p95-seconds': GOOD_P95 },
  },
  {
    name: 'a pod that began anew: its counter fell to nothing',
    series: [requests(200, '0+60x22 0+60x17'), ...FAST],
    ...{ requests: [1140, 'success'], 'error-rate': [0, 'success'], 'p95-seconds': GOOD_P95 },
  },
  {
    name: 'half of the scrapes were missed',
    series: [requests(200, Array.from({ length: 21 }, (_, at) => `${at * 120} _`).join(' ')), ...FAST],
    ...{ requests: [1200, 'success'], 'error-rate': [0, 'success'], 'p95-seconds': GOOD_P95 },
  },
  {
    name: 'one scrape in the whole window',
    series: [requests(200, '_x25 1000 _x14'), ...durations({ '+Inf': 0 })],
    ...NO_DATA,
  },
];

/** Labels of the stable pods. */
function OLD(): Labels {
  return { rollouts_pod_template_hash: 'old', pod: 'api-old-1' };
}

describe.skipIf(engines === undefined || promtool === undefined)('analysis of the api in production', () => {
  let ops: OpsCopy;
  let metrics: readonly Metric[];
  beforeAll(async () => {
    ops = await copyOps(engines?.helm ?? '');
    metrics = metricsOf(objectOf(await ops.objects('api', 'prod'), 'AnalysisTemplate'));
  });
  afterAll(() => ops?.remove());
  const query = (name: string, hash = 'new') => {
    const metric = metrics.find((each) => each.name === name);
    if (metric === undefined) throw new Error(`There is no metric ${name}.`);
    return { metric, query: queryOf(metric, hash) };
  };

  test('promtool can read every query', async () => {
    const queries = metrics.map((metric) => queryOf(metric, 'new'));
    expect(queries).toHaveLength(3);
    expect(await checkQueries(promtool ?? '', queries)).toBe('');
    expect(await checkQueries(promtool ?? '', ['sum(rate(x[5m])'])).toContain('unclosed left parenthesis');
  });

  test.each(CASES)('$name', async (scenario) => {
    const asked = NAMES.map((name) => ({ ...query(name), name, expected: scenario[name] }));
    const expectations = asked.map(({ query: text, expected: [value] }) => ({ query: text, value }));
    expect(await testQueries(promtool ?? '', [{ ...scenario, expectations }])).toBe('');
    for (const { metric, name, expected } of asked) {
      const [value, verdict] = expected;
      expect([name, verdictOf(metric, value === undefined ? [] : [value])]).toEqual([name, verdict]);
    }
  });

  test('a histogram without observations beside requests is not a number, and no verdict', async () => {
    const { metric, query: text } = query('p95-seconds');
    const expectations = [{ query: `count((${text}) != (${text}))`, value: 1 }];
    const scenario = {
      name: 'NaN',
      series: [requests(200, '0+60x40'), ...durations({ '0.35': 0, '+Inf': 0 })],
    };
    expect(await testQueries(promtool ?? '', [{ ...scenario, expectations }])).toBe('');
    expect(verdictOf(metric, [Number.NaN])).toBe('inconclusive');
  });

  test('a wrong expectation is told', async () => {
    const scenario = { name: 'wrong', series: [requests(200, '0+60x40')] };
    const expectations = [{ query: query('requests').query, value: 1199 }];
    expect(await testQueries(promtool ?? '', [{ ...scenario, expectations }])).toContain('1.2E+03');
  });
});
