/** What is said of a bump as a whole, from what its branch changes. */
import { listNames, type NamedChange } from '@sealift/deploy/pull-request/summary-line';
import { renderTitle as render, type Titled } from '@sealift/deploy/pull-request/title';
import type { Target } from '@sealift/deploy/targets/target';
import type { BumpJob } from '../planning/bump-job.ts';

/** One line of text. @param targets all that the branch changes */
export const renderTitle = (job: BumpJob, targets: readonly Target[]): string =>
  render(
    { ...titled(job), changes: targets.map(namedChange) },
    job.context.inputs.pullRequest.templates.title,
  );

/** What all texts of a bump are made of, beside what changes. */
export const titled = ({ context, kind, targets }: BumpJob): Omit<Titled, 'changes'> => ({
  kind,
  origin: context.origin,
  ...(kind === 'promote' ? { from: listNames(targets.flatMap(({ from }) => from ?? [])) } : {}),
});

export const namedChange = ({ app, environment, release }: Target): NamedChange => ({
  app,
  ...(environment === undefined ? {} : { environment }),
  after: { tag: release.tag },
});
