import { LiveDashboard } from '../../src/dashboard/live/live-dashboard.ts'

/** A run with a dashboard that dies of a bug once the screen is taken. */
const dashboard = new LiveDashboard({
  mode: 'replay',
  source: 'file:none',
  displayUrl: 'sqlite:none.db',
  onQuit: () => {
    throw new Error('a bug that nobody catches')
  },
  onInterrupt: () => process.exit(7),
})
process.stderr.write('said while the dashboard was up\n')
dashboard.send({ type: 'log', at: Date.now(), line: 'shown in the log' })
