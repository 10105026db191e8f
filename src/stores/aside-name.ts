/**
 * The source name under which rows are kept that other messages have taken the place of: a file that was changed, or a topic that
 * was made anew, is read again. One name per source and transaction (`at`, epoch ms).
 */
export const asideName = (source: string, at: number): string => `${source}#${new Date(at).toISOString()}`
