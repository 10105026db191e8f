/** Campaign-activity commands, keyed by `campaignActivityId` (CONTRACT §1). */
export const COMMAND_TOPIC = 'axon.campaign-activity.command'

/** Event-occurrence requests, keyed by `userId` (CONTRACT §1). */
export const OCCURRENCE_TOPIC = 'axon.event.occurrence'

/** Behaviours, keyed by user or anonymous id (CONTRACT §15). */
export const BEHAVIOR_TOPIC = 'axon.behavior.log'
