/** https://docs.github.com/en/actions/reference/limits: jobs of one matrix. */
export const MATRIX_LIMIT = 256;
/** Platforms of one app: each has a job output of its own in the workflow, and those are written down one by one. */
export const MAX_PLATFORMS = 16;
