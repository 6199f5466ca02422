// coincident's own worker: its main side speaks first, so its listener has to be there first.
import 'coincident/worker'
import './worker.js'
