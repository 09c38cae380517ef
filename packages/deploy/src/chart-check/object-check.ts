/** What it means that an object has another name, or that it is a Job and has changed. */
import type { LeafChange } from './changes.ts';
import { hasDigest } from './image-check.ts';
import { problemAt } from './leaf-check.ts';
import type { Manifest } from './manifests.ts';
import { objectNameProblem } from './metadata-check.ts';
import { type ChartProblem, digestRemedy, type ExpectedChange, objectName, shorten } from './problem.ts';

/** Objects that are made anew with each tag on purpose. */
const MADE_ANEW = new Set(['Job', 'ConfigMap', 'Secret', 'Pod']);

export function renameProblem(
  before: Manifest,
  after: Manifest,
  expected: ExpectedChange,
  notes: string[],
): ChartProblem[] {
  const invalid = objectNameProblem(after.apiVersion, after.kind, after.name);
  const shared = {
    object: objectName(after),
    path: 'metadata.name',
    before: shorten(before.name),
    after: shorten(after.name),
  };
  if (invalid !== undefined)
    return [
      {
        ...shared,
        code: 'name-invalid',
        severity: 'error',
        cause: `The name of ${objectName(after)} ${invalid}.`,
        remedy: hasDigest(after.name)
          ? digestRemedy(expected)
          : 'Let the template make a valid name of the tag.',
      },
    ];
  if (MADE_ANEW.has(after.kind)) {
    notes.push(`${objectName(before)} becomes ${objectName(after)}.`);
    return [];
  }
  return [
    {
      ...shared,
      code: 'object-changed-name',
      severity: 'warning',
      cause: `${objectName(before)} becomes ${objectName(after)}: the old one is deleted and a new one is made.`,
      remedy: 'Take the tag out of the name, in the templates of the chart.',
    },
  ];
}

const HOOKS = ['helm.sh/hook', 'argocd.argoproj.io/hook'] as const;

/** A Job's pods never change: one that stays under its name cannot be updated, unless it is deleted before. */
export function jobProblems(leaves: readonly LeafChange[]): ChartProblem[] {
  const jobs = new Map(
    leaves
      .filter(({ manifest, path }) => manifest.kind === 'Job' && path[0] === 'spec' && path[1] === 'template')
      .map((change) => [change.manifest, change] as const),
  );
  return [...jobs].flatMap(([manifest, change]) => {
    const at = (...path: string[]) => manifest.leaves.get(JSON.stringify(path))?.value;
    const options = String(at('metadata', 'annotations', 'argocd.argoproj.io/sync-options') ?? '');
    const isRecreated =
      HOOKS.some((hook) => at('metadata', 'annotations', hook) !== undefined) ||
      /(?:Replace|Force)=true/.test(options) ||
      at('spec', 'ttlSecondsAfterFinished') !== undefined;
    // Under another name it is another Job.
    const isRenamed = leaves.some(
      ({ manifest: other, path }) => other === manifest && path.join('.') === 'metadata.name',
    );
    if (isRecreated || isRenamed) return [];
    return [
      problemAt(change)(
        'immutable-changed',
        'warning',
        `${objectName(manifest)} cannot be updated while it exists: the pods of a Job never change`,
        'Make it a hook, give it "ttlSecondsAfterFinished", or put the tag into its name.',
      ),
    ];
  });
}
