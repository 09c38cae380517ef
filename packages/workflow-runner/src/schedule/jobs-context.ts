/** The `jobs` context, with which a called workflow says what its outputs are. */
import { type Data, Entries, entries, text, texts } from '../expressions/data.ts';
import type { JobEnd } from './level-types.ts';

export const jobsContext = (jobs: ReadonlyMap<string, JobEnd>): Data =>
  new Entries(
    [...jobs].map(([id, { status, outputs }]) => [
      id,
      entries({ result: text(status), outputs: texts(outputs) }),
    ]),
  );
