/** Whether Kafka takes it as the name of a topic. */
export const isTopicName = (name: string): boolean => /^(?!\.{1,2}$)[A-Za-z0-9._-]{1,249}$/.test(name)
