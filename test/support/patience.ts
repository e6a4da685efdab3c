/**
 * How long a test waits for what is done in a moment on an idle machine: far more than a busy one takes, far less than
 * what would be waited for otherwise. How long things take is measured (`bench/`), for machines are noisy.
 */
export const SOON_MS = 12_000;
