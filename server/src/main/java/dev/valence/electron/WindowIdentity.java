package dev.valence.electron;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * How the page of a window that Valence launched says which window it is in: by a key that only documents of the application in that window are
 * given, and those of each origin another one. Whoever has it from a page gets no further than pages of that origin.
 *
 * @param id the {@code BrowserWindow.id}
 * @param secret 128 bits that leave this process for nobody
 */
public record WindowIdentity(int id, String secret) {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String HMAC = "HmacSHA256";

    static WindowIdentity mint(int id) {
        byte[] secret = new byte[16];
        RANDOM.nextBytes(secret);
        return new WindowIdentity(id, text(secret));
    }

    /** What documents of {@code origin} are given. */
    public String keyFor(String origin) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(bytes(secret), HMAC));
            return text(mac.doFinal(bytes(origin)));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("Every Java has " + HMAC, impossible);
        }
    }

    /**
     * Compares in a time that says nothing about how much of the key was right.
     *
     * @param origin of whoever shows it, as its browser tells it; null for a client that is no browser, and so in no window
     */
    boolean isOpenedBy(String offered, @Nullable String origin) {
        return origin != null && MessageDigest.isEqual(bytes(keyFor(origin)), bytes(offered));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** Without the secret: this ends up in logs. */
    @Override
    public String toString() {
        return "window " + id;
    }
}
