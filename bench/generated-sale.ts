import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type GenerateOptions, generateMessages, generateSeed } from '../fixtures/generate.ts'
import { writeLines } from '../fixtures/write-lines.ts'

export interface GeneratedSale {
  readonly messages: number
  readonly seedFile: string
  readonly messagesFile: string
}

/** Commands of random users: what costs a database most, since they touch its indexes everywhere; unless `more` wants others. */
export async function generatedSale(
  folder: string,
  messages: number,
  more: Partial<GenerateOptions> = {},
): Promise<GeneratedSale> {
  const options = {
    ...{ messages, users: messages, activities: 20, seed: 1, commandsOnly: true, uniform: true },
    ...more,
  }
  const name = `${messages}-${options.users}-${options.activities}`
  const seedFile = join(folder, `shop-${name}.json`)
  const messagesFile = join(folder, `sale-${name}.jsonl`)
  await writeFile(seedFile, JSON.stringify(generateSeed(options)))
  await writeLines(generateMessages(options), messagesFile)
  return { messages, seedFile, messagesFile }
}
