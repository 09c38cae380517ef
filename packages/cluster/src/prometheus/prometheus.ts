import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { remoteFailure } from '@sealift/core/failure';
import { freePorts } from '@sealift/sandbox/ports';
import type { Client } from '../client/client.ts';
import { isHealthy } from '../health.ts';
import { type Host, type Server, startServer } from '../part.ts';
import { startDiscovery } from './discovery.ts';
import type { AddressOf } from './targets.ts';

export type PrometheusOptions = {
  readonly program: string;
  readonly client: Client;
  /** Milliseconds between two scrapes of monitors that say no interval; 1 s unless said. */
  readonly interval?: number;
  /** A longer interval of a monitor becomes this: windows of a rehearsal are short. Milliseconds. */
  readonly longestInterval?: number;
  /** HTTP proxy that reaches pods. */
  readonly proxyUrl?: string;
  /** Where a pod's port is; its own address unless said. */
  readonly addressOf?: AddressOf;
};

export type Sample = { readonly labels: Readonly<Record<string, string>>; readonly value: number };

/** Milliseconds since the epoch, and between two values. */
export type Range = { readonly from: number; readonly to: number; readonly step: number };

export type Point = { readonly at: number; readonly value: number };

export type Prometheus = Server & {
  readonly url: string;
  /** What an instant query finds now. @throws Failure `cluster/bad-query` */
  query(expression: string): Promise<readonly Sample[]>;
  /** What the first series of a query was over time; empty where it never was. @throws Failure `cluster/bad-query` */
  queryRange(expression: string, range: Range): Promise<readonly Point[]>;
};

/** Scrapes what ServiceMonitors name, as the operator of them would set it up. @throws Failure `sandbox/no-start` */
export async function startPrometheus(host: Host, options: PrometheusOptions): Promise<Prometheus> {
  const [port = 0] = await freePorts(1);
  const url = `http://127.0.0.1:${port}`;
  const file = path.join(host.dir, 'prometheus.json');
  const discovery = await startDiscovery(options);
  try {
    await writeFile(file, JSON.stringify(configuration(discovery.url, options)));
    const server = await startServer(host, {
      name: 'prometheus',
      file: options.program,
      args: [
        ...[`--config.file=${file}`, `--storage.tsdb.path=${path.join(host.dir, 'prometheus')}`],
        ...[`--web.listen-address=127.0.0.1:${port}`, '--log.level=warn'],
      ],
      env: { HOME: host.dir },
      ready: () => isHealthy(`${url}/-/ready`),
      timeout: 60_000,
      grace: 1_000,
    });
    const stop = async () => {
      await server.stop();
      await discovery.stop();
    };
    return { ...server, url, stop, ...queries(url) };
  } catch (error) {
    await discovery.stop();
    throw error;
  }
}

/** JSON is YAML. https://prometheus.io/docs/prometheus/latest/configuration/configuration/ */
const configuration = (discovery: string, { interval = 1_000, proxyUrl }: PrometheusOptions): object => ({
  global: { scrape_interval: `${interval}ms`, scrape_timeout: `${interval}ms` },
  scrape_configs: [
    {
      job_name: 'monitors',
      http_sd_configs: [{ url: discovery, refresh_interval: '1s' }],
      ...(proxyUrl === undefined ? {} : { proxy_url: proxyUrl }),
    },
  ],
});

type Answer<Series> = {
  readonly status: string;
  readonly error?: string;
  readonly data?: { readonly resultType: string; readonly result: readonly Series[] };
};

const queries = (url: string): Pick<Prometheus, 'query' | 'queryRange'> => ({
  query: (expression) => query(url, expression),
  queryRange: (expression, range) => queryRange(url, expression, range),
});

type Instant = {
  readonly metric: Readonly<Record<string, string>>;
  readonly value: readonly [number, string];
};

/** https://prometheus.io/docs/prometheus/latest/querying/api/#instant-queries */
async function query(url: string, expression: string): Promise<Sample[]> {
  const result = await ask<Instant>(url, 'query', { query: expression }, 'vector');
  return result.map(({ metric, value }) => ({ labels: metric, value: Number(value[1]) }));
}

/** https://prometheus.io/docs/prometheus/latest/querying/api/#range-queries */
async function queryRange(
  url: string,
  expression: string,
  { from, to, step }: Range,
): Promise<readonly Point[]> {
  const [start, end] = [from, to].map((time) => String(time / 1_000));
  const [series] = await ask<{ readonly values: readonly (readonly [number, string])[] }>(
    ...([url, 'query_range'] as const),
    { query: expression, start: start ?? '', end: end ?? '', step: String(step / 1_000) },
    'matrix',
  );
  return (series?.values ?? []).map(([at, value]) => ({ at: at * 1_000, value: Number(value) }));
}

async function ask<Series>(
  url: string,
  api: string,
  parameters: Readonly<Record<string, string>>,
  type: string,
): Promise<readonly Series[]> {
  const response = await fetch(`${url}/api/v1/${api}?${new URLSearchParams(parameters)}`, {
    signal: AbortSignal.timeout(10_000),
  });
  const { status, error, data } = (await response.json()) as Answer<Series>;
  if (status === 'success' && data?.resultType === type) return data.result;
  throw remoteFailure({
    code: 'cluster/bad-query',
    cause: `Prometheus gave no ${type} for ${parameters['query']}: ${error ?? `it is a ${data?.resultType}`}.`,
    remedy: 'Mend the expression.',
  });
}
