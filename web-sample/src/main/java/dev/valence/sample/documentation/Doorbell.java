package dev.valence.sample.documentation;

import dev.valence.api.EventEmitter;
import dev.valence.api.Exposed;

/** Module {@code ./doorbell}: emits {@code ring} to whoever listens, in whichever page. */
@Exposed
public final class Doorbell extends EventEmitter {

    /** @return whether anyone listens */
    public boolean ring() {
        return emit("ring", "ding dong");
    }
}
