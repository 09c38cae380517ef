/** Whether a path names a file inside a repository: GitHub would take the others for other ones, or refuse them late. */
export const isRepositoryFile = (path: string): boolean =>
  !path.startsWith('/') &&
  !path.includes('\\') &&
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it refuses.
  !/[\u0000-\u001f\u007f]/.test(path) &&
  path
    .split('/')
    .every((name) => name !== '' && name !== '.' && name !== '..' && name.toLowerCase() !== '.git');
