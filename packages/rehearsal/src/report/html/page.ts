/** The report of a rehearsal as one file that needs nothing else: no script, no font, no picture from anywhere. */
import { createHash } from 'node:crypto';
import type { Evidence } from '../evidence.ts';
import { canaries } from './canary.ts';
import { claims } from './claims.ts';
import { engines } from './engines.ts';
import { timeline } from './gantt.ts';
import { type Html, html, markup, textOf } from './html.ts';
import { jobs } from './jobs.ts';
import { pullRequest } from './pull-request.ts';
import { releases } from './releases.ts';
import { STYLE } from './style.ts';
import { title, verdict } from './verdict.ts';

export type PageOptions = {
  /** When the rehearsal ended. */
  readonly made: Date;
};

/** Nothing is loaded and nothing runs; the one style is named by its hash. */
const POLICY = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'`,
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

/** Parts of the page in their order, with what the navigation calls them. */
const NAMES: Readonly<Record<string, string>> = {
  releases: 'Released',
  canaries: 'Canaries',
  'pull-request': 'Pull request',
  timeline: 'Timeline',
  evidence: 'Evidence',
  jobs: 'Jobs',
  engines: 'Engines',
};

/** @returns an HTML document */
export function renderReport(evidence: Evidence, { made }: PageOptions): string {
  const pretended = [evidence.repository, evidence.pullRequest?.repository ?? ''].filter(
    (name) => name !== '',
  );
  const parts: Readonly<Record<string, Html | undefined>> = {
    releases: releases(evidence),
    timeline: timeline(evidence),
    canaries: canaries(evidence),
    'pull-request': pullRequest(evidence, { pretended }),
    evidence: claims(evidence),
    jobs: jobs(evidence, { pretended }),
    engines: engines(evidence),
  };
  const shown = Object.entries(parts).flatMap(([id, part]) => (part === undefined ? [] : [{ id, part }]));
  const time = made.toISOString();
  return textOf(html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>${title(evidence)}: rehearsal of ${evidence.repository}</title>
<style>${markup(STYLE)}</style>
</head>
<body>
<main>
${verdict(evidence)}
<nav aria-label="Parts of the report"><ul>${shown.map(({ id }) => html`<li><a href="#${id}">${NAMES[id]}</a></li>`)}</ul></nav>
${shown.map(({ part }) => part)}
</main>
<footer><p>Made by <code>npm run rehearse</code> at <time datetime="${time}">${time.slice(0, 16).replace('T', ' ')} UTC</time>. GitHub was a stand-in; builder, registry, scanner, signer and transparency logs were real, on this machine alone.</p></footer>
</body>
</html>
`);
}
