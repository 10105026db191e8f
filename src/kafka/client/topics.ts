/** Campaign-activity commands, keyed by `campaignActivityId` (CONTRACT §1). */
export const COMMAND_TOPIC = 'axon.campaign-activity.command'

/** Event-occurrence requests, keyed by `userId` (CONTRACT §1). */
export const OCCURRENCE_TOPIC = 'axon.event.occurrence'
