package dev.valence.policy;

/** A name in which {@code *} stands for any characters, none among them. Takes no longer than pattern times text, whatever a page names. */
public final class Glob {
    /** No name is longer that anyone permits by pattern. */
    private static final int LONGEST = 4_096;

    private final String pattern;
    private final boolean isLiteral;

    public Glob(String pattern) {
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

    /** Whether some name fits both. */
    public boolean meets(Glob other) {
        int length = other.pattern.length();
        // Of each place in the other's pattern, whether what is left of both can be one text.
        boolean[] below = new boolean[length + 1];
        for (int at = pattern.length(); at >= 0; at--) {
            boolean[] here = new boolean[length + 1];
            for (int inOther = length; inOther >= 0; inOther--) {
                boolean isEnd = at == pattern.length();
                boolean isOthersEnd = inOther == length;
                if (isStar(at) || other.isStar(inOther)) {
                    // A star takes one character more of the other's, or ends.
                    here[inOther] = (!isEnd && below[inOther]) || (!isOthersEnd && here[inOther + 1]);
                } else if (isEnd || isOthersEnd) {
                    here[inOther] = isEnd && isOthersEnd;
                } else {
                    here[inOther] = pattern.charAt(at) == other.pattern.charAt(inOther) && below[inOther + 1];
                }
            }
            below = here;
        }
        return below[0];
    }

    private boolean isStar(int at) {
        return at < pattern.length() && pattern.charAt(at) == '*';
    }

    @Override
    public String toString() {
        return pattern;
    }
}
