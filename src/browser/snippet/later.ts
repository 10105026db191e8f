import { safely } from './safely.ts'

export const later = (ms: number, work: () => void): void => void setTimeout(safely(work), ms)
