import type { References } from '../registry/references.ts'

/** Bytes of a piece, at most. While the page has one, the next one is on its way. */
export const PIECE_BYTES = 256 * 1024

export type Piece = Uint8Array<ArrayBuffer>

/** Asks Java for the next piece of a stream, in the background; undefined at its end. */
export type ReadPiece = (id: number, most: number) => Promise<Piece | undefined>

/**
 * The stream of the page for one of Java's. It asks for nothing before somebody reads it, and for one piece more than was read from then
 * on. Java closes its own when this one has ended, was cancelled, or was collected.
 */
export function remoteStream(
  id: number,
  n: number,
  references: References,
  read: ReadPiece,
): ReadableStream<Piece> {
  return references.receive(id, n, () => {
    let ahead: Promise<Piece | undefined> | undefined
    const ask = (): Promise<Piece | undefined> => {
      const piece = read(id, PIECE_BYTES)
      // Where it fails, whoever reads next is told.
      piece.catch(() => undefined)
      return piece
    }
    let isOver = false
    const close = (): void => {
      isOver = true
      references.release(stream)
    }
    const source: UnderlyingByteSource = {
      type: 'bytes',
      async pull(controller) {
        try {
          const piece = await (ahead ?? ask())
          if (isOver) return
          ahead = piece && ask()
          if (piece !== undefined) return controller.enqueue(piece)
        } catch (error) {
          close()
          throw error
        }
        close()
        controller.close()
        // Whoever reads into a buffer of its own waits for this one.
        controller.byobRequest?.respond(0)
      },
      cancel: close,
    }
    const stream = new ReadableStream(source, { highWaterMark: 0 })
    return stream
  })
}
