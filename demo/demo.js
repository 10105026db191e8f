/** The shop page of `axon serve --dev`: plain, and talks to the same routes as a shop's own page would. */
import './page.js'
import './routes.js'
import './behaviors.js'
import './sale.js'
