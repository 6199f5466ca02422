package dev.valence.chromium;

import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * What is said to one page over DevTools. Pages answer when they can, and one that waits for Java cannot: nobody waits here.
 *
 * @param id of the DevTools session
 * @param target id of the page, and of the frame of its top document
 */
record PageSession(DevToolsPipe pipe, String id, String target) {
    /** As {@link DevToolsPipe#send}. */
    CompletableFuture<Fields> send(String method, Map<String, ?> params) {
        return pipe.send(id, method, params);
    }

    /** As {@link DevToolsPipe#tell}. */
    void tell(String method, Map<String, ?> params) {
        pipe.tell(id, method, params);
    }

    /** Sends what the browser's own process answers, and waits. */
    Fields askBrowser(String method, Map<String, ?> params) {
        return pipe.ask(null, method, params);
    }

    /** Fails what the page was asked and will not answer any more. */
    void fail(String reason) {
        pipe.fail(id, reason);
    }
}
