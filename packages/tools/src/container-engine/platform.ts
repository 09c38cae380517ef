import { formatPlatform, normalizePlatform } from '@sealift/core/image/platform';

const ARCHITECTURES: Readonly<Record<string, string>> = { x64: 'amd64', ia32: '386' };

/** What containers of this machine run as: `linux/amd64`. */
export const hostPlatform = (architecture: string = process.arch): string =>
  formatPlatform(
    normalizePlatform({ os: 'linux', architecture: ARCHITECTURES[architecture] ?? architecture }),
  );
