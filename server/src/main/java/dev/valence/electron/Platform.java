package dev.valence.electron;

import java.util.Locale;

/** The systems that a main process runs on, with the names that Node has for them. */
public enum Platform {
    LINUX("linux"),
    MAC("darwin"),
    WINDOWS("win32");

    private final String nodeName;

    Platform(String nodeName) {
        this.nodeName = nodeName;
    }

    /** The system that this process runs on. What is neither Windows nor macOS is taken for Linux. */
    public static Platform current() {
        String name = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        if (name.startsWith("windows")) {
            return WINDOWS;
        }
        return name.startsWith("mac") ? MAC : LINUX;
    }

    /** The value of {@code process.platform}. */
    public String nodeName() {
        return nodeName;
    }
}
