/** Files by which an image shows that a package manager was at work in it, whether or not its database is still there. */

/**
 * - `release`: a distribution says its name
 * - `packages`: a package database, or a program that reads one
 */
export type PackageTrace = 'release' | 'packages';

const RELEASE = /^(?:etc|usr\/lib)\/(?:os-release|[\w-]+-release|debian_version)$/;
const DATABASE =
  /^(?:var\/lib\/(?:dpkg|rpm|pacman|xbps|opkg|portage)|(?:usr\/)?lib\/(?:apk\/db|opkg|sysimage\/rpm|rpm)|usr\/share\/rpm|var\/db\/(?:pkg|xbps)|nix\/(?:store|var\/nix)|gnu\/store|etc\/(?:apt|apk|yum\.repos\.d|zypp|pacman\.d))\/./;
const PROGRAM =
  /^(?:usr\/(?:local\/)?)?s?bin\/(?:dpkg|apt|apt-get|apk|rpm|dnf5?|microdnf|tdnf|yum|zypper|pacman|emerge|xbps-install|opkg|nix-env|guix|swupd)$/;

/** @param path in a layer, without a leading slash; what a layer deletes is a trace as well */
export function traceOf(path: string): PackageTrace | undefined {
  const plain = path.replace(/^\/+/, '').replace(/(^|\/)\.wh\.(?!\.wh\.)/, '$1');
  if (RELEASE.test(plain)) return 'release';
  return DATABASE.test(plain) || PROGRAM.test(plain) ? 'packages' : undefined;
}

/** Distributions that name themselves and install no packages. */
const WITHOUT_PACKAGES = new Set(['buildroot', 'busybox', 'cos', 'flatcar', 'talos']);

/**
 * Whether a distribution has a package manager, as far as its name tells: unknown ones have.
 * @param osRelease content of etc/os-release. https://www.freedesktop.org/software/systemd/man/latest/os-release.html
 */
export function hasPackageManager(osRelease: string): boolean {
  const id = osRelease
    .split('\n')
    .find((line) => line.startsWith('ID='))
    ?.slice('ID='.length)
    .replace(/["'\r]/g, '')
    .trim()
    .toLowerCase();
  return !WITHOUT_PACKAGES.has(id ?? '');
}
