/** What it means when a chart renders with the old values and not with the new ones. */
import { type ChartProblem, digestRemedy, type ExpectedChange, shorten } from './problem.ts';

/** @param reason what Helm said */
export function renderProblem(reason: string, expected: ExpectedChange): ChartProblem {
  const said = shorten(reason, 800);
  const base = { code: 'render-failed', severity: 'error' } as const;
  const isSchema = /don't meet the specifications of the schema/.test(reason);
  const quoted =
    reason.includes('got number') || reason.includes('got boolean') || reason.includes('got null');
  if (isSchema && !quoted)
    return {
      ...base,
      cause: `The chart's values.schema.json refuses the new values: ${said}.`,
      remedy:
        expected.mode === 'none'
          ? 'Change the schema, or choose a tag that it takes.'
          : digestRemedy(expected),
    };
  if (isSchema)
    return {
      ...base,
      cause: `The chart's values.schema.json refuses the new values: ${said}.`,
      remedy: 'Put the value into quotes in the values file.',
    };
  return {
    ...base,
    cause: `The chart renders with the old values and not with the new ones: ${said}.`,
    remedy:
      expected.mode === 'none'
        ? 'Look at how the templates use the tag.'
        : `Look at how the templates use the tag. ${digestRemedy(expected)}`,
  };
}
