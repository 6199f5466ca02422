package dev.valence.policy;

/** A name in which {@code *} stands for any characters, none among them. Takes no longer than pattern times text, whatever a page names. */
final class Glob {
    /** No name is longer that anyone permits by pattern. */
    private static final int LONGEST = 4_096;

    private final String pattern;
    private final boolean isLiteral;

    Glob(String pattern) {
        this.pattern = pattern;
        this.isLiteral = pattern.indexOf('*') < 0;
    }

    /** Whether it stands for one name only. */
    boolean isLiteral() {
        return isLiteral;
    }

    boolean matches(String text) {
        if (isLiteral) {
            return pattern.equals(text);
        }
        if (text.length() > LONGEST) {
            return false;
        }
        int at = 0;
        int inText = 0;
        int star = -1;
        int taken = 0;
        while (inText < text.length()) {
            if (at < pattern.length() && pattern.charAt(at) == '*') {
                star = at++;
                taken = inText;
            } else if (at < pattern.length() && pattern.charAt(at) == text.charAt(inText)) {
                at++;
                inText++;
            } else if (star >= 0) {
                // The latest star takes one character more.
                at = star + 1;
                inText = ++taken;
            } else {
                return false;
            }
        }
        while (at < pattern.length() && pattern.charAt(at) == '*') {
            at++;
        }
        return at == pattern.length();
    }

    @Override
    public String toString() {
        return pattern;
    }
}
