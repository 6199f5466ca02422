package dev.valence.session;

import dev.valence.api.RemoteFunction;

/** What every Java object that stands for a page function implements, so that it can be sent home. Not for applications. */
public interface OwnedFunction extends RemoteFunction {
    /** The id that the page has its function by. */
    long callbackId();
}
