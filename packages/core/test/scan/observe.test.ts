/** Recorded: reports and logs of Trivy 0.76.0 with --debug, of images made for this. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { HOSTILE, UNPRINTABLE } from '@sealift/testing/findings';
import { expect, it } from 'vitest';
import { judgeBlindness, observeBlindness } from '../../src/scan/blindness.ts';
import { hasPackageManager, traceOf } from '../../src/scan/package-traces.ts';
import { mayMatter, observeLog } from '../../src/scan/scanner-log.ts';
import { parseTrivyReport } from '../../src/scan/trivy-report.ts';

const folder = path.join(import.meta.dirname, 'fixtures/blind');
const recorded = (name: string) =>
  JSON.parse(readFileSync(path.join(folder, `${name}.json`), 'utf8')) as {
    readonly report: object;
    readonly log: readonly string[];
  };

/** Image, traces of a package manager in it, and what is said of it; `!` counts unless told otherwise. */
const expected: Readonly<Record<string, readonly [readonly string[], readonly string[]]>> = {
  'debian-13': [[], []],
  'debian-9': [[], ['end-of-life']],
  'debian-99': [[], ['unlisted-release']],
  'alpine-99': [[], ['unlisted-release']],
  'debian-no-dpkg': [['etc/os-release'], ['!no-packages']],
  'debian-empty-dpkg': [['var/lib/dpkg/status'], ['!no-packages']],
  'debian-broken-dpkg': [['var/lib/dpkg/status'], ['!no-packages', 'unreadable']],
  'alpine-no-apk': [['etc/alpine-release'], ['!no-packages']],
  'dpkg-no-os': [['var/lib/dpkg/status'], ['!no-packages', 'unsupported-system']],
  'apk-no-os': [['lib/apk/db/installed'], ['!no-packages', 'unsupported-system']],
  fedora: [['var/lib/rpm/rpmdb.sqlite'], ['!no-packages', 'unreadable', 'unsupported-system']],
  'rpm-broken': [['var/lib/rpm/rpmdb.sqlite'], ['!no-packages', 'unreadable']],
  nixos: [['nix/store/x'], ['!no-packages']],
  arch: [['var/lib/pacman/local/zlib-1.3-1/desc'], ['!no-packages']],
  gentoo: [['var/db/pkg/sys-libs/zlib-1.3/PF'], ['!no-packages']],
  'scratch-static': [[], ['nothing-recognised']],
  nothing: [[], ['nothing-recognised']],
  'secret-large': [[], ['nothing-recognised']],
  'lock-broken': [[], ['nothing-recognised']],
  'node-broken': [[], ['nothing-recognised', 'unreadable']],
  'python-broken': [[], ['nothing-recognised', 'unreadable']],
};

it('has an expectation for every recording', () => {
  expect(readdirSync(folder).toSorted()).toEqual(
    Object.keys(expected)
      .map((name) => `${name}.json`)
      .toSorted(),
  );
});

it.each(Object.entries(expected))('%s', (name, [traces, kinds]) => {
  const { report, log } = recorded(name);
  const parsed = parseTrivyReport(JSON.stringify(report));
  expect(parsed.systemPackages > 0).toBe(traces.length === 0 && parsed.os !== undefined);
  const observed = observeBlindness(parsed, { log: observeLog(log), traces });
  const judged = judgeBlindness(observed, 'auto');
  expect(judged.map(({ kind, blocking }) => `${blocking ? '!' : ''}${kind}`).toSorted()).toEqual(kinds);
  for (const { detail } of judged) expect(detail).toMatch(/\.$/);
});

it('traces of a package manager are files that one leaves', () => {
  const traces = [
    'etc/os-release',
    '/etc/os-release',
    'usr/lib/os-release',
    'etc/alpine-release',
    'etc/.wh.os-release',
    'var/lib/dpkg/status.d/base',
    'var/lib/dpkg/.wh.status',
    'usr/lib/sysimage/rpm/rpmdb.sqlite',
    'usr/bin/apt-get',
    'sbin/apk',
  ];
  for (const file of traces) expect([file, traceOf(file) === undefined]).toEqual([file, false]);
  for (const file of ['app/server', 'etc/passwd', 'etc/ssl/certs/ca.crt', 'home/bin/apt', 'var/lib/dpkg'])
    expect([file, traceOf(file)]).toEqual([file, undefined]);
  expect(hasPackageManager('NAME=x\nID="debian"\n')).toBe(true);
  expect(hasPackageManager('')).toBe(true);
  expect(hasPackageManager("ID='buildroot'\n")).toBe(false);
});

it('nobody could look: said, and the gate does not stop for it alone', () => {
  const { report, log } = recorded('nothing');
  const around = { log: observeLog(log), traces: { unread: 'a layer is too large' } };
  const observed = observeBlindness(parseTrivyReport(JSON.stringify(report)), around);
  expect(observed.map(({ kind }) => kind)).toEqual(['nothing-recognised', 'unreadable']);
});

it('a database that could not be refreshed is named', () => {
  const { report } = recorded('debian-13');
  const around = { log: [], traces: [], notRefreshed: 'no answer' };
  expect(observeBlindness(parseTrivyReport(JSON.stringify(report)), around)).toEqual([
    { kind: 'old-database', detail: 'The vulnerability database could not be refreshed: no answer.' },
  ]);
});

const line = (level: string, message: string, facts = '') =>
  `2026-01-01T00:00:00Z\t${level}\t${message}\t${facts}`;

it('a warning that is not known is shown, one that says nothing of the image is not', () => {
  expect(observeLog([line('WARN', '[rpm] Something new', 'file="x"')])).toEqual([
    { kind: 'warning', detail: 'Trivy warns: Something new (file="x").' },
  ]);
  expect(observeLog([line('ERROR', 'Something else')])).toMatchObject([{ kind: 'warning' }]);
  expect(
    observeLog([line('WARN', 'Using severities from other vendors for some'), line('INFO', 'x')]),
  ).toEqual([]);
  expect(mayMatter(line('DEBUG', '[secret] Skipped secret scanning'))).toBe(false);
  expect(mayMatter(line('DEBUG', '[analyzer] Analysis error'))).toBe(true);
  expect(mayMatter('no log line')).toBe(false);
});

it('the same about many files is one observation, with the first', () => {
  const lines = Array.from({ length: 5000 }, (_, index) =>
    line('DEBUG', '[analyzer] Analysis error', `err="${index}"`),
  );
  expect(observeLog(lines)).toEqual([
    { kind: 'unreadable', detail: 'A file could not be read (5000 times, first: err="0").' },
  ]);
});

it('an image that has Trivy say anything stays within bounds, on one line each', () => {
  const lines = [...HOSTILE, ...Array.from({ length: 1000 }, (_, index) => `warning ${index}`)].map((text) =>
    line('WARN', text, text),
  );
  const { report } = recorded('nothing');
  const observed = observeBlindness(parseTrivyReport(JSON.stringify(report)), {
    log: observeLog(lines),
    traces: HOSTILE,
  });
  expect(observed.length).toBeLessThanOrEqual(102);
  for (const { detail } of observed) {
    expect(detail.length).toBeLessThanOrEqual(600);
    expect(detail).not.toMatch(UNPRINTABLE);
  }
});
