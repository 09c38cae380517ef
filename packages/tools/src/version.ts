/** The first version number in what a tool prints about itself, without a leading "v" and without suffixes. */
export const versionIn = (text: string): string | undefined =>
  /(?:^|[\s:])v?([0-9]+\.[0-9]+\.[0-9]+)(?![0-9.])/.exec(text)?.[1];

/** Negative when `a` is older than `b`. Numbers between dots; missing ones are 0. */
export function compareVersions(a: string, b: string): number {
  const left = a.split('.').map(Number);
  const right = b.split('.').map(Number);
  for (let index = 0; index < Math.max(left.length, right.length); index += 1) {
    const difference = (left[index] ?? 0) - (right[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
