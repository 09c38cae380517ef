/** What a bump costs: the bundle as a runner starts it, against the GitHub stand-in, for one app and for as many as a run may have. */
import { record } from '../../actions/bump/test/ops.ts';
import { startBundledOps } from '../bundles/bump-bundle.ts';
import { measured, type Times, timesOf } from './statistics.ts';

export type BumpBenchmark = {
  readonly rows: readonly {
    readonly apps: number;
    /** Requests of a first bump: from the App's login to the labels. */
    readonly first: number;
    /** Requests when everything is there already. */
    readonly again: number;
    /** Milliseconds of the first one, start of the process included. */
    readonly times: Times;
  }[];
};

const SIZES = [1, 10, 100, 256] as const;
const ROUNDS = 3;

export async function benchmarkBump(): Promise<BumpBenchmark> {
  const rows: BumpBenchmark['rows'][number][] = [];
  for (const apps of SIZES) {
    const times: number[] = [];
    let [first, again] = [0, 0];
    for (let round = 0; round < ROUNDS; round += 1) {
      const names = Array.from({ length: apps }, (_, index) => `app-${index}`);
      const ops = await startBundledOps(
        Object.fromEntries(
          names.map((app) => [
            `deploy/helm/${app}/values-prod.yaml`,
            `# ${app}\nimage:\n  repository: ghcr.io/acme/shop/${app}\n  tag: old\n`,
          ]),
        ),
      );
      try {
        // As in every repository after its first bump: making it is one request more, once.
        ops.github.configureRepository('acme/ops', { labels: ['deploy'] });
        const records = names.map((app) => record(app));
        times.push((await measured(() => ops.bump(records, { labels: 'deploy' }))).time);
        first = ops.requests.length;
        await ops.bump(records, { labels: 'deploy' });
        again = ops.requests.length - first;
      } finally {
        await ops.stop();
      }
    }
    rows.push({ apps, first, again, times: timesOf(times) });
  }
  return { rows };
}
