export const signIn = {
  title: 'Sign in to Axon',
  key: 'Admin or viewer key',
  keyHint:
    'It begins with axk_ and was shown once, when it was made: axon keys create --name me --role admin',
  submit: 'Sign in',
  link: 'Signing in with the link…',
  linkFailed:
    'This link does not work any more: each works once, for a short time. Start axon serve --dev again, or use a key.',
}
