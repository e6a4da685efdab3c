/** After so long without a request a session is over. */
export const IDLE_SECONDS = 12 * 3600;

/** After so long it is over in any case. */
export const SESSION_SECONDS = 7 * 86_400;

/** So long somebody may take at their provider. */
export const SIGN_IN_SECONDS = 600;
