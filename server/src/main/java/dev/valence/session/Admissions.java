package dev.valence.session;

import dev.valence.api.NotAdmittedException;
import dev.valence.protocol.OpenPage;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiPredicate;
import java.util.function.LongSupplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Who may open a session: a page in a window of our own, whoever has a launch token or an admission, and whom the application's
 * authentication knows. A port of this machine is open to all its users and programs; they are kept out here. Safe for any thread.
 *
 * <p>A <em>launch token</em> is good for one session that is opened soon. An <em>admission</em> is what the first session of an origin gets for
 * it: good for all later ones of that origin, as long as this process lives.
 */
public final class Admissions {
    private static final int BYTES = 32;
    private static final String HMAC = "HmacSHA256";

    private final SecureRandom random = new SecureRandom();
    private final byte[] key = bytes();
    private final boolean admitsAnyone;
    private final Duration life;
    private final BiPredicate<OpenPage.WindowKey, Visitor> isOurs;
    private final LongSupplier clock;
    /** Each token by the hash of it: what a token is cannot be learnt from how long it takes to be found wrong. */
    private final Map<String, Token> tokens = new HashMap<>();

    /**
     * @param life of a token
     * @param isOurs whether there is such a window, with such a key for pages like the visitor's
     * @param clock in nanoseconds
     */
    public Admissions(Duration life, BiPredicate<OpenPage.WindowKey, Visitor> isOurs, LongSupplier clock) {
        this(false, life, isOurs, clock);
    }

    private Admissions(
            boolean admitsAnyone, Duration life, BiPredicate<OpenPage.WindowKey, Visitor> isOurs, LongSupplier clock) {
        this.admitsAnyone = admitsAnyone;
        this.life = life;
        this.isOurs = isOurs;
        this.clock = clock;
    }

    /** Admits whoever comes. */
    public static Admissions ofAnyone() {
        return new Admissions(true, Duration.ZERO, (window, visitor) -> true, () -> 0);
    }

    /**
     * @param origin whose pages it is for; null for anyone
     * @param end by the clock
     */
    private record Token(@Nullable String origin, long end) {
        boolean isGoodFor(Visitor visitor) {
            return origin == null || origin.equals(visitor.origin());
        }
    }

    /** A new launch token of 256 random bits. */
    public String mint() {
        return mint(null);
    }

    /** One for pages of an origin: whoever takes it from such a page gets no further than the page. */
    public String mintFor(String origin) {
        return mint(origin);
    }

    private String mint(@Nullable String origin) {
        String token = text(bytes());
        long now = clock.getAsLong();
        synchronized (tokens) {
            tokens.values().removeIf(each -> each.end() - now <= 0);
            tokens.put(hash(token), new Token(origin, now + life.toNanos()));
        }
        return token;
    }

    /**
     * Admits who opens a session. A token is spent by being shown, whatever else is.
     *
     * @param bearer what a client that is no browser shows in a header: a token, or an admission
     * @return the admission to show the next time; null where none is needed
     * @throws NotAdmittedException it has nothing of what is wanted
     */
    @Nullable
    String admit(OpenPage page, Visitor visitor, @Nullable String bearer) {
        boolean hasToken = isSpent(page.token(), visitor);
        hasToken |= isSpent(bearer, visitor);
        if (admitsAnyone || visitor.principal() != null) {
            return null;
        }
        String admission = admission(visitor);
        boolean isAdmitted = hasToken
                || isSame(admission, page.admission())
                || isSame(admission, bearer)
                || (page.window() != null && isOurs.test(page.window(), visitor));
        if (!isAdmitted) {
            throw new NotAdmittedException(
                    "Java does not let this page in: it shows no launch token, or one that was used, or is older"
                            + " than " + life.toSeconds() + " s (Limits.launchToken). Open it by the address that"
                            + " MainProcess.launchAddress(page) gives, which is good for one opening; a client that is no browser shows its token"
                            + " as 'Authorization: Bearer <token>'");
        }
        return admission;
    }

    private boolean isSpent(@Nullable String token, Visitor visitor) {
        if (token == null) {
            return false;
        }
        synchronized (tokens) {
            Token found = tokens.remove(hash(token));
            return found != null && found.isGoodFor(visitor) && found.end() - clock.getAsLong() > 0;
        }
    }

    /** The same for all of an origin, so that there is nothing to be kept for each. */
    private String admission(Visitor visitor) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(key, HMAC));
            String origin = visitor.origin() == null ? "" : visitor.origin();
            return text(mac.doFinal(origin.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("Every Java has " + HMAC, impossible);
        }
    }

    private byte[] bytes() {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return bytes;
    }

    private static boolean isSame(String right, @Nullable String shown) {
        return shown != null
                && MessageDigest.isEqual(
                        right.getBytes(StandardCharsets.UTF_8), shown.getBytes(StandardCharsets.UTF_8));
    }

    private static String hash(String token) {
        try {
            return text(MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("Every Java has SHA-256", impossible);
        }
    }

    private static String text(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
