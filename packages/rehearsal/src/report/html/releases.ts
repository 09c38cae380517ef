/** What was released, with the statements on each manifest. */
import type { Statement } from '../../assertions/assertion.ts';
import type { Release } from '../../assertions/outcome.ts';
import type { Evidence } from '../evidence.ts';
import { type Html, html } from './html.ts';
import { scrolling } from './markdown.ts';
import { section, shortDigest, sign } from './parts.ts';

const KINDS = [
  ['signature', 'Signature'],
  ['provenance', 'Provenance'],
  ['SBOM', 'SBOM'],
  ['scan verdict', 'Scan verdict'],
  ['release record', 'Release record'],
] as const satisfies readonly (readonly [Statement['kind'], string])[];

export function releases(evidence: Evidence): Html {
  if (evidence.releases.length === 0)
    return section('releases', 'Released', undefined, html`<p class="empty">Nothing was released.</p>`);
  return section(
    'releases',
    'Released',
    html`Each sign below is one call of cosign with exactly this identity: <code>${evidence.identity}</code>, of <b>${evidence.repository}</b> at <code>${evidence.ref}</code>.`,
    html`${evidence.releases.map((release) => oneRelease(release, evidence))}`,
  );
}

const oneRelease = (release: Release, evidence: Evidence): Html => html`<article class="card release">
<h3>${release.app}</h3>
<p class="address"><code>${release.image}@<wbr>${release.digest}</code></p>
<p class="tags">${release.tags.map((tag) => html`<span class="tag">${tag}</span> `)}</p>
${matrix(release, evidence)}
${refusals(release, evidence)}
</article>
`;

function matrix({ app, image, digest, manifests }: Release, evidence: Evidence): Html {
  const rows = [
    { name: 'index', digest: digest as string },
    ...manifests
      .filter((manifest) => manifest.digest !== digest)
      .map(({ platform, digest: of }) => ({ name: platform, digest: of })),
  ];
  const found = (of: string, kind: Statement['kind']) =>
    evidence.assertions.find(
      ({ statement }) => statement?.kind === kind && statement.manifest === `${image}@${of}`,
    );
  return scrolling(html`<table class="matrix">
<caption>Statements on ${app}, as cosign verified them</caption>
<thead><tr><th scope="col">Manifest</th><th scope="col">Digest</th>${KINDS.map(([, title]) => html`<th scope="col" class="center">${title}</th>`)}</tr></thead>
<tbody>${rows.map(
    (row) =>
      html`<tr><th scope="row">${row.name}</th><td>${shortDigest(row.digest)}</td>${KINDS.map(
        ([kind]) => html`<td class="center">${statementSign(found(row.digest, kind)?.ok)}</td>`,
      )}</tr>`,
  )}</tbody>
</table>`);
}

const statementSign = (ok: boolean | undefined): Html =>
  ok === undefined
    ? html`<span class="absent" title="not asked for">–</span>`
    : sign(ok ? 'good' : 'bad', ok ? 'verified' : 'not verified');

/** That a check says yes is worth what it says no to. */
function refusals({ app }: Release, { assertions }: Evidence): Html | undefined {
  const refused = assertions.filter(
    ({ subject, judge, statement }) => subject === app && judge === 'cosign' && statement === undefined,
  );
  if (refused.length === 0) return undefined;
  return html`<ul class="refusals">${refused.map(({ claim, ok }) => html`<li>${sign(ok ? 'good' : 'bad')} ${claim}</li>`)}</ul>`;
}
