/** What pods that are only pretended would say of their traffic on /metrics. */

export type Behaviour = {
  /** Seconds that a request takes. */
  readonly seconds?: number;
  /** Share of requests that take `slowSeconds` instead. */
  readonly slowShare?: number;
  readonly slowSeconds?: number;
  /** Share of requests that are answered with 500. */
  readonly errors?: number;
  /** There are no requests at all. */
  readonly silent?: boolean;
};

export type TrafficOptions = {
  /** By the image that the pod runs. */
  readonly behaviour: (image: string) => Behaviour;
  /** Requests a second to all pods together; a Service shares them evenly. */
  readonly rate?: number;
  /** Milliseconds. */
  readonly now: () => number;
};

export type Traffic = {
  /** A scrape: the page as Prometheus reads it. https://prometheus.io/docs/instrumenting/exposition_formats/ */
  page(pod: string, image: string): string;
};

/** Upper bounds of the histogram, one of them the threshold of the rollouts' analysis. */
const BOUNDS = [0.05, 0.1, 0.2, 0.35, 0.5, 1, 2.5] as const;
/** A pod that was not scraped for so long has gone. Milliseconds. */
const GONE = 5_000;

type Counters = {
  at: number;
  readonly buckets: number[];
  count: number;
  sum: number;
  failed: number;
  /** Parts of a request that are still to come, so that no share is lost by rounding. */
  readonly due: { requests: number; slow: number; errors: number };
};

export function createTraffic({ behaviour, rate = 40, now }: TrafficOptions): Traffic {
  const pods = new Map<string, Counters>();
  const share = (at: number) => {
    const alive = [...pods.values()].filter((each) => at - each.at < GONE).length;
    return rate / Math.max(1, alive);
  };
  return {
    page: (pod, image) => {
      const at = now();
      const counters = pods.get(pod) ?? begin(at);
      pods.set(pod, counters);
      const does = behaviour(image);
      const due = does.silent === true ? 0 : ((at - counters.at) / 1_000) * share(at);
      counters.at = at;
      serve(counters, due, does);
      return pageOf(counters);
    },
  };
}

const begin = (at: number): Counters => ({
  at,
  buckets: BOUNDS.map(() => 0),
  count: 0,
  sum: 0,
  failed: 0,
  due: { requests: 0, slow: 0, errors: 0 },
});

function serve(counters: Counters, due: number, does: Behaviour): void {
  const { seconds = 0.08, slowShare = 0, slowSeconds = 0.9, errors = 0 } = does;
  const { due: open } = counters;
  const takeWhole = (kind: keyof Counters['due'], more: number): boolean => {
    open[kind] += more;
    if (open[kind] < 1) return false;
    open[kind] -= 1;
    return true;
  };
  open.requests += due;
  const requests = Math.floor(open.requests);
  open.requests -= requests;
  for (let served = 0; served < requests; served += 1) {
    const took = takeWhole('slow', slowShare) ? slowSeconds : seconds;
    BOUNDS.forEach((bound, at) => {
      if (took <= bound) counters.buckets[at] = (counters.buckets[at] ?? 0) + 1;
    });
    counters.count += 1;
    counters.sum += took;
    if (takeWhole('errors', errors)) counters.failed += 1;
  }
}

function pageOf({ buckets, count, sum, failed }: Counters): string {
  const of = 'method="GET",route="/"';
  const bucket = (bound: number | string, value: number) =>
    `http_request_duration_seconds_bucket{${of},le="${bound}"} ${value}`;
  return [
    '# TYPE http_request_duration_seconds histogram',
    ...BOUNDS.map((bound, at) => bucket(bound, buckets[at] ?? 0)),
    bucket('+Inf', count),
    `http_request_duration_seconds_sum{${of}} ${sum}`,
    `http_request_duration_seconds_count{${of}} ${count}`,
    '# TYPE http_requests_total counter',
    `http_requests_total{${of},status="200"} ${count - failed}`,
    // A service that never failed has no such series.
    ...(failed === 0 ? [] : [`http_requests_total{${of},status="500"} ${failed}`]),
    '',
  ].join('\n');
}
