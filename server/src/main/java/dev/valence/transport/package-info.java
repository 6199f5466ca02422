/** Jetty and nothing else: the WebSocket, the HTTP call endpoint, pages with their headers, and who may come in. */
@NullMarked
package dev.valence.transport;

import org.jspecify.annotations.NullMarked;
