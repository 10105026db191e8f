import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Command } from 'commander'
import { describe, expect, it } from 'vitest'
import { createProgram } from '../../src/cli/program.ts'
import { packageRoot } from '../../src/package-root.ts'

/** What people type; what follows a `#` is a comment. */
function commandLinesOf(guide: string): string[] {
  return [...guide.matchAll(/```sh\n([\s\S]*?)```/g)]
    .flatMap((match) => match[1]!.replaceAll('\\\n', ' ').split('\n'))
    .map((line) => line.replace(/\s#.*$/, '').trim())
    .filter((line) => line !== '' && !line.startsWith('export '))
}

/** Instead of what the commands do. */
function withoutActions(command: Command): Command {
  if (command.commands.length === 0) command.action(() => {})
  for (const child of command.commands) withoutActions(child)
  command.configureOutput({ writeErr: () => {}, writeOut: () => {} })
  return command
}

describe.each([
  ['docs/production.md', 10],
  ['docs/serve.md', 8],
  ['docs/admin.md', 5],
])('%s', (page, least) => {
  const guide = readFileSync(join(packageRoot, page), 'utf8')
  const commandLines = commandLinesOf(guide)

  it('has examples', () => {
    expect(commandLines.length).toBeGreaterThan(least)
  })

  it.each(commandLines)('%s', async (line) => {
    const [program, ...args] = line.split(/\s+/)
    expect(program).toBe('axon')
    await expect(
      withoutActions(await createProgram()).parseAsync(args, { from: 'user' }),
    ).resolves.toBeDefined()
  })

  it('names no option that does not exist', async () => {
    const optionsOf = (command: Command): string[] => [
      ...command.options.map(({ long }) => long ?? ''),
      ...command.commands.flatMap(optionsOf),
    ]
    const known = new Set(optionsOf(await createProgram()))
    const prose = guide.replace(/```(text|yaml)[\s\S]*?```/g, '')
    const named = new Set(prose.match(/(?<![\w-])--[a-z][a-z-]+/g) ?? [])
    expect([...named].filter((option) => !known.has(option))).toEqual([])
  })
})
