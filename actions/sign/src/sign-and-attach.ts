/** Makes what is missing on a release's subjects, and attaches it when all of it is made. */

import { mapBounded } from '@sealift/core/bounded';
import type { Digest } from '@sealift/core/image/digest';
import type { Referrer } from '@sealift/registry/referrers';
import { bundleReferrer } from '@sealift/tools/cosign/bundles';
import type { ImageGraph } from '@sealift/tools/cosign/graph';
import { type AttachDependencies, attachStatements } from './attach-statements.ts';
import {
  type ExistingStatement,
  findExistingStatement,
  type InspectedSubject,
  PARALLEL_SUBJECTS,
} from './existing.ts';
import { entryOf } from './log-entry.ts';
import type { PlannedStatement, PlannedSubject } from './planned-statements.ts';
import { bundleOfListed, bundleOfMade, type ReleaseStatement } from './release-statement.ts';
import { type SignedStatement, type Signing, signStatement } from './sign-statement.ts';

/**
 * Statements made at once, the same that cosign's wrapper lets through: none is begun after one has failed. Signing
 * waits for the transparency log far more than it computes.
 */
const PARALLEL_STATEMENTS = 6;

/** A planned statement on one of its subjects: found there, or signed just now. */
type Outcome = { readonly planned: PlannedStatement; readonly on: PlannedSubject } & (
  | { readonly existing: ExistingStatement }
  | { readonly signed: SignedStatement }
);

/**
 * Brings every planned statement about. Nothing is attached before all of it is signed and looked at; then the
 * platforms' statements come first and the root's last, the record behind all others: whoever finds it finds
 * everything that it speaks of.
 * @param planned the record last
 * @throws Failure `sign/…` when a statement cannot be made or does not stay; those of the registry and cosign
 */
export async function signAndAttach(
  planned: readonly PlannedStatement[],
  graph: ImageGraph,
  subjects: readonly InspectedSubject[],
  signing: Signing,
  dependencies: AttachDependencies,
): Promise<readonly ReleaseStatement[]> {
  const outcomes = (
    await mapBounded(planned, PARALLEL_STATEMENTS, (each) => bringAbout(each, subjects, signing))
  ).flat();
  const now = dependencies.clock.now();
  const bySubject = Map.groupBy(outcomes, ({ on }) => on.subject.digest);
  const root = bySubject.get(graph.digest) ?? [];
  bySubject.delete(graph.digest);
  const attach = (own: readonly Outcome[]) => attachAll(own, graph, now, dependencies);
  await mapBounded([...bySubject.values()], PARALLEL_SUBJECTS, attach);
  await attach(root);
  return outcomes.map((outcome) => {
    const { on, planned } = outcome;
    return 'signed' in outcome
      ? {
          on,
          entry: entryOf(on.subject, planned.type, outcome.signed, false),
          bundle: bundleOfMade(outcome.signed),
        }
      : {
          on,
          entry: outcome.existing.entry,
          bundle: bundleOfListed(signing.client, on.subject, outcome.existing.listed),
        };
  });
}

/** One statement on all its subjects. Made once, with all of them in it, for those that lack it. */
async function bringAbout(
  planned: PlannedStatement,
  subjects: readonly InspectedSubject[],
  signing: Signing,
): Promise<readonly Outcome[]> {
  const found = await mapBounded(planned.subjects, PARALLEL_SUBJECTS, async (on) => ({
    on,
    existing: await findExistingStatement(subjects, planned, on),
  }));
  const signed = found.every(({ existing }) => existing !== undefined)
    ? undefined
    : await signStatement(signing, planned);
  return found.flatMap(({ on, existing }): readonly Outcome[] => {
    if (existing !== undefined) return [{ planned, on, existing }];
    return signed === undefined ? [] : [{ planned, on, signed }];
  });
}

/** Everything of one subject. */
async function attachAll(
  own: readonly Outcome[],
  graph: ImageGraph,
  now: number,
  dependencies: AttachDependencies,
): Promise<void> {
  const [first] = own;
  const signed = own.flatMap((outcome) => ('signed' in outcome ? [outcome] : []));
  if (first === undefined || signed.length === 0) return;
  const fresh = signed.map(
    ({ planned, on, signed: { content } }): Referrer =>
      bundleReferrer(descriptorOf(graph, on.subject.digest), content, planned.type, now),
  );
  const existing = own.flatMap((outcome) =>
    'existing' in outcome ? [outcome.existing.listed.referrer] : [],
  );
  await attachStatements(first.on, fresh, existing, dependencies);
  for (const { planned, on } of signed)
    dependencies.log.info(
      `${planned.predicate === undefined ? 'Signed' : `Attested the ${planned.name} of`} ${on.label}: ${on.subject.digest}`,
    );
}

function descriptorOf(graph: ImageGraph, digest: Digest) {
  const descriptor = graph.descriptors.get(digest);
  if (descriptor === undefined) throw new Error(`${digest} is not part of ${graph.digest}`);
  return descriptor;
}
