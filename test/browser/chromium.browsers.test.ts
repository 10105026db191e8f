import { startChromium } from './drivers/chromium-driver.ts'
import { runCases } from './run-cases.ts'
import { FOREIGN_HOSTS } from './shop/foreign-hosts.ts'

runCases('chromium', () => startChromium(FOREIGN_HOSTS))
