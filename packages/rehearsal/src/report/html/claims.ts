/** The table of evidence: every claim, who judged it, and what was seen. */
import type { Assertion } from '../../assertions/assertion.ts';
import type { Evidence } from '../evidence.ts';
import { bounded, type Html, html } from './html.ts';
import { section, sign } from './parts.ts';

/** Characters of what was seen. */
const MOST = 4_000;

/** What manifests are called, by registry/repository@digest. */
type Names = ReadonlyMap<string, string>;

export function claims({ assertions, releases }: Evidence): Html {
  const judges = [...new Set(assertions.map(({ judge }) => judge))];
  const subjects = [...new Set(assertions.map(({ subject }) => subject))];
  const names = manifestNames(releases);
  return section(
    'evidence',
    'Evidence',
    assertions.length === 0
      ? 'Nothing was asserted.'
      : `Judged by ${judges.join(', ')}: none of them is code of the pipeline, and none takes an action’s word for anything.`,
    html`<table class="claims">
<caption>Claims by subject</caption>
<thead><tr><th scope="col">Claim</th><th scope="col">Judge</th></tr></thead>
${subjects.map((subject) =>
  group(
    subject,
    assertions.filter((one) => one.subject === subject),
    names,
  ),
)}
</table>`,
  );
}

const manifestNames = (releases: Evidence['releases']): Names =>
  new Map(
    releases.flatMap(({ image, digest, manifests }) => [
      ...manifests.map((one) => [`${image}@${one.digest}`, one.platform] as const),
      [`${image}@${digest}`, 'index'] as const,
    ]),
  );

const group = (subject: string, rows: readonly Assertion[], names: Names): Html => html`<tbody>
<tr><th scope="rowgroup" colspan="2">${subject}</th></tr>
${rows.map((one) => row(one, names))}
</tbody>
`;

function row({ claim, ok, detail, judge, statement }: Assertion, names: Names): Html {
  const tone = ok ? 'good' : 'bad';
  const about = statement === undefined ? undefined : names.get(statement.manifest);
  const said = html`${claim}${about !== undefined && html` <span class="tag">${about}</span>`}`;
  const shown =
    detail === ''
      ? html`<span>${said}</span>`
      : html`<details${!ok && html` open`}><summary>${said}</summary>${seen(detail)}</details>`;
  return html`<tr class="${tone}"><td><div class="claim">${sign(tone)}${shown}</div></td><td class="judge">${judge}</td></tr>
`;
}

function seen(detail: string): Html {
  const { text, cut } = bounded(detail, MOST);
  return html`<pre>${text}</pre>${cut > 0 && html`<p class="cut">${cut} more characters are not shown.</p>`}`;
}
