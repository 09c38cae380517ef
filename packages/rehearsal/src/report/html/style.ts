/** How the report looks: on a screen, a phone and paper, by day and by night. */
export const STYLE = `
:root {
  color-scheme: light dark;
  --paper: #ffffff; --ground: #f6f7f9; --ink: #1b2027; --soft: #5b6472; --faint: #8b94a1; --line: #dfe3e8; --hair: #eceff2;
  --accent: #2f6feb; --accent-soft: #dbe7ff; --good: #1a7f4b; --good-soft: #e3f5ea; --bad: #c62a33; --bad-soft: #fdeaea;
  --unclear: #9a6a00; --unclear-soft: #fbf1d9; --code: #eef1f4; --bar: #9db7ea; --part: #5b8def;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #14181e; --ground: #0d1014; --ink: #e4e8ee; --soft: #9aa5b4; --faint: #6f7a89; --line: #2a313b; --hair: #1f252d;
    --accent: #6ea0ff; --accent-soft: #1a2a4a; --good: #4cc38a; --good-soft: #12291e; --bad: #ff6b70; --bad-soft: #331a1d;
    --unclear: #e3b341; --unclear-soft: #2d2410; --code: #1e242c; --bar: #33507f; --part: #5b8def;
  }
}
* { box-sizing: border-box }
html { scroll-behavior: smooth; scroll-padding-top: 4rem; -webkit-text-size-adjust: 100% }
body {
  margin: 0; background: var(--ground); color: var(--ink);
  font: 15px/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "DejaVu Sans", Helvetica, Arial, sans-serif;
  font-variant-numeric: tabular-nums;
}
main, footer { max-width: 1080px; margin: 0 auto; padding: 0 20px }
footer { padding: 8px 20px 56px; color: var(--soft); font-size: 13px }
h1, h2, h3, h4, h5, p, ul, ol, dl, dd, pre, table, figure, blockquote { margin: 0 }
h2 { font-size: 20px; line-height: 1.3; letter-spacing: -.01em; font-weight: 650 }
h3 { font-size: 16px; line-height: 1.4; font-weight: 650 }
a { color: var(--accent); text-underline-offset: 2px }
a:focus-visible, summary:focus-visible, .scroll:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; border-radius: 4px }
code, pre { font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace; font-size: .87em }
code { background: var(--code); border-radius: 5px; padding: .12em .38em; overflow-wrap: anywhere }
pre { background: var(--code); border-radius: 8px; padding: 10px 14px; overflow-x: auto; white-space: pre-wrap; overflow-wrap: anywhere }
pre code { background: none; padding: 0 }
summary { cursor: pointer }
caption { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap }
table { border-collapse: collapse; width: 100% }
th { text-align: left; font-weight: 600 }
section { margin: 40px 0 }
section > h2 { margin-bottom: 4px }
.lead { color: var(--soft); margin-bottom: 14px; max-width: 88ch; overflow-wrap: anywhere }
section > h2 + :not(.lead) { margin-top: 14px }
.card { background: var(--paper); border: 1px solid var(--line); border-radius: 12px; padding: 18px 20px; margin-top: 14px }
.empty, .cut { color: var(--soft); font-size: 14px }
.scroll { overflow-x: auto }
.center { text-align: center } .right { text-align: right }
.number { font-variant-numeric: tabular-nums }

.sign { width: 16px; height: 16px; flex: none; vertical-align: -2.5px }
.sign circle { fill: var(--soft) } .sign path { fill: none; stroke: var(--paper); stroke-width: 1.8; stroke-linecap: round; stroke-linejoin: round }
.sign.good circle { fill: var(--good) } .sign.bad circle { fill: var(--bad) } .sign.unclear circle { fill: var(--unclear) } .sign.none circle { fill: var(--faint) }
.badge { display: inline-block; border-radius: 99px; padding: 1px 10px; font-size: 12.5px; font-weight: 600 }
.badge.good { background: var(--good-soft); color: var(--good) } .badge.bad { background: var(--bad-soft); color: var(--bad) }

.verdict { margin-top: 28px; padding: 26px 28px 22px; background: var(--paper); border: 1px solid var(--line); border-radius: 16px; border-top: 5px solid var(--good) }
.verdict.bad { border-top-color: var(--bad) }
.brand { font-weight: 700; letter-spacing: -.01em; font-size: 14px; color: var(--soft) } .brand span { font-weight: 400 }
h1 { display: flex; align-items: center; gap: 12px; font-size: 34px; line-height: 1.2; letter-spacing: -.022em; font-weight: 700; margin-top: 8px }
h1 .sign { width: 34px; height: 34px }
.what { color: var(--soft); margin-top: 6px; overflow-wrap: anywhere } .what b { color: var(--ink) }
.reason { margin-top: 16px } .reason pre { background: var(--bad-soft); margin-top: 6px }
.broken { margin-top: 14px; padding: 10px 14px 10px 32px; background: var(--bad-soft); border-radius: 8px }
.judge { color: var(--soft); font-size: 13px }
.facts { display: flex; flex-wrap: wrap; gap: 14px 36px; margin-top: 22px; padding-top: 18px; border-top: 1px solid var(--hair) }
.facts dt { color: var(--soft); font-size: 12.5px } .facts dd { font-size: 19px; font-weight: 650; letter-spacing: -.01em }
.facts small { font-size: 14px; font-weight: 400; color: var(--soft) }

nav { position: sticky; top: 0; z-index: 1; background: color-mix(in srgb, var(--ground) 92%, transparent); backdrop-filter: blur(6px); margin-top: 14px; border-bottom: 1px solid var(--line) }
nav ul { display: flex; gap: 22px; overflow-x: auto; list-style: none; padding: 10px 2px } nav a { color: var(--soft); text-decoration: none; font-size: 14px; white-space: nowrap } nav a:hover { color: var(--ink) }

.address { margin-top: 4px } .address code { background: none; padding: 0; color: var(--soft) }
.tags { margin: 8px 0 12px; line-height: 1.9 } .tag { border: 1px solid var(--line); border-radius: 6px; padding: 1px 8px; font: 12.5px ui-monospace, Menlo, Consolas, "DejaVu Sans Mono", monospace; overflow-wrap: anywhere }
.matrix th, .matrix td { padding: 8px 12px; border-top: 1px solid var(--hair); white-space: nowrap } .matrix thead th { border: 0; color: var(--soft); font-size: 12.5px; font-weight: 500; padding-top: 0 }
.matrix th:first-child { padding-left: 0 } .matrix .center { text-align: center } .absent { color: var(--faint) }
.refusals { list-style: none; padding: 12px 0 0; margin-top: 4px; border-top: 1px solid var(--hair); display: flex; flex-wrap: wrap; gap: 4px 22px; font-size: 14px; color: var(--soft) }

.gantt { background: var(--paper); border: 1px solid var(--line); border-radius: 12px; padding: 14px 20px 12px; margin-top: 14px; font-size: 13.5px; line-height: 24px }
.gantt ol { list-style: none; padding: 0 } .gantt .row { display: grid; grid-template-columns: 250px 1fr 84px; column-gap: 14px; align-items: center }
.gantt .name { overflow: hidden; text-overflow: ellipsis; white-space: nowrap } .gantt .took { text-align: right; color: var(--soft); font-size: 13px }
.gantt .phase > .row .name { font-weight: 600 } .gantt .phase ol .name { padding-left: 20px } .gantt .phase ol ol .name { padding-left: 36px; color: var(--soft) } .gantt .phase ol ol ol .name { padding-left: 52px }
.gantt .row.bad > .name { color: var(--bad) } .gantt summary { list-style: none } .gantt summary::-webkit-details-marker { display: none } .gantt summary:hover .name { color: var(--accent) }
.gantt summary .name::before { content: "›"; display: inline-block; width: 14px; margin-left: -14px; color: var(--faint) } .gantt details[open] > summary .name::before { content: "⌄" }
.track { display: block } .track .bar { fill: var(--part) } .gantt .holds > .row .bar { fill: var(--faint); y: 10px; height: 4px } .gantt summary .bar { fill: var(--bar) }
.track .part { fill: var(--part); stroke: var(--paper); stroke-width: 1 } .row.bad .bar, .track .part.bad { fill: var(--bad) } .row.unclear .bar { fill: var(--unclear) } .row.none .bar { fill: var(--faint) }
.grid { stroke: var(--hair); stroke-width: 1 } .gantt .axis text, .chart text { fill: var(--soft); font-size: 12px }

.canary header, .pull header { display: flex; flex-wrap: wrap; justify-content: space-between; gap: 4px 16px; align-items: baseline }
.canary header p, .pull header p { color: var(--soft); font-size: 14px }
.canary h3::first-letter { text-transform: uppercase }
.chart { display: grid; grid-template-columns: 104px 52px 1fr; column-gap: 10px; margin-top: 14px } .chart.axis { margin-top: 0 }
.chart > svg { display: block; overflow: visible; border-bottom: 1px solid var(--line); border-left: 1px solid var(--line) } .chart.axis > svg { border: 0 }
.chart .name { font-size: 13.5px; font-weight: 600 } .chart .scale { display: flex; flex-direction: column; justify-content: space-between; text-align: right; color: var(--soft); font-size: 12px; line-height: 1 }
.chart polyline { fill: none; vector-effect: non-scaling-stroke; stroke-width: 2; stroke-linejoin: round; stroke-linecap: round }
polyline.canary { stroke: var(--accent) } polyline.canary.area { fill: var(--accent-soft) } polyline.stable { stroke: var(--faint) }
.chart line.limit { stroke: var(--bad); stroke-dasharray: 5 4; stroke-width: 1.25 } .chart text.limit { fill: var(--bad) }
.chart circle { stroke: var(--paper); stroke-width: 1.5; fill: var(--unclear) } .chart circle.good { fill: var(--good) } .chart circle.bad { fill: var(--bad) }
.legend { display: flex; flex-wrap: wrap; gap: 6px 18px; margin: 8px 0 8px 166px; font-size: 12.5px; color: var(--soft) }
.key::before { content: ""; display: inline-block; width: 18px; border-top: 2px solid var(--accent); vertical-align: 4px; margin-right: 6px } .key.stable::before { border-color: var(--faint) } .key.limit::before { border-color: var(--bad); border-top-style: dashed }
.canary details { font-size: 14px } .canary td, .canary th, #engines td, #engines th { padding: 5px 14px 5px 0; border-top: 1px solid var(--hair) } .canary thead th, #engines thead th { border: 0; color: var(--soft); font-weight: 500; font-size: 12.5px }
.canary details .scroll { margin-top: 8px }

.pull h3 .number { color: var(--soft); font-weight: 400 } .pull .markdown { margin-top: 14px; padding-top: 14px; border-top: 1px solid var(--hair) }
.markdown { font-size: 14px } .markdown > * + *, .markdown details > * + * { margin-top: 12px } .markdown h4 { font-size: 16px } .markdown h5 { font-size: 14px }
.markdown table { width: auto; font-size: 13.5px } .markdown th, .markdown td { border: 1px solid var(--line); padding: 5px 11px } .markdown thead th:empty { padding: 0 } .markdown thead th { background: var(--ground) }
.markdown thead:not(:has(th:not(:empty))) { display: none }
.markdown td code { white-space: nowrap; overflow-wrap: normal } .markdown ul, .markdown ol { padding-left: 24px } .markdown hr { border: 0; border-top: 1px solid var(--line) }
.markdown blockquote { border-left: 3px solid var(--line); padding-left: 14px; color: var(--soft) } .markdown .alert { color: inherit; border-color: var(--accent) } .alert-title { font-weight: 600 } .alert.warning, .alert.caution, .alert.important { border-color: var(--unclear) } .alert.caution { border-color: var(--bad) }
.nowhere { text-decoration: underline dotted var(--faint); text-underline-offset: 3px }
.file { padding: 0; overflow: hidden } .file h3 { padding: 10px 16px; border-bottom: 1px solid var(--line); font-size: 13.5px } .file h3 code { background: none; padding: 0 } .file .empty { padding: 12px 16px }
.diff { font: 12.5px/1.6 ui-monospace, Menlo, Consolas, "DejaVu Sans Mono", monospace } .diff thead { display: none } .diff td { padding: 0 12px; vertical-align: top } .diff td:nth-child(-n+2):not([colspan]) { width: 1%; text-align: right; color: var(--faint); user-select: none }
.diff code { background: none; padding: 0; font-size: inherit; white-space: pre-wrap } .diff .added { background: var(--good-soft) } .diff .removed { background: var(--bad-soft) } .diff .hunk td { background: var(--ground); color: var(--soft) }

.claims { background: var(--paper); border: 1px solid var(--line); border-radius: 12px; border-collapse: separate; border-spacing: 0; overflow: hidden; margin-top: 14px }
.claims thead { display: none } .claims th { padding: 12px 18px 4px; font-size: 14px } .claims tbody:not(:first-of-type) th { border-top: 1px solid var(--line) }
.claims td { padding: 4px 18px; vertical-align: top } .claim { display: grid; grid-template-columns: 16px 1fr; gap: 10px; align-items: start } .claim .sign { margin-top: 4px }
.claims td.judge { text-align: right; white-space: nowrap; width: 1% } .claims tbody tr:last-child td { padding-bottom: 12px } .claims tr.bad > td { background: var(--bad-soft) }
.claims details pre { margin-top: 6px } .claims .tag { font-size: 11.5px; color: var(--soft); margin-left: 4px } .claims summary::marker { color: var(--faint); font-size: .85em }

.head { display: flex; align-items: baseline; gap: 10px } .head .sign { align-self: center } .head h3 { font-size: 15px; font-weight: 600; overflow-wrap: anywhere } .head .took { margin-left: auto; color: var(--soft); font-size: 14px }
.card.job { padding: 0; margin-top: 8px } .head { padding: 12px 18px } .job > :not(.head) { padding: 0 20px 18px } details.job > summary { list-style: none } details.job > summary::-webkit-details-marker { display: none }
details.job > summary::before { content: "›"; color: var(--faint); width: 8px } details.job[open] > summary::before { content: "⌄" } .job div.head::before { content: ""; width: 8px }
.annotations { list-style: none; font-size: 14px } .annotations li { padding: 4px 0; overflow-wrap: anywhere } .annotations b { color: var(--unclear) } .annotations .error b { color: var(--bad) } .annotations .notice b { color: var(--accent) }
.unused { margin-top: 14px; padding-left: 20px; color: var(--soft); font-size: 14px }
#engines .scroll { background: var(--paper); border: 1px solid var(--line); border-radius: 12px; padding: 8px 20px; font-size: 14px }

@media (max-width: 720px) {
  main, footer { padding-left: 14px; padding-right: 14px } .verdict { padding: 20px 18px; margin-top: 14px } h1 { font-size: 26px; gap: 10px } h1 .sign { width: 26px; height: 26px }
  .facts { display: grid; grid-template-columns: 1fr 1fr; gap: 12px } .facts dd { font-size: 17px } .card { padding: 14px } .gantt { padding: 12px 14px }
  .gantt .row { grid-template-columns: 1fr auto; row-gap: 0 } .gantt .row > .track { grid-column: 1 / -1; grid-row: 2 } .gantt .axis > span { display: none } .gantt .axis > .track { grid-row: 1 }
  .chart { grid-template-columns: 46px 1fr } .chart .name { grid-column: 1 / -1; margin-bottom: 4px } .chart.axis > span:first-child { display: none } .legend { margin-left: 56px }
  .matrix th, .matrix td { padding: 7px 3px } .matrix thead th { white-space: normal; font-size: 11.5px; line-height: 1.25; vertical-align: bottom } .matrix :is(th, td):nth-child(2) { display: none }
  .claims td.judge { display: none } .claims td, .claims th { padding-left: 14px; padding-right: 14px } .diff td { padding: 0 6px }
}
@media print {
  :root { color-scheme: light; --paper: #fff; --ground: #fff } body { font-size: 11px } nav { display: none } .card, .claims tbody, .verdict, .chart, .gantt li { break-inside: avoid } section { margin: 24px 0 }
  details::details-content { content-visibility: visible; block-size: auto } .sign circle, .track rect, .badge, .diff tr, tr.bad td { print-color-adjust: exact; -webkit-print-color-adjust: exact }
  a { color: inherit; text-decoration: none }
}
`;
