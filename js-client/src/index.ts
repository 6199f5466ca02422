/** The ES module. It is loaded when the session is open, and shares the session of the classic script if that was there first. */
import { start } from './start.ts'

const valence = start(import.meta.url)
await valence.ready

export const { remote, require, errors } = valence
export const {
  RemoteError,
  SessionLostError,
  NotAdmittedError,
  DeadlineError,
  StaleReferenceError,
  NotSupportedError,
  MarshalError,
  NotExposedError,
  DeadlockError,
  NoSuchModuleError,
  NoSuchMemberError,
  NoMatchError,
  SequenceError,
  LimitError,
  NotPermittedError,
  BridgeError,
} = errors
