package dev.valence.sample.files;

import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** Names of entries as people and pages give them: one step down from a folder and nothing else. */
final class FileNames {
    /** Bytes; what ext4, APFS and NTFS take, give or take the encoding. */
    private static final int LONGEST = 255;

    private FileNames() {}

    /**
     * The entry of {@code folder} that {@code name} means.
     *
     * @throws FileException the name could mean anything but an entry of that folder
     */
    static Path resolve(Path folder, String name) {
        requireSpeakable(name);
        Path step;
        try {
            step = folder.getFileSystem().getPath(name);
        } catch (InvalidPathException invalid) {
            throw new FileException("“" + name + "” cannot be a name on this computer.");
        }
        if (step.isAbsolute() || step.getNameCount() != 1) {
            throw new FileException("“" + name + "” is not one name. A name has no “/” in it.");
        }
        return folder.resolve(step);
    }

    /** {@code report.txt} for 1, {@code report (2).txt} for 2. */
    static String numbered(String name, int number) {
        if (number == 1) {
            return name;
        }
        int dot = name.lastIndexOf('.');
        int cut = dot > 0 ? dot : name.length();
        return name.substring(0, cut) + " (" + number + ")" + name.substring(cut);
    }

    private static void requireSpeakable(String name) {
        if (name.isBlank()) {
            throw new FileException("A name needs at least one letter.");
        }
        if (name.equals(".") || name.equals("..")) {
            throw new FileException("“" + name + "” means a folder already and cannot be a name.");
        }
        if (name.indexOf('/') >= 0) {
            throw new FileException("“" + name + "” has a “/” in it, which separates names.");
        }
        if (name.chars().anyMatch(Character::isISOControl)) {
            throw new FileException("A name cannot hold control characters, such as line breaks or NUL.");
        }
        int bytes = name.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > LONGEST) {
            throw new FileException("The name is too long: " + bytes + " bytes, and " + LONGEST + " are possible.");
        }
    }
}
