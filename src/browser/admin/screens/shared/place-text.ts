import type { MessagePlace } from '../../../../domain/message-place.ts'

/** `kafka:axon.campaign-activity.command 0:17` */
export const placeText = ({ source, partition, offset }: MessagePlace): string =>
  `${source} ${partition}:${offset}`
