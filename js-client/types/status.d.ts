/**
 * `<valence-status>`: tells people what becomes of the session of their page. It shows nothing while all is well. Made by
 * `<script src="/valence/status.js">`.
 *
 * Attributes of the names of the events and `reload` have other texts in place of the English ones. Parts for `::part`: `bar`, `text`,
 * `reload`. Custom properties: `--valence-status-font`, `-color`, `-background`, `-good`, `-bad`, `-radius`.
 */
export interface ValenceStatus extends HTMLElement {
  /** What is shown, as the attribute `status`, for style sheets: 'well', 'disconnected', 'resumed' or 'session-lost'. */
  getAttribute(name: 'status'): 'well' | 'disconnected' | 'resumed' | 'session-lost'
  getAttribute(name: string): string | null
}

declare global {
  interface HTMLElementTagNameMap {
    readonly 'valence-status': ValenceStatus
  }
}
