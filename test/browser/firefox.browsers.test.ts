import { startFirefox } from './drivers/firefox-driver.ts'
import { runCases } from './run-cases.ts'
import { FOREIGN_HOSTS } from './shop/foreign-hosts.ts'

runCases('firefox', () => startFirefox(FOREIGN_HOSTS))
