/** Node lacks this one function of browsers: an error that is nobody's is thrown where the test runner sees it. */
globalThis.reportError ??= error =>
  setTimeout(() => {
    throw error
  })
