package dev.valence.transport;

import java.nio.file.Path;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/** The server's key for {@code https} and {@code wss}. It is read when the server starts. */
public final class Tls {
    private final Supplier<SslContextFactory.Server> factory;

    private Tls(Supplier<SslContextFactory.Server> factory) {
        this.factory = factory;
    }

    /**
     * A key in a file.
     *
     * @param password of the file and of the key in it; asked for when the server starts
     */
    public static Tls ofKeyStore(Path keyStore, Supplier<char[]> password) {
        return new Tls(() -> {
            SslContextFactory.Server factory = new SslContextFactory.Server();
            factory.setKeyStorePath(keyStore.toAbsolutePath().toString());
            factory.setKeyStorePassword(new String(password.get()));
            return factory;
        });
    }

    /** @param asksForCertificate whether clients are asked who they are; the trust managers of {@code context} judge what they show */
    public static Tls ofContext(SSLContext context, boolean asksForCertificate) {
        return new Tls(() -> {
            SslContextFactory.Server factory = new SslContextFactory.Server();
            factory.setSslContext(context);
            factory.setWantClientAuth(asksForCertificate);
            return factory;
        });
    }

    SslContextFactory.Server factory() {
        return factory.get();
    }
}
