// Makes the pictures of docs/images in Chromium (CHROMIUM, else that of PATH): by hand when what they show changes,
// because it takes a browser.
//
//   npm run pictures                        pull requests for 1, 3 and 40 apps, as bump writes them on the stand-in
//   npm run pictures -- REPORT.html         the report of a rehearsal, from what `npm run rehearse -- --report` wrote
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { findProgram } from '@sealift/tools/process/find-program';
import { micromark } from 'micromark';
import { gfm, gfmHtml } from 'micromark-extension-gfm';
import { writtenPullRequest } from './written-pull-request.ts';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const IMAGES = path.join(root, 'docs', 'images');
/** Milliseconds for one start of the browser. */
const TIMEOUT = 120_000;

type Picture = {
  readonly name: string;
  readonly html: string;
  readonly width: number;
  /** Pixels of the picture for one of the page. */
  readonly scale: number;
};

/** The text of a pull request for so many apps, as GitHub shows it, with the riskiest app unfolded. */
async function pullRequest(apps: number): Promise<Picture> {
  const body = micromark(await writtenPullRequest(apps), {
    allowDangerousHtml: true,
    extensions: [gfm()],
    htmlExtensions: [gfmHtml()],
  })
    // GitHub's coloured boxes.
    .replace(
      /<blockquote>\s*<p>\[!(CAUTION|WARNING)\]\s*(?:<\/p>)?/g,
      (_, level: string) =>
        `<blockquote class="${level.toLowerCase()}"><p class="title">${level === 'CAUTION' ? '⛔ Caution' : '⚠️ Warning'}</p>`,
    )
    // One that has everything in it; of forty the table is enough.
    .replace(/<details>(?=\n<summary><b>api<)/, apps > 10 ? '<details>' : '<details open>');
  const html = `<!doctype html><meta charset="utf-8"><style>
body { font: 14px/1.5 -apple-system, "Segoe UI", "Noto Sans", "DejaVu Sans", Helvetica, Arial, sans-serif, "Noto Color Emoji";
  color: #1f2328; margin: 0; padding: 20px 24px; width: 1110px; background: #fff }
h3 { font-size: 20px; margin: 0 0 12px } p, table, ul, pre, blockquote { margin: 0 0 14px }
table { border-collapse: collapse } th, td { border: 1px solid #d1d9e0; padding: 5px 11px; text-align: left }
th { background: #f6f8fa } thead th:empty { padding: 0; border: 0 } a { color: #0969da; text-decoration: none }
code { font: 12px ui-monospace, "DejaVu Sans Mono", monospace; background: #818b981f; border-radius: 6px; padding: 2px 5px; white-space: nowrap }
pre { background: #f6f8fa; border-radius: 6px; padding: 12px } pre code { background: none; padding: 0 }
blockquote { border-left: 4px solid; padding: 6px 14px } blockquote ul { margin: 0; padding-left: 20px; color: #1f2328 }
.title { font-weight: 600; margin: 0 0 4px } .caution { border-color: #cf222e } .caution .title { color: #cf222e }
.warning { border-color: #9a6700 } .warning .title { color: #9a6700 } summary { margin-bottom: 12px; cursor: pointer }
details { margin-bottom: 8px } ul { padding-left: 24px }
</style>${body}\n`;
  return { name: `pull-request-${apps}`, html, width: 1160, scale: 0.85 };
}

/** Parts of a report that fit into a page of documentation: a part holds no other. */
function reportPictures(file: string): readonly Picture[] {
  const report = readFileSync(file, 'utf8');
  const part = (start: string, end: string) => {
    const from = report.indexOf(start);
    return from < 0 ? '' : report.slice(from, report.indexOf(end, from) + end.length);
  };
  const section = (id: string) => part(`<section id="${id}"`, '</section>');
  // Without its policy, which would not let its height be asked for.
  const head = part('<head>', '</head>').replace(/<meta http-equiv="[^>]*>/, '');
  const page = (...parts: readonly string[]) =>
    `<!doctype html><html lang="en">${head}<body><main>${parts.join('\n')}</main></body></html>`;
  const canaries = section('canaries');
  return [
    {
      ...{ name: 'report', width: 1120, scale: 1 },
      html: page(part('<header class="verdict', '</header>'), section('timeline')),
    },
    ...(canaries === '' ? [] : [{ name: 'report-canaries', width: 1120, scale: 1, html: page(canaries) }]),
  ];
}

/** As high as what it shows. */
function take(chromium: string, folder: string, { name, html, width, scale }: Picture): void {
  const file = path.join(folder, `${name}.html`);
  const browser = (height: number, ...args: readonly string[]) =>
    execFileSync(
      chromium,
      [
        ...[
          '--headless',
          '--no-sandbox',
          '--disable-gpu',
          '--hide-scrollbars',
          '--disable-lcd-text',
          `--force-device-scale-factor=${scale}`,
          `--user-data-dir=${folder}/profile`,
        ],
        ...[`--window-size=${width},${height}`, ...args, pathToFileURL(file).href],
      ],
      { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'], timeout: TIMEOUT },
    );
  writeFileSync(
    file,
    `${html}<script>document.title = 'height ' + Math.ceil(document.body.getBoundingClientRect().bottom + 24)</script>`,
  );
  const height = Number(/<title>height (\d+)<\/title>/.exec(browser(800, '--dump-dom'))?.[1]);
  if (!(height > 0)) throw new Error(`Chromium does not say how high ${name} is`);
  const picture = path.join(IMAGES, `${name}.png`);
  browser(height, `--screenshot=${picture}`);
  process.stdout.write(
    `${path.relative(root, picture)}: ${width} × ${height}, ${statSync(picture).size} bytes\n`,
  );
}

const names = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'];
const found = await Promise.all(names.map((name) => findProgram(name, process.env['PATH'])));
const chromium = process.env['CHROMIUM'] ?? found.find((program) => program !== undefined);
if (chromium === undefined)
  throw new Error('There is no Chromium here: install it, or name one by CHROMIUM.');
const [report] = process.argv.slice(2);
const from = process.env['INIT_CWD'] ?? process.cwd();
const folder = mkdtempSync(path.join(tmpdir(), 'sealift-pictures-'));
try {
  const pictures =
    report === undefined
      ? await Promise.all([1, 3, 40].map(pullRequest))
      : reportPictures(path.resolve(from, report));
  for (const picture of pictures) take(chromium, folder, picture);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
