/** Files that are encrypted, whole or in part: an edit would break what was sealed. */
import { configurationFailure, type Failure } from '@sealift/core/failure';
import { fieldOf, textOf } from './fields.ts';
import { nameOf, pathOf, refuse, type ScalarNode, type SourceFile, type TreeNode } from './source-tree.ts';

const WHOLE: readonly (readonly [start: string, what: string])[] = [
  ['$ANSIBLE_VAULT;', 'by ansible-vault'],
  ['-----BEGIN AGE ENCRYPTED FILE-----', 'by age'],
  ['age-encryption.org/v1', 'by age'],
  ['-----BEGIN PGP MESSAGE-----', 'by PGP'],
  ['\u0000GITCRYPT', 'by git-crypt'],
];

/** Why nothing in the file can be read, if so. */
export function encryptedWhole(text: string, file: string): Failure | undefined {
  const found = WHOLE.find(([start]) => text.startsWith(start));
  return found === undefined
    ? undefined
    : configurationFailure({
        code: 'edits/encrypted',
        cause: `${file} is encrypted ${found[1]}, so what it deploys cannot be read.`,
        remedy: 'Keep the tag in a file that is not encrypted.',
        location: { file, line: 1 },
      });
}

/** @throws Failure `edits/encrypted` when a checksum or a seal covers the value, encrypted itself or not */
export function requireUnsealed(source: SourceFile, scalar: ScalarNode): void {
  let root: TreeNode = scalar;
  while (root.parent !== undefined) root = root.parent;
  const what = `"${nameOf(scalar)}"`;
  if (isSealedBySops(root))
    throw refuse(source, scalar, what, {
      code: 'edits/encrypted',
      why: 'is in a file of SOPS, whose checksum covers every value, so that an edit would make it unreadable',
      remedy:
        'Keep the tag in a file that is not encrypted, or encrypt this one with "mac_only_encrypted: true".',
    });
  const kind = root.kind === 'map' ? textOf(fieldOf(root, 'kind')) : '';
  if (kind === 'SealedSecret' && pathOf(scalar).includes('encryptedData'))
    throw refuse(source, scalar, what, {
      code: 'edits/encrypted',
      why: 'is sealed for a SealedSecret',
      remedy: 'Keep the tag in a value that is not sealed.',
    });
}

/** https://getsops.io/docs/#message-authentication-code */
function isSealedBySops(root: TreeNode): boolean {
  if (root.kind !== 'map') return false;
  // In a dotenv file the keys are flat.
  if (textOf(fieldOf(root, 'sops_mac')) !== '')
    return textOf(fieldOf(root, 'sops_mac_only_encrypted')) !== 'true';
  const sops = fieldOf(root, 'sops')?.node;
  if (sops?.kind !== 'map' || fieldOf(sops, 'mac') === undefined) return false;
  return textOf(fieldOf(sops, 'mac_only_encrypted')) !== 'true';
}
