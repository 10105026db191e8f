#!/usr/bin/env node
import { setFlagsFromString } from 'node:v8'
import { run } from '../src/cli/run.ts'

// Batches are garbage soon after their commit: a young generation that grows to hold them only costs memory, some 40 MB.
setFlagsFromString('--semi-space-growth-factor=1')

await run(process.argv)
