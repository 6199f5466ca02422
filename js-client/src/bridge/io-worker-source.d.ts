/** The bundled text of `io-worker.ts`; the build makes it. */
declare module 'io-worker:source' {
  export const ioWorkerSource: string
}
