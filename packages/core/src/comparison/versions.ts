/** Which of two versions is the newer one, where the rules of the package manager at hand are known well enough. */

/**
 * @param type of the package URL
 * @returns below, at or above zero; undefined when they cannot be ordered
 */
export function compareVersions(type: string, a: string, b: string): number | undefined {
  if (a === b) return 0;
  if (type === 'deb') return debian(a, b);
  if (type === 'rpm') return /[\^~]/.test(a + b) ? undefined : debian(a, b);
  if (type === 'apk') return alpine(a, b);
  return semantic(a, b, PRERELEASES.has(type));
}

/** Where a suffix behind `-` means "before the release"; elsewhere (`33.0-jre`) it may mean anything. */
const PRERELEASES = new Set(['npm', 'golang', 'cargo', 'nuget', 'composer', 'pub', 'swift', 'github']);

/** `[epoch:]upstream[-revision]`. https://www.debian.org/doc/debian-policy/ch-controlfields.html#version */
function debian(a: string, b: string): number {
  const parts = (version: string) => {
    const [, epoch = '0', rest = version] = /^(\d+):(.*)$/s.exec(version) ?? [];
    const hyphen = rest.lastIndexOf('-');
    return hyphen === -1 ? [epoch, rest, '0'] : [epoch, rest.slice(0, hyphen), rest.slice(hyphen + 1)];
  };
  const [left, right] = [parts(a), parts(b)];
  for (let at = 0; at < 3; at += 1) {
    const result = alternating(left[at] ?? '', right[at] ?? '');
    if (result !== 0) return result;
  }
  return 0;
}

/** Runs of other characters and of digits in turn: `~` before the end, the end before letters, letters before the rest. */
function alternating(a: string, b: string): number {
  const [left, right] = [a, b].map((text) => text.match(/\d+|\D+/g) ?? []);
  const runs = (list: readonly string[] | undefined) =>
    /^\d/.test(list?.[0] ?? '') ? ['', ...(list ?? [])] : (list ?? []);
  const [x, y] = [runs(left), runs(right)];
  for (let at = 0; at < Math.max(x.length, y.length); at += 1) {
    const [p, q] = [x[at] ?? '', y[at] ?? ''];
    const result = at % 2 === 0 ? letters(p, q) : digits(p || '0', q || '0');
    if (result !== 0) return result;
  }
  return 0;
}

function letters(a: string, b: string): number {
  const weight = (character: string | undefined) =>
    character === '~'
      ? -1
      : character === undefined
        ? 0
        : /[a-zA-Z]/.test(character)
          ? character.charCodeAt(0)
          : character.charCodeAt(0) + 256;
  for (let at = 0; at < Math.max(a.length, b.length); at += 1) {
    const result = weight(a[at]) - weight(b[at]);
    if (result !== 0) return result;
  }
  return 0;
}

/** Of any length: dates and hashes need not fit a number. */
function digits(a: string, b: string): number {
  const [x, y] = [a.replace(/^0+/, ''), b.replace(/^0+/, '')];
  return x.length - y.length || (x < y ? -1 : x > y ? 1 : 0);
}

/** `1.2.3[a][-r4]`; the suffixes `_alpha` to `_p` are rare enough not to be guessed. */
function alpine(a: string, b: string): number | undefined {
  const [x, y] = [a, b].map((text) => /^(\d+(?:\.\d+)*)([a-z]?)(?:-r(\d+))?$/.exec(text));
  if (!x || !y) return undefined;
  return (
    dotted(x[1] ?? '', y[1] ?? '') || letters(x[2] ?? '', y[2] ?? '') || digits(x[3] ?? '0', y[3] ?? '0')
  );
}

/** https://semver.org/#spec-item-11, with any number of parts. */
function semantic(a: string, b: string, prereleases: boolean): number | undefined {
  const [x, y] = [a, b].map((text) =>
    /^[vV]?(\d+(?:\.\d+)*)(?:-([0-9A-Za-z.-]+))?(?:\+[0-9A-Za-z.-]+)?$/.exec(text),
  );
  if (!x || !y) return undefined;
  const main = dotted(x[1] ?? '', y[1] ?? '');
  if (main !== 0) return main;
  const [p, q] = [x[2], y[2]];
  // Equal but for the build metadata.
  if (p === q) return undefined;
  if (!prereleases) return undefined;
  if (p === undefined || q === undefined) return p === undefined ? 1 : -1;
  return prerelease(p.split('.'), q.split('.'));
}

function prerelease(a: readonly string[], b: readonly string[]): number {
  for (let at = 0; at < Math.max(a.length, b.length); at += 1) {
    const [p, q] = [a[at], b[at]];
    if (p === undefined || q === undefined) return p === undefined ? -1 : 1;
    const [pn, qn] = [/^\d+$/.test(p), /^\d+$/.test(q)];
    const result = pn && qn ? digits(p, q) : pn !== qn ? (pn ? -1 : 1) : p < q ? -1 : p > q ? 1 : 0;
    if (result !== 0) return result;
  }
  return 0;
}

function dotted(a: string, b: string): number {
  const [x, y] = [a.split('.'), b.split('.')];
  for (let at = 0; at < Math.max(x.length, y.length); at += 1) {
    const result = digits(x[at] ?? '0', y[at] ?? '0');
    if (result !== 0) return result;
  }
  return 0;
}
