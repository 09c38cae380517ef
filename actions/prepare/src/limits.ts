/** Bytes, unpacked. The build job has one disk of 14 GB, and the image comes on top. */
export const MAX_TOTAL_SIZE = 2 * 1024 ** 3;
export const MAX_FILES = 20_000;
/** The only entry of the artifact. */
export const ARCHIVE = 'prepared.tar';
