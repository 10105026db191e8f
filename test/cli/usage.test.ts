import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Help } from 'commander'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createProgram } from '../../src/cli/program.ts'
import { packageRoot } from '../../src/package-root.ts'
import { axon } from '../axon.ts'
import { runHere } from './run-here.ts'
import { ShopFolder } from './shop-folder.ts'

let folder: ShopFolder
beforeAll(async () => {
  folder = await ShopFolder.create(null)
})
afterAll(() => folder.remove())

describe('wrong usage', () => {
  it.each([
    ['statsu', "axon: unknown command 'statsu' (Did you mean status?)\n(axon --help shows how it is used)\n"],
    [
      'replay f.jsonl --batchsize 3',
      "axon: unknown option '--batchsize' (Did you mean --batch-size?)\n(axon replay --help shows how it is used)\n",
    ],
    [
      'dead-letters lst',
      "axon: unknown command 'lst' (Did you mean list?)\n(axon dead-letters --help shows how it is used)\n",
    ],
    [
      'dead-letters list --al',
      "axon: unknown option '--al' (Did you mean --all?)\n(axon dead-letters list --help shows how it is used)\n",
    ],
    ['replay', "axon: missing required argument 'file'\n(axon replay --help shows how it is used)\n"],
    [
      'replay f.jsonl --batch-size 100001',
      "axon: option '--batch-size <n>' argument '100001' is invalid. It must be an integer from 1 to 100000.\n(axon replay --help shows how it is used)\n",
    ],
    [
      'consume --group=',
      "axon: option '--group <name>' argument '' is invalid. It must not be empty.\n(axon consume --help shows how it is used)\n",
    ],
    [
      'consume --brokers kafka-1:9092,axon:secret@kafka-2:9092',
      "axon: option '--brokers <list>' argument 'kafka-1:***@kafka-2:9092' is invalid. It must be host:port[,host:port…], not \"axon:***@kafka-2:9092\": a login goes into --sasl-username and KAFKA_SASL_PASSWORD.\n(axon consume --help shows how it is used)\n",
    ],
    [
      'consume --dead-letter-topic a/b',
      "axon: option '--dead-letter-topic <name>' argument 'a/b' is invalid. \"a/b\" is no name of a topic.\n(axon consume --help shows how it is used)\n",
    ],
    [
      'consume --topics commands=letters --dead-letter-topic letters',
      'axon: the topic letters is read itself: name another one with --dead-letter-topic, or each dead letter makes the next one\n',
    ],
    [
      'status --database sqlite://shop.db',
      'axon: database URL sqlite://shop.db: write sqlite:PATH, without //\n',
    ],
    [
      'status extra',
      "axon: too many arguments for 'status'. Expected 0 arguments but got 1.\n(axon status --help shows how it is used)\n",
    ],
  ])('`axon %s` ends with 2 and says what would be right', async (line, says) => {
    expect(await folder.axon(line.split(' '))).toEqual({ code: 2, stdout: '', stderr: says })
  })

  it('leaves no database behind', () => {
    expect(existsSync(join(folder.path, 'axon.db'))).toBe(false)
  })

  it('shows the commands when none is named, and ends with 2', async () => {
    const { code, stdout, stderr } = await folder.axon([])
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(stderr).toContain('Commands:')
  })
})

describe('help', async () => {
  const program = await createProgram()
  const commands = program.commands.flatMap((command) => [
    command.name(),
    ...command.commands.map((child) => `${command.name()} ${child.name()}`),
  ])

  it('describes every command, with examples, on standard output', async () => {
    for (const command of commands) {
      const { code, stdout, stderr } = await runHere([...command.split(' '), '--help'])
      expect({ command, code, stderr }).toEqual({ command, code: 0, stderr: '' })
      expect(stdout).toContain(`Usage: axon ${command}`)
      expect(stdout).toMatch(new RegExp(`Examples:\n(.*\n)*.*axon ${command}`))
    }
  })

  it('groups the many options of serve', () => {
    const serve = program.commands.find((command) => command.name() === 'serve')!
    const ungrouped = serve.options.filter(
      ({ helpGroupHeading = 'Options:' }) => helpGroupHeading === 'Options:',
    )
    expect(ungrouped.map(({ long }) => long)).toEqual(['--verbose'])
  })

  it('names every command and the exit codes', async () => {
    const { code, stdout } = await axon(['--help'])
    expect(code).toBe(0)
    for (const command of program.commands)
      expect(stdout).toContain(`\n  ${new Help().subcommandTerm(command)} `)
    expect(stdout).toContain('Exit codes: 0 done, 1 failed, 2 wrong usage, 130/143')
  })

  it('prints the version', async () => {
    const { version } = JSON.parse(readFileSync(join(packageRoot, 'package.json'), 'utf8')) as {
      version: string
    }
    expect(await axon(['--version'])).toEqual({ code: 0, stdout: `${version}\n`, stderr: '' })
  })
})
