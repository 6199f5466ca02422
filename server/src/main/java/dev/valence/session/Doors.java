package dev.valence.session;

import java.util.concurrent.Semaphore;

/** How many requests and sockets of one page there may be at a time. Safe for any thread. */
public final class Doors {
    /** Sockets by which a page only sends, beside the one by which it is answered. It needs one. */
    static final int FURTHER_SOCKETS = 4;

    private final Semaphore requests;
    private final Semaphore sockets = new Semaphore(FURTHER_SOCKETS);

    /** @param requests by HTTP, those that are parked among them */
    Doors(int requests) {
        this.requests = new Semaphore(requests);
    }

    /** Admits an HTTP request; false where there are as many as may be. */
    public boolean enter() {
        return requests.tryAcquire();
    }

    /** An HTTP request that was admitted is answered. */
    public void leave() {
        requests.release();
    }

    /** Admits a socket by which the page only sends; false where there are as many as may be. */
    public boolean enterSocket() {
        return sockets.tryAcquire();
    }

    /** A socket that was admitted is closed. */
    public void leaveSocket() {
        sockets.release();
    }
}
