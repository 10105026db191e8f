import { startWebKit } from './drivers/webkit-driver.ts'
import { runCases } from './run-cases.ts'

runCases('webkit', startWebKit)
