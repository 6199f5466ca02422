package dev.valence.sample.files;

/** What an entry of a folder is, with links inside the root already followed. */
public enum EntryKind {
    FOLDER,
    FILE,
    /** A symbolic link that leads out of the root or to nothing. It is shown and never followed. */
    LINK,
    /** A device, a socket, a pipe: shown, and left alone. */
    OTHER
}
