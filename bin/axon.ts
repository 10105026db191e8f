#!/usr/bin/env node
import { endSoon } from '../src/cli/end-soon.ts'
import { run } from '../src/cli/run.ts'

await run(process.argv)
endSoon()
