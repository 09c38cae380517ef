/** Image layouts in the workspace of a step. */
import { cp, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { buildLayout } from '@sealift/testing/image-layouts';
import type { Place } from './bundle.ts';

/** One platform with provenance in the folder `layout`, changed afterwards where that is wanted. */
export const layoutIn =
  (
    change: (
      folder: string,
      layout: Awaited<ReturnType<typeof buildLayout>>,
    ) => Promise<void> = async () => {},
    architecture = 'amd64',
  ) =>
  async ({ workspace }: Place): Promise<void> => {
    const layout = await buildLayout(architecture);
    const folder = path.join(workspace, 'layout');
    await cp(layout.directory, folder, { recursive: true });
    await change(folder, layout);
    await rm(layout.directory, { recursive: true });
  };

/** One bit of the image's manifest is another, its length is not. */
export const tampered = layoutIn(async (folder, { image }) => {
  const blob = path.join(folder, 'blobs', 'sha256', image.replace('sha256:', ''));
  const bytes = await readFile(blob);
  bytes[bytes.length - 2] = (bytes[bytes.length - 2] ?? 0) ^ 1;
  await writeFile(blob, bytes);
});

/** An index.json that points to what `mediaType` says. */
export const pointingTo = (mediaType: string) =>
  layoutIn(async (folder, { root }) => {
    const manifests = [{ mediaType, digest: root, size: 1 }];
    await writeFile(path.join(folder, 'index.json'), JSON.stringify({ schemaVersion: 2, manifests }));
  });
