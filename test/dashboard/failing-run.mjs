import { LiveDashboard } from '../../dist/src/dashboard/live/live-dashboard.js'

/** A run with a dashboard that dies of a bug (on q), or ends by itself (on Ctrl-C), while the dashboard has the screen. */
const dashboard = new LiveDashboard({
  mode: 'replay',
  source: 'file:none',
  displayUrl: 'sqlite:none.db',
  onQuit: () => {
    process.stderr.write('said while the dashboard was up\n')
    throw new Error('a bug that nobody catches')
  },
  onInterrupt: () => process.exit(7),
})
dashboard.send({ type: 'log', at: Date.now(), line: 'shown in the log' })
