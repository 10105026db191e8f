import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { generateMessages, generateSeed } from '../fixtures/generate.ts'
import { writeLines } from '../fixtures/write-lines.ts'

export interface GeneratedSale {
  readonly seedFile: string
  readonly messagesFile: string
}

/** Commands of random users: what costs a database most, since they touch its indexes everywhere. */
export async function generatedSale(
  folder: string,
  messages: number,
  { users = messages, activities = 20 }: { readonly users?: number; readonly activities?: number } = {},
): Promise<GeneratedSale> {
  const options = { messages, users, activities, seed: 1, commandsOnly: true, uniform: true }
  const name = `${messages}-${users}-${activities}`
  const seedFile = join(folder, `shop-${name}.json`)
  const messagesFile = join(folder, `sale-${name}.jsonl`)
  await writeFile(seedFile, JSON.stringify(generateSeed(options)))
  await writeLines(generateMessages(options), messagesFile)
  return { seedFile, messagesFile }
}
