/** What the service answers, by its code; what has none here is shown as the service says it. */
export const problems = {
  UNREACHABLE: 'The service can’t be reached. Nothing was changed, as far as this page knows.',
  UNAUTHENTICATED: 'You are not signed in any more.',
  SESSION_ENDED: 'Your session has ended. Sign in again; what you wrote is kept.',
  INVALID_KEY: 'This key does not open the admin page.',
  FORBIDDEN: 'This key may not do that.',
  CSRF: 'The page is older than your session. Load it again.',
  TOO_MANY_REQUESTS: 'Too many attempts. Wait a minute, then try again.',
  UNAVAILABLE: 'The database does not answer at the moment. Nothing was changed; try again.',
  NOT_FOUND: 'It is not there (any more).',
  REFUSED: 'It can’t be saved like this: see the fields marked below.',
  CHANGED_MEANWHILE: 'Somebody else saved it meanwhile.',
  NO_ENTRY: 'This user has not asked for this activity.',
}
