/** What a file says is deployed. */
import { failedWith } from '@sealift/core/failure';
import { readDeployed } from '@sealift/deploy/edits/edit-file';
import { parseSource } from '@sealift/deploy/edits/parse-source';
import type { EDIT_REFUSALS } from '@sealift/deploy/failure-codes';
import { desiredImage, type Target } from '@sealift/deploy/targets/target';
import type { Deployed } from './images.ts';

/**
 * @param unsaid codes under which the text says nothing of the app
 * @throws Failure `edits/…` of any other code
 */
export async function deployedIn(
  text: string,
  target: Target,
  unsaid: readonly (typeof EDIT_REFUSALS)[number][],
): Promise<Deployed | undefined> {
  try {
    const desired = [desiredImage(target)];
    return readDeployed(await parseSource(text, target.file, desired), desired).get(target.app);
  } catch (failure) {
    if (failedWith(failure, ...unsaid)) return undefined;
    throw failure;
  }
}
