package dev.valence.e2e;

import dev.valence.MainProcess;
import java.net.URI;
import java.util.HashSet;
import java.util.Set;

/** Opens pages in one browser as a person does: the first of an origin by a launch address, all others by what that one was given. */
final class Launcher {
    private final MainProcess main;
    private final Set<String> origins = new HashSet<>();

    Launcher(MainProcess main) {
        this.main = main;
    }

    /**
     * The address by which a page is opened.
     *
     * @param page below that of the main process, or an absolute address, which may be a launch address already
     */
    URI addressOf(String page) {
        URI address = main.address().resolve(page);
        boolean isOfServer = address.getAuthority() != null;
        boolean isLaunched = String.valueOf(address.getFragment()).contains("valence=");
        if (!isOfServer || isLaunched || !origins.add(address.getScheme() + "://" + address.getAuthority())) {
            return address;
        }
        String token = main.launchAddress("").getFragment();
        return URI.create(address + (address.getFragment() == null ? "#" : "&") + token);
    }

    /** Port of the server. */
    int port() {
        return main.address().getPort();
    }
}
