import { describe, expect, it } from 'vitest';
import { type Behaviour, createTraffic } from '../../src/pretended/traffic.ts';

function traffic(behaviours: Readonly<Record<string, Behaviour>>, rate = 40) {
  let now = 0;
  const { page } = createTraffic({ behaviour: (image) => behaviours[image] ?? {}, rate, now: () => now });
  const series = (pod: string, image: string) =>
    new Map(
      page(pod, image)
        .split('\n')
        .filter((line) => line !== '' && !line.startsWith('#'))
        .map((line) => {
          const at = line.lastIndexOf(' ');
          return [
            line.slice(0, at).replace('method="GET",route="/"', ''),
            Number(line.slice(at + 1)),
          ] as const;
        }),
    );
  /** Scrapes each second, as Prometheus does. */
  const after = (seconds: number, pods: Readonly<Record<string, string>>) => {
    for (let second = 0; second < seconds; second += 1) {
      for (const [pod, image] of Object.entries(pods)) series(pod, image);
      now += 1_000;
    }
    return new Map(Object.entries(pods).map(([pod, image]) => [pod, series(pod, image)] as const));
  };
  return { after };
}

describe('traffic of pretended pods', () => {
  it('is shared evenly, and has no series of errors while there is none', () => {
    const pods = traffic({}).after(10, { a: 'x', b: 'x' });
    const counts = [...pods.values()].map((page) => page.get('http_requests_total{,status="200"}') ?? 0);
    expect(counts[0]).toBeCloseTo(200, -2);
    expect(Math.abs((counts[0] ?? 0) - (counts[1] ?? 0))).toBeLessThan(25);
    expect(pods.get('a')?.has('http_requests_total{,status="500"}')).toBe(false);
  });

  it('loses no part of a share by rounding', () => {
    const page = traffic({ x: { errors: 0.013 } }, 7)
      .after(1_000, { a: 'x' })
      .get('a');
    expect(page?.get('http_request_duration_seconds_count{}')).toBe(7_000);
    expect(page?.get('http_requests_total{,status="500"}')).toBe(91);
    expect(page?.get('http_requests_total{,status="200"}')).toBe(6_909);
  });

  it('has a histogram that adds up, with the share that is slow', () => {
    const page = traffic({ x: { seconds: 0.3, slowShare: 0.25, slowSeconds: 0.9 } }, 4)
      .after(100, { a: 'x' })
      .get('a');
    const bucket = (bound: string) => page?.get(`http_request_duration_seconds_bucket{,le="${bound}"}`);
    expect(bucket('0.2')).toBe(0);
    expect(bucket('0.35')).toBe(300);
    expect(bucket('1')).toBe(400);
    expect(bucket('+Inf')).toBe(400);
    expect(page?.get('http_request_duration_seconds_sum{}')).toBeCloseTo(300 * 0.3 + 100 * 0.9);
  });

  it('may be none at all', () => {
    const page = traffic({ x: { silent: true } })
      .after(10, { a: 'x' })
      .get('a');
    expect(page?.get('http_request_duration_seconds_count{}')).toBe(0);
  });

  it('goes to those that are left when a pod has gone', () => {
    const { after } = traffic({}, 10);
    after(10, { a: 'x', b: 'x' });
    const before = after(6, { a: 'x' }).get('a')?.get('http_request_duration_seconds_count{}') ?? 0;
    const later = after(10, { a: 'x' }).get('a')?.get('http_request_duration_seconds_count{}') ?? 0;
    expect(later - before).toBe(100);
  });
});
