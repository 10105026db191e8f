import type { Message, MessageKind } from '../../messages/message.ts'

/** Where a message goes: the topic of its kind, under its key (CONTRACT §1). */
export interface MessageAddress {
  readonly kind: MessageKind
  readonly key: string | null
}

/** Commands are keyed by `campaignActivityId`, occurrence requests by `userId`, if they have one. */
export function messageAddress(message: Message): MessageAddress {
  if (message.kind === 'command') return { kind: 'command', key: String(message.campaignActivityId) }
  return { kind: 'occurrence', key: message.userId === null ? null : String(message.userId) }
}
