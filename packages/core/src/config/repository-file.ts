/** Whether a path names a file inside a repository: GitHub would take the others for other ones, or refuse them late. */
export const isRepositoryFile = (path: string): boolean =>
  !path.startsWith('/') &&
  !path.includes('\\') &&
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it refuses.
  !/[\u0000-\u001f\u007f]/.test(path) &&
  path
    .split('/')
    .every((name) => name !== '' && name !== '.' && name !== '..' && name.toLowerCase() !== '.git');

/**
 * Whether a path is, on any file system that somebody checks it out to, one of the files that say who may change a
 * repository or what runs when it is changed: `.github/`, `.gitmodules` and whatever else begins with `.git`,
 * `CODEOWNERS` wherever it lies, `.sealift.yml`. No deployment is in them, so that nothing of ours ever writes there.
 */
export const isGuardedFile = (path: string): boolean =>
  path.split('/').some((name) => {
    const plain = asOnDisk(name);
    return GUARDED.some((pattern) => pattern.test(plain));
  });

const GUARDED = [
  /^\.git/,
  /^codeowners$/,
  /^\.sealift\.ya?ml$/,
  // Short names of Windows.
  /^(?:git|github|gi|codeow|co|sealif|se)[0-9a-f]*~[0-9]+/,
];

/**
 * The most that file systems make of a name: letters without case and compatible forms alike (APFS), characters that are
 * not seen left out (HFS+), dots and spaces at the end and streams left off (NTFS).
 */
function asOnDisk(name: string): string {
  const [file = ''] = name
    .normalize('NFKC')
    .replace(/\p{Default_Ignorable_Code_Point}/gu, '')
    .split(':', 1);
  return file
    .toLowerCase()
    .replace(/[. ]+$/, '')
    .replace(/^ +/, '');
}
