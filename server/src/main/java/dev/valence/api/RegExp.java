package dev.valence.api;

import java.util.regex.Pattern;

/**
 * A regular expression of a page, as it was written there.
 *
 * @param source the text between the slashes
 * @param flags JavaScript flags, such as {@code "gi"}
 */
public record RegExp(String source, String flags) {
    /**
     * The nearest Java pattern. Flags {@code i}, {@code m}, {@code s} and {@code u} have one; {@code g}, {@code y}, {@code d}
     * and {@code v} concern how JavaScript matches and are left out.
     *
     * @throws java.util.regex.PatternSyntaxException the source means nothing to Java
     */
    public Pattern toPattern() {
        int options = 0;
        options |= flags.indexOf('i') >= 0 ? Pattern.CASE_INSENSITIVE : 0;
        options |= flags.indexOf('m') >= 0 ? Pattern.MULTILINE : 0;
        options |= flags.indexOf('s') >= 0 ? Pattern.DOTALL : 0;
        options |= flags.indexOf('u') >= 0 ? Pattern.UNICODE_CASE : 0;
        return Pattern.compile(source, options);
    }

    /** What a page must be given to have this pattern; flags that JavaScript does not know are left out. */
    public static RegExp of(Pattern pattern) {
        StringBuilder flags = new StringBuilder();
        int options = pattern.flags();
        append(flags, 'i', options, Pattern.CASE_INSENSITIVE);
        append(flags, 'm', options, Pattern.MULTILINE);
        append(flags, 's', options, Pattern.DOTALL);
        append(flags, 'u', options, Pattern.UNICODE_CASE);
        return new RegExp(pattern.pattern(), flags.toString());
    }

    private static void append(StringBuilder flags, char flag, int options, int option) {
        if ((options & option) != 0) {
            flags.append(flag);
        }
    }
}
