/** Bytes of all headers of one answer. Some registries send more than 20 KB; Node's own limit is 16 KiB. */
export const MAX_HEADER_SIZE = 64 * 1024;
