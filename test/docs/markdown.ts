import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { packageRoot } from '../../src/package-root.ts'

export interface CodeBlock {
  /** What stands after the three ticks: `json file=shop.json`. */
  readonly info: string
  readonly code: string
}

/** A page of the docs, taken apart. */
export class Markdown {
  readonly text: string

  constructor(text: string) {
    this.text = text
  }

  /** `page`: its path in the repository. */
  static of(page: string): Markdown {
    return new Markdown(readFileSync(join(packageRoot, page), 'utf8'))
  }

  /** What stands under a heading, up to the next one of its level or above. @throws Error if there is none. */
  section(title: string): Markdown {
    const lines = this.text.split('\n')
    const start = lines.findIndex((line) => /^#+ /.test(line) && line.replace(/^#+ /, '') === title)
    if (start === -1) throw new Error(`there is no section ${title}`)
    const level = lines[start]!.indexOf(' ')
    const length = lines.slice(start + 1).findIndex((line) => /^#+ /.test(line) && line.indexOf(' ') <= level)
    return new Markdown(lines.slice(start + 1, length === -1 ? undefined : start + 1 + length).join('\n'))
  }

  get codeBlocks(): CodeBlock[] {
    const blocks = this.text.matchAll(/^```(.+)\n([\s\S]*?)^```/gm)
    return [...blocks].map(([, info = '', code = '']) => ({ info, code }))
  }

  /** The code of the first block with this info. @throws Error if there is none. */
  code(info: string): string {
    const block = this.codeBlocks.find((block) => block.info === info)
    if (!block) throw new Error(`there is no block ${info}`)
    return block.code
  }

  /** The rows of all tables, as cells; without heads. */
  get rows(): string[][] {
    const tables = this.text.matchAll(/^\|[ -]+(?:\|[ :-]+)+\|\n((?:\|.*\n?)*)/gm)
    return [...tables].flatMap(([, body = '']) => body.trimEnd().split('\n').map(cellsOf))
  }
}

const cellsOf = (line: string): string[] =>
  line
    .slice(1, -1)
    .split('|')
    .map((cell) => cell.trim())

/** What stands between backticks. */
export const quotedIn = (text: string): string[] => [...text.matchAll(/`([^`]+)`/g)].map((match) => match[1]!)
