/** How long a service may take to accept connections again when a fault of the verifier's own is mended, in ms. */
export const MEND_DEADLINE_MS = 30_000;
