package dev.valence.electron;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * How the page of a window that Valence launched says which window it is in.
 *
 * @param id the {@code BrowserWindow.id}
 * @param key a secret of 128 bits that only documents of the application in that window are given
 */
public record WindowIdentity(int id, String key) {
    private static final SecureRandom RANDOM = new SecureRandom();

    static WindowIdentity mint(int id) {
        byte[] key = new byte[16];
        RANDOM.nextBytes(key);
        return new WindowIdentity(id, Base64.getUrlEncoder().withoutPadding().encodeToString(key));
    }

    /** Compares in a time that says nothing about how much of the key was right. */
    boolean isOpenedBy(String offered) {
        return MessageDigest.isEqual(key.getBytes(StandardCharsets.UTF_8), offered.getBytes(StandardCharsets.UTF_8));
    }

    /** Without the key: this ends up in logs. */
    @Override
    public String toString() {
        return "window " + id;
    }
}
