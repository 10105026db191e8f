import type { MessageKind } from '../../messages/message.ts'

/** Campaign-activity commands, keyed by `campaignActivityId` (CONTRACT §1). */
export const COMMAND_TOPIC = 'axon.campaign-activity.command'

/** Event-occurrence requests, keyed by `userId` (CONTRACT §1). */
export const OCCURRENCE_TOPIC = 'axon.event.occurrence'

export const topicOf = (kind: MessageKind): string => (kind === 'command' ? COMMAND_TOPIC : OCCURRENCE_TOPIC)
