/** Charts from repositories of others. No login of this job goes to them: a chart names whom it builds on. */
import { remoteFailure } from '@sealift/core/failure';
import { formatImageName } from '@sealift/core/image/reference';
import type { Clock, Log } from '@sealift/core/log';
import { discard, readBody } from '@sealift/net/body';
import { startDeadline } from '@sealift/net/deadline';
import { networkError } from '@sealift/net/network-error';
import { createRegistryClient } from '@sealift/registry/client';
import type { FetchCharts } from './remote-dependencies.ts';

/** Milliseconds of one request. */
const DEADLINE = 60_000;
/** https://helm.sh/docs/topics/registries/#helm-chart-manifest */
const CHART_LAYER = 'application/vnd.cncf.helm.chart.content.v1.tar+gzip';

export type FetchChartsOptions = {
  readonly fetch: typeof globalThis.fetch;
  readonly clock: Clock;
  readonly log: Pick<Log, 'debug' | 'info' | 'secret'>;
  readonly signal?: AbortSignal;
};

export function createFetchCharts(options: FetchChartsOptions): FetchCharts {
  const client = createRegistryClient({ ...options, credentials: () => undefined });
  return {
    http: (url, limit) => fromHttp(url, limit, options),
    async oci(chart, tag, limit) {
      const manifest = await client.getManifest(chart, tag);
      if (manifest === undefined || manifest.json.kind !== 'manifest') return undefined;
      const layer = manifest.json.layers.find(({ mediaType }) => mediaType === CHART_LAYER);
      if (layer === undefined || layer.size > limit) return undefined;
      options.log.debug(`Chart ${formatImageName(chart)}:${tag} (${manifest.digest})`);
      return client.getBlob(chart, layer.digest, limit);
    },
  };
}

async function fromHttp(
  url: URL,
  limit: number,
  { fetch, signal }: Pick<FetchChartsOptions, 'fetch' | 'signal'>,
): Promise<Uint8Array> {
  const failed = (why: string, error?: unknown) =>
    remoteFailure({
      code: 'helm/dependency',
      cause: `${url.host}${url.pathname}, which a chart needs, could not be fetched: ${why}.`,
      remedy: 'Run the job again, or commit the folder "charts" of the chart.',
      error,
    });
  const deadline = startDeadline(DEADLINE, signal);
  try {
    const response = await fetch(url, { signal: deadline.signal, credentials: 'omit' });
    if (!response.ok) {
      await discard(response);
      throw failed(`HTTP ${response.status}`);
    }
    const bytes = await readBody(response, limit);
    if (bytes === undefined) throw failed(`it has more than ${limit} bytes`);
    return bytes;
  } catch (error) {
    const network = networkError(error);
    if (network !== undefined) throw failed(network.code, error);
    if (deadline.ended() === 'deadline') throw failed(`no answer within ${DEADLINE / 1_000} seconds`, error);
    throw error;
  }
}
