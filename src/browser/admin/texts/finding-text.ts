import type { Language } from './language.ts'

type Findings = readonly (readonly [said: RegExp, own: string])[]

const LOADERS: Partial<Record<Language, () => Promise<Findings>>> = {
  ko: async () => {
    const [{ findings }, { rules }] = await Promise.all([import('./ko/findings.ts'), import('./ko/rules.ts')])
    return [...findings, ...rules]
  },
}

let known: Findings = []

/** The rules of definitions speak English: what they find is told in this language from now on. */
export async function tellFindingsIn(language: Language): Promise<void> {
  known = (await LOADERS[language]?.()) ?? []
}

/** What is wrong with a field, in the language of the page; as the service says it where nobody translated it. */
export function findingText(message: string): string {
  for (const [said, own] of known) {
    const found = said.exec(message)
    if (found) return own.replace(/\$(\d)/g, (_, group: string) => found[Number(group)] ?? '')
  }
  return message
}
