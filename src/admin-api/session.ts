import { type Static, Type } from 'typebox'
import { Id, nullable, oneOf } from './forms.ts'

export const SignIn = Type.Object(
  {
    key: Type.Optional(
      Type.String({ maxLength: 200, description: 'An API key of the role admin or viewer.' }),
    ),
    once: Type.Optional(
      Type.String({ maxLength: 200, description: 'What the link on the terminal has; it counts once.' }),
    ),
  },
  { additionalProperties: false },
)
export type SignIn = Static<typeof SignIn>

/** Who is signed in. */
export const SessionView = Type.Object({
  keyId: nullable(Id),
  name: Type.String(),
  role: oneOf(['admin', 'viewer']),
  csrfToken: Type.String({ description: 'For the header X-CSRF-Token of whatever changes something.' }),
  expiresAt: Type.String({ format: 'date-time', description: 'Unless it is used before.' }),
})
export type SessionView = Static<typeof SessionView>
