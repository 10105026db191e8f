export const signIn = {
  title: 'Sign in to Axon',
  key: 'Admin or viewer key',
  keyHint: 'It begins with axk_ and was shown once, when it was made with axon keys create.',
  submit: 'Sign in',
  link: 'Signing in with the link…',
  linkFailed:
    'This link does not work any more: each works once, for a short time. Start the service again for a new one, or use a key.',
}
